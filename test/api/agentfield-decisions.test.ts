import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, test } from "node:test";
import { ada, agent, nora, rita, sam, vera } from "./callers.ts";
import { givenApp } from "./given-app.ts";
import { keepSecret } from "./secrets.ts";

const path = "/api/v1/webhooks/approval-response";
const byExecution = "/api/v1/executions/run-1/approval-response";
const approve = { requestId: "claim-42", decision: "approved", feedback: "Receipts match" };
/** 2026-01-01T10:00:00Z, in seconds. */
const nowSeconds = 1_767_261_600;

const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

async function given() {
  const app = await givenApp();
  await app.ask();
  const secretOf = async (reviewer: string) => {
    const { json } = await app.call("POST", "/v1/response-secrets", { as: ada, body: { reviewer } });
    return keepSecret(json.secret as string);
  };
  const send = (signature: string, body: unknown = approve) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return app.call("POST", path, { headers: { "x-webhook-signature": signature }, body: text });
  };
  return { app, secretOf, send };
}

test("the reviewer is whose secret made the signature, on the record with how they proved it", async () => {
  const { app, secretOf, send } = await given();
  const secret = await secretOf("rita");
  const { status, json } = await send(`sha256=${hmac(secret, JSON.stringify(approve))}`);
  assert.equal(status, 200);
  assert.deepEqual(json, {
    ...{ status: "processed", approval_request_id: "claim-42", execution_id: "run-1" },
    ...{ decision: "approved", new_status: "running" },
  });
  const { json: approval } = await app.call("GET", "/v1/approvals/claim-42", { as: rita });
  assert.deepEqual(approval.reviewer, { id: "rita", name: "rita", via: "response_secret" });
  const { json: audit } = await app.call("GET", "/v1/approvals/claim-42/audit", { as: vera });
  const entry = audit.entries.find(({ type }: { type: string }) => type === "approval.decided");
  assert.deepEqual([entry.channel, entry.authenticatedBy], ["approval_response", "response_secret"]);
  assert.equal(entry.disclosed.reviewer.value, "rita");
});

test("who showed a secret to whom is on the record; the secret is always the same, and another for each reviewer", async () => {
  const { app, secretOf } = await given();
  const [first, again, other] = [await secretOf("rita"), await secretOf("rita"), await secretOf("sam")];
  assert.equal(first, again);
  assert.notEqual(first, other);
  const { json } = await app.call("GET", "/v1/audit?type=response_secret.shown", { as: vera });
  const [entry] = json.entries;
  assert.deepEqual([json.entries.length, entry.disclosed.reviewer.value], [3, "ada"]);
  assert.equal(entry.disclosed.reviewers.value, '["rita"]');
});

test("a timestamp in the signature holds for five minutes either way", async () => {
  for (const [offset, status] of [
    ...[[0, 200] as const, [-300, 200] as const, [300, 200] as const],
    ...[[-301, 401] as const, [301, 401] as const],
  ]) {
    const { secretOf, send } = await given();
    const t = nowSeconds + offset;
    const code = hmac(await secretOf("rita"), `${t}.${JSON.stringify(approve)}`);
    assert.equal((await send(`t=${t},v1=${code}`)).status, status, `${offset} s`);
  }
});

