import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { callbackResumer } from "../../functions/adapters/https/callback-resumer.ts";
import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { postJson } from "../../functions/adapters/https/post-json.ts";
import { retryAfterMs } from "../../functions/adapters/https/retry-after.ts";
import { ed25519Signer } from "../../functions/adapters/node/ed25519-signer.ts";
import type { TerminalApproval, Waiter } from "../../functions/core/approval.ts";
import { claimDecided, nextDay } from "../core/claim.ts";
import { sha256 } from "../core/sealing.ts";
import { content } from "../ports/given.ts";

const signer = ed25519Signer(async () => [new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)]);
const guard = outgoingGuard(["127.0.0.1"]);

interface Received {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** An agent's endpoint on this machine. */
async function agent(t: TestContext, answer: RequestListener) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    await answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/resume`, received };
}

interface To {
  readonly format?: "agentfield";
  /** What the execution asked for last. */
  readonly latestApproval?: string;
}

function deliver(url: string, { format, latestApproval = "claim-42" }: To = {}) {
  const waiter: Waiter = {
    ...(claimDecided("approved").waiters[0] as Waiter),
    kind: "callback",
    target: { kind: "callback", url, ...(format && { format }) },
  };
  const approved: TerminalApproval = { ...claimDecided("approved"), feedback: "Receipts match.", waiters: [waiter] };
  const clock = { now: () => nextDay + 999 };
  const executions = {
    load: async (executionId: string) => ({
      ...{ executionId, agent: "claim-processor", owner: "agent:claim-processor", status: "running" as const },
      ...{ pendingApprovals: 0, latestApproval, createdAt: 0, updatedAt: 0 },
    }),
  };
  const resumer = callbackResumer({ guard, signer, clock, sha256, readContent: async () => content, executions });
  return resumer.deliver(approved, waiter, "first");
}

test("the agent is posted the ApprovalResult, signed so that the published key verifies it; the id stays the same", async (t) => {
  const { url, received } = await agent(t, (_, response) => response.writeHead(200).end('{"resolved":true}'));
  assert.deepEqual(await deliver(url), { outcome: "resumed" });
  assert.deepEqual(await deliver(url), { outcome: "resumed" });
  const [first, second] = received;
  assert.ok(first && second);
  const { decision, approvalRequestId, arguments: args } = JSON.parse(first.body);
  assert.deepEqual([decision, approvalRequestId, args.amount], ["approved", "claim-42", 120.5]);
  assert.equal(first.headers["content-type"], "application/json");
  assert.equal(first.headers["webhook-timestamp"], "1767348000");
  assert.equal(first.headers["webhook-id"], second.headers["webhook-id"]);
  const [version, signature = ""] = String(first.headers["webhook-signature"]).split(",");
  assert.equal(version, "v1a");
  const [publicKey = "", ...before] = await signer.publicKeys();
  assert.equal(before.length, 1);
  const x = Buffer.from(publicKey, "base64").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const signed = `${first.headers["webhook-id"]}.${first.headers["webhook-timestamp"]}.${first.body}`;
  assert.equal(verify(null, Buffer.from(signed), key, Buffer.from(signature, "base64")), true);
  assert.equal(verify(null, Buffer.from(`${signed} `), key, Buffer.from(signature, "base64")), false);
});

const answers = JSON.stringify({ status: "received", resolved: true });

test("an agent on Agentfield's SDK is posted its words", async (t) => {
  const { url, received } = await agent(t, (_, response) => response.writeHead(200).end(answers));
  assert.deepEqual(await deliver(url, { format: "agentfield" }), { outcome: "resumed" });
  assert.deepEqual(JSON.parse(received[0]?.body ?? ""), {
    ...{ execution_id: "run-1", approval_request_id: "claim-42", decision: "approved", new_status: "running" },
    feedback: "Receipts match.",
    response: {
      ...{ decision: "approved", feedback: "Receipts match.", response: null },
      reviewer: { id: "rita@example.com", name: "Rita Reyes", via: "oidc" },
      decided_at: "2026-01-02T10:00:00.000Z",
    },
  });
});

test("a late decision names no execution that has asked for something else since", async (t) => {
  const { url, received } = await agent(t, (_, response) => response.writeHead(200).end(answers));
  await deliver(url, { format: "agentfield", latestApproval: "claim-43" });
  assert.equal(JSON.parse(received[0]?.body ?? "").execution_id, "run-1#claim-42");
});

// RFC 8032, 7.1, test 1.
test("the key of a seed is the standard's", async () => {
  const seed = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
  const [publicKey = ""] = await ed25519Signer(async () => [seed]).publicKeys();
  assert.equal(
    Buffer.from(publicKey, "base64").toString("hex"),
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  );
});

describe("what the agent answers", () => {
  const cases: readonly (readonly [title: string, answer: RequestListener, outcome: object])[] = [
    ["204", (_, response) => response.writeHead(204).end(), { outcome: "resumed" }],
    [
      "not yet",
      (_, response) => response.end('{"status":"received","resolved":false}'),
      { outcome: "not_yet", reason: "nobody waits there yet" },
    ],
    ["text that is no JSON", (_, response) => response.end("ok"), { outcome: "resumed" }],
    ["410", (_, response) => response.writeHead(410).end(), { outcome: "gone", reason: "it answered 410" }],
    ["500", (_, response) => response.writeHead(500).end("x"), { outcome: "not_yet", reason: "it answered 500" }],
    [
      "a redirect, which is not followed",
      (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
      { outcome: "not_yet", reason: "it answered 302" },
    ],
    [
      "429 with the seconds to wait",
      (_, response) => response.writeHead(429, { "retry-after": "120" }).end(),
      { outcome: "not_yet", reason: "it answered 429", retryAfterMs: 120_000 },
    ],
    [
      "503 with the time to wait for",
      (_, response) => response.writeHead(503, { "retry-after": "Fri, 02 Jan 2026 10:01:00 GMT" }).end(),
      { outcome: "not_yet", reason: "it answered 503", retryAfterMs: 59_001 },
    ],
  ];
  for (const [title, answer, outcome] of cases)
    test(title, async (t) => {
      const { url, received } = await agent(t, answer);
      assert.deepEqual(await deliver(url), outcome);
      assert.equal(received.length, 1);
    });
});

test("a time to wait is whole seconds or a date, and anything else is none", () => {
  const now = Date.parse("2026-01-02T10:00:00Z");
  for (const [header, ms] of [
    ["0", 0],
    ["120", 120_000],
    ["Fri, 02 Jan 2026 10:01:00 GMT", 60_000],
    ["Fri, 02 Jan 2026 09:00:00 GMT", 0],
    ["-5", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    [undefined, undefined],
  ] as const)
    assert.equal(retryAfterMs(header, now), ms, header);
});

describe("nobody knows whether it arrived", () => {
  test("when the connection breaks", async (t) => {
    const { url } = await agent(t, (request) => void request.socket.destroy());
    await assert.rejects(deliver(url), /hang up|ECONNRESET/);
  });

  test("when nobody listens", async () => {
    await assert.rejects(deliver("http://127.0.0.1:1/"), /ECONNREFUSED/);
  });

  test("when the answer drips in without an end", async (t) => {
    const { url } = await agent(t, (_, response) => {
      const drip = setInterval(() => response.write("."), 20);
      response.once("close", () => clearInterval(drip));
    });
    await assert.rejects(postJson(guard, url, {}, "{}", { timeoutMs: 300 }), { name: "AbortError" });
  });
});

test("of a huge answer no more than 64 KiB is read", async (t) => {
  const { url } = await agent(t, (_, response) => {
    const more = () => {
      while (response.write("x".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  });
  const { body, status } = await postJson(guard, url, {}, "{}");
  assert.deepEqual([status, body.length], [200, 65_536]);
});

test("a URL that the deployment lets pass no longer, and a name that leads inside, are never connected to", async (t) => {
  const { url, received } = await agent(t, (_, response) => response.end());
  assert.deepEqual(await deliver(url.replace("127.0.0.1", "127.0.0.2")), {
    outcome: "gone",
    reason: "the callback's URL must be an https URL",
  });
  assert.deepEqual(await deliver(url.replace("http://127.0.0.1", "https://localhost")), {
    outcome: "not_yet",
    reason: "localhost is not a public address",
  });
  assert.equal(received.length, 0);
});
