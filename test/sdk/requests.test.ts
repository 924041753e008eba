import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { SaysoClient, SaysoError } from "../../sdk/typescript/src/index.ts";
import { problem } from "./stub-approvals.ts";
import { StubServer } from "./stub-server.ts";

async function stubAndClient(t: TestContext, options = {}) {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  const client = new SaysoClient({
    serverUrl: stub.url,
    apiKey: "key-1",
    retryFor: 60_000,
    onProblem: () => {},
    ...options,
  });
  return { stub, client };
}

const saysoError = (code: string) => (error: unknown) => error instanceof SaysoError && error.code === code;

test("requestApproval sends the request with the API key and returns the approval", async (t) => {
  const { stub, client } = await stubAndClient(t);
  const approval = await client.requestApproval({
    approvalRequestId: "claim-42",
    title: "Pay claim 42?",
    action: { name: "pay_claim", arguments: { amount: 12000 } },
    expiresInHours: 24,
    initiatedBy: "bob",
  });
  assert.equal(approval.status, "pending");
  assert.equal(approval.approvalRequestUrl, "http://stub.example/review/claim-42");
  const [sent] = stub.requests;
  assert.equal(sent?.headers["x-api-key"], "key-1");
  assert.equal(sent?.headers.authorization, undefined);
  assert.deepEqual(sent?.body, {
    approvalRequestId: "claim-42",
    title: "Pay claim 42?",
    action: { name: "pay_claim", arguments: { amount: 12000 } },
    expiresInHours: 24,
    initiatedBy: "bob",
  });
});

test("a 503 and a lost reply are retried under the same Idempotency-Key", async (t) => {
  const { stub, client } = await stubAndClient(t);
  const faults = [problem(503, "unavailable", "Starting"), "cut before", "cut after"] as const;
  stub.fault = () => faults[stub.requests.length - 1];
  const approval = await client.requestApproval({ approvalRequestId: "claim-42" });
  assert.equal(approval.approvalRequestId, "claim-42");
  assert.equal(stub.requests.length, 4);
  const keys = new Set(stub.requests.map((request) => request.headers["idempotency-key"]));
  assert.equal(keys.size, 1);
  assert.match([...keys].join(), /^[0-9a-f-]{36}$/);
});

test("two calls have two Idempotency-Keys", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "claim-42" });
  await client.requestApproval({ approvalRequestId: "claim-42" });
  const [first, second] = stub.requests;
  assert.notEqual(first?.headers["idempotency-key"], second?.headers["idempotency-key"]);
});

test("a call survives a server that starts late", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await stub.goAway();
  const asked = client.requestApproval({ approvalRequestId: "claim-42" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await stub.comeBack();
  assert.equal((await asked).status, "pending");
});

test("429 is retried no sooner than Retry-After says", async (t) => {
  const { stub, client } = await stubAndClient(t);
  stub.fault = () =>
    stub.requests.length === 1
      ? { ...problem(429, "rate_limited", "Slow down"), headers: { "retry-after": "1" } }
      : undefined;
  const started = performance.now();
  await client.requestApproval({ approvalRequestId: "claim-42" });
  assert.ok(performance.now() - started >= 1000);
  assert.equal(stub.requests.length, 2);
});

for (const [status, code] of [
  [400, "invalid_request"],
  [401, "unauthenticated"],
  [403, "forbidden"],
  [409, "approval_already_requested"],
  [410, "expired"],
  [413, "payload_too_large"],
  [422, "idempotency_key_reused"],
] as const) {
  test(`${status} ${code} is not retried`, async (t) => {
    const { stub, client } = await stubAndClient(t);
    stub.fault = () => problem(status, code, "No");
    await assert.rejects(client.requestApproval({ approvalRequestId: "claim-42" }), (error: SaysoError) => {
      assert.equal(error.code, code);
      assert.equal(error.status, status);
      assert.equal(error.message, "No");
      return true;
    });
    assert.equal(stub.requests.length, 1);
  });
}

test("other content under a known id is a typed conflict that carries the approval, out of sight of logs", async (t) => {
  const { client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "claim-42", title: "Pay 10?" });
  await assert.rejects(
    client.requestApproval({ approvalRequestId: "claim-42", title: "Pay 10,000?" }),
    (error: SaysoError) => {
      assert.equal(error.code, "approval_request_conflict");
      assert.equal(error.approval?.title, "Pay 10?");
      assert.ok(!Object.keys(error).includes("approval"));
      return true;
    },
  );
});

