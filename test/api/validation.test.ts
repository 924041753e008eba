import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ada, agent, rita, unnamedAgent, vera } from "./callers.ts";
import { type Answer, givenApp } from "./given-app.ts";

type Case = readonly [changes: object, field: string, detail: RegExp];

function refused({ status, json }: Answer, field: string, detail: RegExp): void {
  assert.equal(status, 400);
  assert.equal(json.code, "invalid_request");
  const named = json.errors.find((error: { field: string }) => error.field === field);
  assert.ok(named, `${field} is not among ${JSON.stringify(json.errors)}`);
  assert.match(named.detail, detail);
  assert.ok(json.detail.includes(field), json.detail);
}

const names = (count: number) => Array.from({ length: count }, (_, n) => `reviewer-${n}`);
const long = (length: number) => "x".repeat(length);
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`key-${n}`, n]));

describe("a request for an approval names every field that is wrong", () => {
  const cases: readonly Case[] = [
    [{ approvalRequestId: undefined }, "approvalRequestId", /^must be given: expected string$/],
    [{ approvalRequestId: "" }, "approvalRequestId", /must be 1 to 128 of/],
    [{ approvalRequestId: long(129) }, "approvalRequestId", /must be 1 to 128 of/],
    [{ approvalRequestId: "claim 42" }, "approvalRequestId", /must be 1 to 128 of/],
    [{ approvalRequestId: "claim/42" }, "approvalRequestId", /must be 1 to 128 of/],
    [{ approvalRequestId: "claim-42\n" }, "approvalRequestId", /must be 1 to 128 of/],
    [{ approvalRequestId: "clàim" }, "approvalRequestId", /must be 1 to 128 of/],
    [{ approvalRequestId: "." }, "approvalRequestId", /must be 1 to 128 of/],
    [{ approvalRequestId: ".." }, "approvalRequestId", /must be 1 to 128 of/],
    [{ approvalRequestId: 42 }, "approvalRequestId", /expected string/],
    [{ approvalRequestUrl: "claims/42" }, "approvalRequestUrl", /must be an absolute http or https URL/],
    [{ approvalRequestUrl: "javascript:alert(1)" }, "approvalRequestUrl", /must be an absolute http or https URL/],
    [{ approvalRequestUrl: `https://agent.example/${long(2048)}` }, "approvalRequestUrl", /./],
    [{ expiresInHours: 0 }, "expiresInHours", /must be more than 0/],
    [{ expiresInHours: -1 }, "expiresInHours", /must be more than 0/],
    [{ expiresInHours: 8640.01 }, "expiresInHours", /must be at most 8640/],
    [{ expiresInHours: "24" }, "expiresInHours", /expected number/],
    [{ expiresInHours: null }, "expiresInHours", /expected number/],
    [{ executionId: "" }, "executionId", /must be 1 to 128 of/],
    [{ executionId: null }, "executionId", /expected string/],
    [{ agent: "two words" }, "agent", /must be 1 to 128 of/],
    [{ title: "" }, "title", />=1 characters/],
    [{ title: long(201) }, "title", /<=200 characters/],
    [{ title: null }, "title", /expected string/],
    [{ action: "pay" }, "action", /expected object/],
    [{ action: {} }, "action.name", /expected string/],
    [{ action: { name: "" } }, "action.name", />=1 characters/],
    [{ action: { name: "pay", amount: 5 } }, "action.amount", /is not known here/],
    [{ reviewers: [] }, "reviewers", />=1 items/],
    [{ reviewers: "rita" }, "reviewers", /expected array/],
    [{ reviewers: ["rita", "no one"] }, "reviewers.1", /must be 1 to 128 of/],
    [{ reviewers: Array.from({ length: 21 }, (_, n) => `r${n}`) }, "reviewers", /<=20 items/],
    [{ initiatedBy: "" }, "initiatedBy", /must be 1 to 128 of/],
    [{ initiatedBy: "rita", reviewers: ["rita"] }, "reviewers", /must name somebody who did not cause the request/],
    [{ initiatedBy: "rita", reviewers: ["rita", "rita"] }, "reviewers", /must name somebody who did not cause/],
    [{ sensitive: [] }, "sensitive", />=1 items/],
    [{ sensitive: ["context.ssn"] }, "sensitive.0", /must be a JSON Pointer to, or into, \/context or/],
    [{ sensitive: ["/title"] }, "sensitive.0", /must be a JSON Pointer/],
    [{ sensitive: ["/context/ssn"] }, "sensitive", /must lead to something that the request holds/],
    [{ sensitive: ["/context", "/action/arguments/iban"] }, "sensitive", /must lead to something/],
    [{ metadata: { region: null } }, "metadata.region", /./],
    [{ metadata: { region: ["eu"] } }, "metadata.region", /./],
    [{ metadata: { region: long(201) } }, "metadata.region", /./],
    [{ metadata: { [long(65)]: 1 } }, `metadata.${long(65)}`, /./],
    [{ metadata: keys(21) }, "metadata", /must have at most 20 keys/],
    [{ resume: {} }, "resume.kind", /^must be one of poll, task-token, durable, callback, event$/],
    [{ resume: { kind: "carrier-pigeon" } }, "resume.kind", /^must be one of poll, task-token/],
    [{ resume: { kind: "task-token" } }, "resume.taskToken", /expected string/],
    [{ resume: { kind: "task-token", taskToken: "" } }, "resume.taskToken", />=1 characters/],
    [{ resume: { kind: "poll", url: "https://agent.example" } }, "resume.url", /is not known here/],
    [{ resume: { kind: "event" } }, "resume.detail", /^must be given$/],
    [{ resume: { kind: "event", detail: {} } }, "resume.kind", /must be one of poll, task-token, callback on this/],
    [{ resume: { kind: "event", detail: long(4_095) } }, "resume.detail", /must be at most 4096 characters of JSON/],
    [{ resume: { kind: "durable", callbackId: "not a callback" } }, "resume.callbackId", /must be a callback id/],
    [{ resume: { kind: "callback", url: "agent.example" } }, "resume.url", /must be an absolute http or https URL/],
    [{ resume: { kind: "callback", url: "http://agent.example" } }, "resume.url", /must be an https URL/],
    [{ resume: { kind: "callback", url: "https://169.254.169.254/" } }, "resume.url", /must lead to a public address/],
    [{ context: { id: 2 ** 53 } }, "context", /must not hold a number beyond ±9007199254740991: send it as a text/],
    [{ action: { name: "pay", arguments: [-(2 ** 53)] } }, "action", /must not hold a number beyond/],
    [{ policy: { exclusive: "yes" } }, "policy.exclusive", /expected boolean/],
    [{ title: "x", tilte: "y" }, "tilte", /is not known here/],
    [{ policy: { quorm: 2 } }, "policy.quorm", /is not known here/],
  ];
  for (const [changes, field, detail] of cases)
    test(`${JSON.stringify(changes).slice(0, 60)} → ${field.slice(0, 40)}`, async () => {
      const app = await givenApp();
      refused(await app.ask(changes), field, detail);
      assert.equal((await app.deps.approvals.list({ cursor: null, limit: 1 })).items.length, 0);
    });
});

