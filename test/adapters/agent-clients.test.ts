import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { durableResumer } from "../../functions/adapters/lambda/durable-resumer.ts";
import { taskTokenResumer } from "../../functions/adapters/step-functions/task-token-resumer.ts";
import type { Waiter } from "../../functions/core/approval.ts";
import { claimDecided } from "../core/claim.ts";
import { content } from "../ports/given.ts";

/** Stands in for the service: takes the first call, hangs up, and then says that the token has been used. */
let calls = 0;
const service = createServer((request, response) => {
  request.resume().once("end", () => {
    if (++calls === 1) return void request.socket.destroy();
    const type = request.url === "/" ? "TaskTimedOut" : "CallbackTimeoutException";
    response.writeHead(400, { "content-type": "application/x-amz-json-1.0", "x-amzn-errortype": type });
    response.end(JSON.stringify({ __type: type, message: "spent" }));
  });
}).listen(0, "127.0.0.1");
await once(service, "listening");
after(() => service.close());
process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
process.env.AWS_REGION = "eu-west-1";
process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = "made-up";

// Its clients read the environment.
const { agentFunctions, agentStates } = await import("../../functions/composition/aws-agents.ts");
after(() => [agentFunctions, agentStates].map((client) => client.destroy()));

const approved = claimDecided("approved");
const [waiter] = approved.waiters as [Waiter];
const durable: Waiter = { ...waiter, kind: "durable", target: { kind: "durable", callbackId: "Y2FsbGJhY2s=" } };

for (const [kind, resumer, to] of [
  ["a task token", taskTokenResumer(agentStates, async () => content), waiter],
  ["a durable callback", durableResumer(agentFunctions, async () => content), durable],
] as const)
  test(`F6 F7 the answer to ${kind} is lost: the attempt counts as unheard, and no second one is made behind its back`, async () => {
    calls = 0;
    await assert.rejects(resumer.deliver(approved, to, "first"), /ECONNRESET|socket hang up/);
    assert.equal(calls, 1);
    assert.deepEqual(await resumer.deliver(approved, to, "repeated"), { outcome: "resumed" });
  });