describe("is refused, and nothing is decided", () => {
  const text = JSON.stringify(approve);
  const cases: readonly (readonly [string, (secret: string) => readonly [signature: string, body?: string]])[] = [
    ["no signature", () => [""]],
    ["a word", () => ["approved"]],
    ["another's code", () => [`sha256=${hmac("somebody else's secret", text)}`]],
    ["an empty secret's code", () => [`sha256=${hmac("", text)}`]],
    ["a code of another length", (secret) => [`sha256=${hmac(secret, text).slice(1)}`]],
    ["base64 instead of hex", (secret) => [`sha256=${Buffer.from(hmac(secret, text), "hex").toString("base64")}`]],
    ["a code over another body", (secret) => [`sha256=${hmac(secret, text)}`, text.replace("approved", "rejected")]],
    ["a code over the same body in another spelling", (secret) => [`sha256=${hmac(secret, text)}`, `${text} `]],
    ["a timestamp that the code is not over", (secret) => [`t=${nowSeconds},v1=${hmac(secret, text)}`]],
    [
      "a signed id of nothing",
      (secret) => {
        const other = text.replace("claim-42", "claim-99");
        return [`sha256=${hmac(secret, other)}`, other];
      },
    ],
  ];
  for (const [name, make] of cases)
    test(name, async () => {
      const { app, secretOf, send } = await given();
      const [signature, body = text] = make(await secretOf("rita"));
      const { status, json } = await send(signature, body);
      assert.deepEqual([status, json.error], [401, "unauthenticated"]);
      assert.equal((await app.deps.approvals.load("claim-42"))?.status, "pending");
    });

  test("a reviewer of other approvals", async () => {
    const { send, secretOf } = await given();
    assert.equal((await send(`sha256=${hmac(await secretOf("vera"), text)}`)).status, 401);
  });

  for (const decision of [undefined, null, "", "expired", "APPROVED", true])
    test(`a decision that is ${JSON.stringify(decision)}`, async () => {
      const { app, secretOf, send } = await given();
      const body = JSON.stringify({ ...approve, decision });
      const { status, json } = await send(`sha256=${hmac(await secretOf("rita"), body)}`, body);
      assert.deepEqual([status, json.errors[0].field], [400, "decision"]);
      assert.equal((await app.deps.approvals.load("claim-42"))?.status, "pending");
    });
});

test("sent again it is done already; another decision is told who won", async () => {
  const { secretOf, send } = await given();
  const [ritas, sams] = [await secretOf("rita"), await secretOf("sam")];
  const signed = (secret: string, body: object) => send(`sha256=${hmac(secret, JSON.stringify(body))}`, body);
  assert.equal((await signed(ritas, approve)).status, 200);
  assert.equal((await signed(ritas, approve)).status, 200);
  for (const late of [await signed(ritas, { ...approve, decision: "rejected" }), await signed(sams, approve)]) {
    assert.deepEqual([late.status, late.json.error], [409, "already_decided"]);
    assert.equal(late.json.approval.reviewer.id, "rita");
  }
});

test("guessing at signatures is slowed down as guessing at keys is", async () => {
  const generous = { burst: 1_000, perSecond: 1_000 };
  const app = await givenApp({ rates: { agent: generous, link: generous, failure: { burst: 2, perSecond: 1 } } });
  await app.ask();
  const guess = () =>
    app.call("POST", path, { headers: { "x-webhook-signature": `sha256=${"0".repeat(64)}` }, body: approve });
  const statuses = [(await guess()).status, (await guess()).status, (await guess()).status];
  assert.deepEqual(statuses, [401, 401, 429]);
});

describe("a signed-in reviewer who names the execution", () => {
  test("decides, with the reason as feedback", async () => {
    const { app } = await given();
    const { status, json } = await app.call("POST", byExecution, {
      as: sam,
      body: { decision: "rejected", reason: "Not covered" },
    });
    assert.deepEqual([status, json.decision], [200, "rejected"]);
    const { json: approval } = await app.call("GET", "/v1/approvals/claim-42", { as: sam });
    assert.deepEqual([approval.feedback, approval.reviewer.id], ["Not covered", "sam"]);
  });

  test("an agent, and who is no reviewer, are refused on the record", async () => {
    const { app } = await given();
    for (const as of [agent, nora, vera])
      assert.equal((await app.call("POST", byExecution, { as, body: { decision: "approved" } })).status, 403);
    const { json } = await app.call("GET", "/v1/audit?type=approval.decision_refused", { as: vera });
    assert.equal(json.entries.length, 3);
  });

  test("must say which of several approvals is meant", async () => {
    const { app } = await given();
    await app.ask({ approvalRequestId: "claim-43" });
    const decide = (body: object) =>
      app.call("POST", byExecution, { as: rita, body: { decision: "approved", ...body } });
    const vague = await decide({});
    assert.deepEqual([vague.status, vague.json.errors[0].field], [400, "approval_request_id"]);
    assert.equal((await decide({ approval_request_id: "claim-99" })).status, 404);
    assert.equal((await decide({ approval_request_id: "claim-42" })).status, 200);
    assert.equal((await app.deps.approvals.load("claim-43"))?.status, "pending");
  });

  test("an execution that asked for nothing", async () => {
    const { app } = await given();
    const other = "/api/v1/executions/run-9/approval-response";
    const { status, json } = await app.call("POST", other, { as: rita, body: { decision: "approved" } });
    assert.deepEqual([status, json.error], [404, "execution_not_found"]);
  });
});