describe("a policy that could come to nothing is refused, by the field that is wrong", () => {
  const escalateTo = ["olga"];
  const inTime = /must be less than expiresInHours \(72 when it is absent\)/;
  const cases: readonly Case[] = [
    [{ policy: { remindAfterHours: 0 } }, "policy.remindAfterHours", /must be more than 0/],
    [{ policy: { remindAfterHours: -1 } }, "policy.remindAfterHours", /must be more than 0/],
    [{ policy: { remindAfterHours: "4" } }, "policy.remindAfterHours", /expected number/],
    [{ policy: { remindAfterHours: 72 } }, "policy.remindAfterHours", inTime],
    [{ expiresInHours: 4, policy: { remindAfterHours: 4 } }, "policy.remindAfterHours", inTime],
    [{ policy: { escalateAfterHours: 0, escalateTo } }, "policy.escalateAfterHours", /must be more than 0/],
    [{ expiresInHours: 0.5, policy: { escalateAfterHours: 1, escalateTo } }, "policy.escalateAfterHours", inTime],
    [{ policy: { escalateAfterHours: 4 } }, "policy.escalateTo", /must be given with policy.escalateAfterHours/],
    [{ policy: { escalateTo } }, "policy.escalateAfterHours", /must be given with policy.escalateTo/],
    [{ policy: { escalateAfterHours: 4, escalateTo: [] } }, "policy.escalateTo", />=1 items/],
    [{ policy: { escalateAfterHours: 4, escalateTo: [""] } }, "policy.escalateTo.0", /must be 1 to 128 of/],
    [{ policy: { escalateAfterHours: 4, escalateTo: names(21) } }, "policy.escalateTo", /<=20 items/],
    [{ policy: { escalateAfterHours: 4, escalateTo: names(19) } }, "policy.escalateTo", /at most 20 people in all/],
    [
      { initiatedBy: "olga", policy: { escalateAfterHours: 4, escalateTo } },
      "policy.escalateTo",
      /must name somebody who did not cause the request/,
    ],
  ];
  for (const [changes, field, detail] of cases)
    test(`${JSON.stringify(changes).slice(0, 70)} → ${field}`, async () => {
      const app = await givenApp();
      refused(await app.ask(changes), field, detail);
      assert.equal((await app.deps.approvals.list({ cursor: null, limit: 1 })).items.length, 0);
    });

  test("with the deployment's own reviewers too there may be twenty in all", async () => {
    const { deps, ask } = await givenApp();
    Object.assign(deps.settings, { defaultReviewers: names(15) });
    const policy = (seniors: number) => ({
      ...{ reviewers: undefined, approvalRequestId: `claim-${seniors}` },
      policy: { escalateAfterHours: 4, escalateTo: Array.from({ length: seniors }, (_, n) => `senior-${n}`) },
    });
    refused(await ask(policy(6)), "policy.escalateTo", /at most 20 people in all/);
    assert.equal((await ask(policy(5))).status, 201);
  });

  test("F16 where the deployment's own reviewers are the initiator alone, the request names others", async () => {
    const { deps, ask } = await givenApp();
    Object.assign(deps.settings, { defaultReviewers: ["rita"] });
    const asked = { reviewers: undefined, initiatedBy: "rita" };
    refused(await ask(asked), "reviewers", /must name somebody who did not cause the request/);
    assert.equal((await ask({ ...asked, policy: { allowSelfApproval: true } })).status, 201);
    const escalated = { escalateAfterHours: 4, escalateTo: ["olga"] };
    assert.equal((await ask({ ...asked, approvalRequestId: "claim-43", policy: escalated })).status, 201);
    // Once it stands, later settings lose it to no agent that asks again.
    Object.assign(deps.settings, { defaultReviewers: ["rita", "sam"] });
    const both = { ...asked, approvalRequestId: "claim-44" };
    assert.equal((await ask(both)).status, 201);
    Object.assign(deps.settings, { defaultReviewers: ["rita"] });
    assert.equal((await ask(both)).status, 200);
  });

  test("what can come is taken, to the fraction of an hour", async () => {
    const app = await givenApp();
    const policy = { remindAfterHours: 0.25, escalateAfterHours: 0.999, escalateTo: ["sam", "olga"] };
    const { status, json } = await app.ask({ expiresInHours: 1, policy });
    assert.deepEqual([status, json.policy.remindAfterHours, json.policy.escalateTo], [201, 0.25, ["sam", "olga"]]);
    const many = { escalateAfterHours: 4, escalateTo: names(20) };
    assert.equal((await app.ask({ approvalRequestId: "c-2", reviewers: names(3), policy: many })).status, 201);
    const own = { escalateAfterHours: 4, escalateTo: ["olga"], allowSelfApproval: true };
    assert.equal((await app.ask({ approvalRequestId: "c-3", initiatedBy: "olga", policy: own })).status, 201);
  });
});