test("what is wrong with which field is kept", async (t) => {
  const { stub, client } = await stubAndClient(t);
  const errors = [{ field: "expiresInHours", detail: "must be at most 8640" }];
  const answer = problem(400, "invalid_request", "The request is not valid");
  stub.fault = () => ({ ...answer, body: { ...(answer.body as object), errors } });
  await assert.rejects(
    client.requestApproval({ approvalRequestId: "a", expiresInHours: 9000 }),
    (error: SaysoError) => {
      assert.deepEqual(error.fields, [{ field: "expiresInHours", detail: "must be at most 8640" }]);
      return true;
    },
  );
});

test("a gateway's answer without a code gets one by its status", async (t) => {
  const { stub, client } = await stubAndClient(t, { retryFor: 0 });
  const codes: string[] = [];
  for (const status of [400, 401, 403, 404, 405, 409, 413, 415, 418, 429, 500, 502, 504]) {
    stub.fault = () => ({ status, body: "<html>no</html>" });
    await assert.rejects(client.getApproval("a"), (error: SaysoError) => codes.push(error.code) > 0);
  }
  assert.deepEqual(codes, [
    "invalid_request",
    "unauthenticated",
    "forbidden",
    "not_found",
    "method_not_allowed",
    "invalid_request",
    "payload_too_large",
    "unsupported_media_type",
    "invalid_request",
    "rate_limited",
    "internal",
    "unavailable",
    "unavailable",
  ]);
});

test("no answer at all is a network error that names the address and the reason", async (t) => {
  const { stub, client } = await stubAndClient(t, { retryFor: 0 });
  await stub.goAway();
  await assert.rejects(client.getApproval("a"), (error: SaysoError) => {
    assert.equal(error.code, "network");
    assert.equal(error.message, `No answer from ${stub.url} (ECONNREFUSED)`);
    assert.ok(error.cause instanceof Error);
    return true;
  });
});

test("a page, a redirect and a strange answer are not taken for an approval", async (t) => {
  const { stub, client } = await stubAndClient(t);
  for (const answer of [
    { status: 200, body: "<html>Welcome</html>" },
    { status: 302, headers: { location: `${stub.url}/elsewhere` } },
    { status: 200, body: { status: "approved" } },
    { status: 200, body: { approvalRequestId: "a", status: "yes" } },
    { status: 200, body: "null" },
  ]) {
    stub.fault = () => answer;
    await assert.rejects(client.getApproval("a"), saysoError("network"));
  }
  assert.equal(stub.sent("GET", "/elsewhere").length, 0);
});

test("reviewers' tools decide with a person's token instead of the API key", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "claim-42" });
  await assert.rejects(client.submitDecision("claim-42", { decision: "approved" }), saysoError("forbidden"));
  const approval = await client.submitDecision("claim-42", {
    decision: "approved",
    feedback: "Fine",
    token: "person-1",
  });
  assert.equal(approval.decision, "approved");
  const sent = stub.sent("POST", "/v1/approvals/claim-42/decision").at(-1);
  assert.equal(sent?.headers.authorization, "Bearer person-1");
  assert.equal(sent?.headers["x-api-key"], undefined);
  assert.deepEqual(sent?.body, { decision: "approved", feedback: "Fine" });
  await assert.rejects(
    client.submitDecision("claim-42", { decision: "rejected", token: "person-2" }),
    (error: SaysoError) => {
      assert.equal(error.code, "already_decided");
      assert.equal(error.approval?.decision, "approved");
      return true;
    },
  );
});

test("cancelApproval ends the approval as an error with the feedback", async (t) => {
  const { client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "claim-42" });
  const approval = await client.cancelApproval("claim-42", "The claim was withdrawn");
  assert.equal(approval.decision, "error");
  assert.equal(approval.feedback, "The claim was withdrawn");
});

test("ids stand whole in the path, and ids that would name another path are refused", async (t) => {
  const { stub, client } = await stubAndClient(t);
  await client.requestApproval({ approvalRequestId: "a:b@c~d" });
  await client.getApproval("a:b@c~d");
  await assert.rejects(client.getApproval("a/../b?c#d"), saysoError("approval_not_found"));
  assert.equal(stub.requests.at(-1)?.path, "/v1/approvals/a%2F..%2Fb%3Fc%23d");
  const sent = stub.requests.length;
  for (const id of ["", ".", ".."]) await assert.rejects(client.getApproval(id), saysoError("invalid_request"));
  assert.equal(stub.requests.length, sent);
});

test("a caller's signal ends a call that is being retried", async (t) => {
  const { stub, client } = await stubAndClient(t, { retryFor: Infinity });
  await stub.goAway();
  const abort = new AbortController();
  const asked = client.getApproval("a", { signal: abort.signal });
  setTimeout(() => abort.abort(new Error("enough")), 200);
  await assert.rejects(asked, /enough/);
});
