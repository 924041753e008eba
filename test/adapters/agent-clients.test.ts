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

/** Stands in for the service: as often as said it has no time; then it takes a call and hangs up, or answers, and all later ones find the token used. */
let calls = 0;
let busy = 0;
let answers = false;
const service = createServer((request, response) => {
  request.resume().once("end", () => {
    const first = ++calls === busy + 1;
    if (first && !answers) return void request.socket.destroy();
    if (first) return void response.writeHead(200, { "content-type": "application/x-amz-json-1.0" }).end("{}");
    const spent = request.url === "/" ? "TaskTimedOut" : "CallbackTimeoutException";
    const type = calls <= busy ? "ThrottlingException" : spent;
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
] as const) {
  const given = (refusals: number, then: "hangs up" | "answers") => {
    [calls, busy, answers] = [0, refusals, then === "answers"];
  };

  test(`F6 F7 the answer to ${kind} is lost: the attempt counts as unheard, and no second one is made behind its back`, async () => {
    given(0, "hangs up");
    await assert.rejects(resumer.deliver(approved, to, "first"), /ECONNRESET|socket hang up/);
    assert.equal(calls, 1);
    assert.deepEqual(await resumer.deliver(approved, to, "repeated"), { outcome: "resumed" });
  });

  test(`F6 calls with ${kind} come too often: the same attempt goes on until one is taken`, async () => {
    given(2, "answers");
    assert.deepEqual(await resumer.deliver(approved, to, "first"), { outcome: "resumed" });
    assert.equal(calls, 3);
  });

  test(`F6 F7 calls with ${kind} come too often, and then the answer is lost: that is not tried again`, async () => {
    given(1, "hangs up");
    await assert.rejects(resumer.deliver(approved, to, "first"), /ECONNRESET|socket hang up/);
    assert.equal(calls, 2);
  });

  test(`F6 calls with ${kind} come too often for as long as the attempt may go on: it is put off, and nothing was done`, async (t) => {
    t.mock.method(Math, "random", () => 0);
    given(100, "answers");
    const { outcome, ...rest } = await resumer.deliver(approved, to, "first");
    assert.deepEqual([outcome, rest], ["not_yet", { reason: "ThrottlingException" }]);
    assert.equal(calls, 6);
  });
}