describe("what the design has and this version has not is refused by name, never ignored", () => {
  const cases: readonly Case[] = [
    [{ responseSchema: { type: "object" } }, "responseSchema", /responseSchema is not supported by this version/],
    [{ policy: { quorum: 2 } }, "policy.quorum", /only a quorum of 1 is supported by this version/],
    [{ resume: { kind: "durable", callbackId: "c1==" } }, "resume.kind", /must be one of poll/],
  ];
  for (const [changes, field, detail] of cases)
    test(field, async () => refused(await (await givenApp()).ask(changes), field, detail));

  test("arguments in a decision, F9", async () => {
    const app = await givenApp();
    await app.ask();
    const body = { decision: "approved", arguments: { amount: 1 } };
    const direct = await app.call("POST", "/v1/approvals/claim-42/decision", { as: rita, body });
    refused(direct, "arguments", /edited arguments are not supported by this version/);
    const byLink = await app.call("POST", "/v1/review/claim-42/decision", {
      as: rita,
      body: { ...body, nonce: "1.a.b" },
    });
    refused(byLink, "arguments", /edited arguments are not supported/);
    assert.equal((await app.deps.approvals.load("claim-42"))?.status, "pending");
  });
});

test("several wrong fields are all named at once", async () => {
  const { json } = await (await givenApp()).ask({ title: "", expiresInHours: 0, tilte: "x" });
  assert.deepEqual(json.errors.map(({ field }: { field: string }) => field).toSorted(), [
    "expiresInHours",
    "tilte",
    "title",
  ]);
});

describe("other bodies and queries name what is wrong too", () => {
  type Request = readonly [as: Record<string, string>, request: string, body: object | undefined, ...Tail];
  type Tail = [field: string, detail: RegExp];
  const decide = "POST /v1/approvals/claim-42/decision";
  const reassign = "POST /v1/approvals/claim-42/reassign";
  const cases: readonly Request[] = [
    [rita, decide, {}, "decision", /must be one of approved, rejected, request_changes/],
    [rita, decide, { decision: "expired" }, "decision", /must be one of approved/],
    [rita, decide, { decision: "APPROVED" }, "decision", /must be one of approved/],
    [rita, decide, { decision: "approved", feedback: long(10_001) }, "feedback", /<=10000 characters/],
    [rita, decide, { decision: "approved", feedback: 5 }, "feedback", /expected string/],
    [rita, decide, { decision: "approved", reviewer: "sam" }, "reviewer", /is not known here/],
    [rita, decide, { decision: "approved", nonce: "1.a.b" }, "nonce", /was not issued to you/],
    [rita, "POST /v1/review/claim-42/decision", { decision: "approved" }, "nonce", /must be the nonce that GET/],
    [rita, "POST /v1/review/claim-42/viewed", { at: "now" }, "at", /is not known here/],
    [agent, "POST /v1/approvals/claim-42/cancel", { feedback: long(10_001) }, "feedback", /<=10000 characters/],
    [agent, "POST /v1/approvals/claim-42/cancel", { reason: "x" }, "reason", /is not known here/],
    [ada, "POST /v1/approvals/claim-42/expiry", {}, "expiresInHours", /expected number/],
    [ada, "POST /v1/approvals/claim-42/expiry", { expiresInHours: 0 }, "expiresInHours", /must be more than 0/],
    [ada, "POST /v1/approvals/claim-42/expiry", { expiresInHours: 9000 }, "expiresInHours", /<=8640/],
    [rita, reassign, {}, "reviewers", /expected array/],
    [rita, reassign, { reviewers: [] }, "reviewers", />=1 items/],
    [rita, reassign, { reviewers: ["two words"] }, "reviewers.0", /must be 1 to 128 of/],
    [rita, reassign, { reviewers: names(21) }, "reviewers", /<=20 items/],
    [rita, reassign, { reviewers: ["olga"], reason: "" }, "reason", />=1 characters/],
    [rita, reassign, { reviewers: ["olga"], reason: long(10_001) }, "reason", /<=10000 characters/],
    [rita, reassign, { reviewers: ["olga"], to: "sam" }, "to", /is not known here/],
    [agent, "PUT /v1/executions/run-1", { status: "waiting" }, "status", /must be one of running, succeeded, failed/],
    [agent, "PUT /v1/executions/run%201", { status: "running" }, "executionId", /must be 1 to 128 of/],
    [agent, "POST /v1/executions/run%201/notes", { message: "x" }, "executionId", /must be 1 to 128 of/],
    [agent, "POST /v1/executions/run-1/notes", { message: "" }, "message", />=1 characters/],
    [agent, "POST /v1/executions/run-1/notes", { message: long(10_001) }, "message", /<=10000 characters/],
    [agent, "POST /v1/executions/run-1/notes", { message: "x", tags: ["a", ""] }, "tags.1", />=1 characters/],
    [ada, "POST /v1/api-keys", { agent: "two words" }, "agent", /must be 1 to 128 of/],
    [ada, "POST /v1/api-keys", { role: "admin" }, "role", /is not known here/],
    [agent, "GET /v1/approvals/claim-42?wait=61", undefined, "wait", /must be a whole number from 0 to 60/],
    [agent, "GET /v1/approvals/claim-42?wait=-1", undefined, "wait", /must be a whole number from 0 to 60/],
    [agent, "GET /v1/approvals/claim-42?wait=1.5", undefined, "wait", /must be a whole number/],
    [agent, "GET /v1/approvals/claim-42?wait=", undefined, "wait", /must be a whole number/],
    [agent, "GET /v1/approvals/claim-42?wiat=5", undefined, "wiat", /is not known here/],
    [agent, "GET /v1/approvals/claim-42?wait=1&wait=2", undefined, "wait", /must be given once/],
    [rita, "GET /v1/approvals?status=done", undefined, "status", /must be one of pending, approved, rejected/],
    [rita, "GET /v1/approvals?limit=0", undefined, "limit", /must be a whole number from 1 to 100/],
    [rita, "GET /v1/approvals?limit=101", undefined, "limit", /must be a whole number from 1 to 100/],
    [rita, "GET /v1/approvals?agent=two+words", undefined, "agent", /must be 1 to 128 of/],
    [rita, "GET /v1/approvals?cursor=nonsense", undefined, "cursor", /must be the nextCursor of an earlier page/],
    [rita, "GET /v1/executions?cursor=nonsense", undefined, "cursor", /must be the nextCursor/],
    [rita, "GET /v1/executions/run-1?cursor=nonsense", undefined, "cursor", /must be the nextCursor/],
    [vera, "GET /v1/audit?cursor=nonsense", undefined, "cursor", /must be the nextCursor/],
    [vera, "GET /v1/approvals/claim-42/audit?cursor=nonsense", undefined, "cursor", /must be the nextCursor/],
    [vera, "GET /v1/audit?limit=101", undefined, "limit", /must be at most 100 outside an export/],
    [
      vera,
      "GET /v1/audit?from=2026-01-01T10:00:00",
      undefined,
      "from",
      /must be an RFC 3339 date and time with its offset/,
    ],
    [vera, "GET /v1/audit?from=2026-01-01", undefined, "from", /with its offset/],
    [vera, "GET /v1/audit?to=2026-02-30T10:00:00Z", undefined, "to", /with its offset/],
    [vera, "GET /v1/audit?until=2026-01-01T10:00:00Z", undefined, "until", /is not known here/],
  ];
  for (const [as, request, body, field, detail] of cases)
    test(`F12 ${request} ${JSON.stringify(body)?.slice(0, 50) ?? ""} → ${field}`, async () => {
      const app = await givenApp();
      await app.ask();
      const [method = "", path = ""] = request.split(" ");
      refused(await app.call(method, path, { as, ...(body && { body }) }), field, detail);
    });
});

test("an agent named otherwise than its key is refused; a key for no agent lets the request name one", async () => {
  const app = await givenApp();
  const other = await app.ask({ agent: "mailer" });
  assert.deepEqual([other.status, other.json.code, other.json.errors[0].field], [403, "forbidden", "agent"]);
  assert.equal((await app.ask({ agent: "claim-processor" })).status, 201);
  const named = await app.ask({ approvalRequestId: "claim-43", agent: "clerk", executionId: "run-7" }, unnamedAgent);
  assert.equal(named.json.agent, "clerk");
  assert.equal(
    (await app.ask({ approvalRequestId: "claim-44", executionId: "run-7" }, unnamedAgent)).json.agent,
    "agent",
  );
});

describe("the deployment bounds what a policy may allow", () => {
  const bank = async () => {
    const app = await givenApp();
    Object.assign(app.deps.settings, { allowSelfApproval: false, requireInitiatedBy: true });
    return app;
  };

  test("F16 self-approval, where it is not allowed at all", async () => {
    const app = await bank();
    const asked = { initiatedBy: "rita", policy: { allowSelfApproval: true } };
    refused(await app.ask(asked), "policy.allowSelfApproval", /this deployment does not allow it/);
    assert.equal((await app.ask({ ...asked, policy: { allowSelfApproval: false } })).status, 201);
  });

  test("F16 a request that names nobody who caused it, where that is demanded", async () => {
    const app = await bank();
    refused(await app.ask(), "initiatedBy", /must name the person who caused the request/);
  });
});
