import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ada, agent, feedback, nora, otherAgent, rita, vera, wrongLink } from "./callers.ts";
import { type App, givenApp } from "./given-app.ts";

async function refusals(app: App) {
  const { json } = await app.call("GET", "/v1/audit?type=approval.decision_refused", { as: vera });
  return json.entries.map(({ approvalRequestId, detail, authenticatedBy, channel, disclosed }: Entry) => ({
    ...{ approvalRequestId, detail, authenticatedBy, channel, reviewer: disclosed.reviewer?.value ?? null },
  }));
}

interface Entry {
  readonly approvalRequestId: string;
  readonly detail: object;
  readonly authenticatedBy: string;
  readonly channel: string;
  readonly disclosed: { readonly reviewer?: { readonly value: string } };
}

describe("F18 an agent's key decides nothing, its own or another's, on any path, and the attempt is on the record", () => {
  const paths = {
    "/v1/approvals/claim-42/decision": { decision: "approved", feedback },
    "/v1/review/claim-42/decision": { decision: "approved", feedback, nonce: "1.a.b" },
  };
  for (const [path, body] of Object.entries(paths))
    test(path, async () => {
      const app = await givenApp();
      await app.ask();
      for (const [as, requester] of [
        [agent, "agent:claim-processor"],
        [otherAgent, "agent:mailer"],
        [{ authorization: `Bearer ${agent["x-api-key"]}` }, "agent:claim-processor"],
      ] as const) {
        const reply = await app.call("POST", path, { as, body });
        assert.deepEqual([reply.status, reply.json.code], [403, "forbidden"]);
        const records = await refusals(app);
        assert.deepEqual(records.at(-1), {
          approvalRequestId: "claim-42",
          detail: { code: "forbidden", requester },
          authenticatedBy: "api_key",
          channel: "api",
          reviewer: null,
        });
      }
      assert.equal((await refusals(app)).length, 3);
      assert.equal((await app.deps.approvals.load("claim-42"))?.status, "pending");
    });
});

describe("F18 a person who is no reviewer decides nothing, and the attempt is on the record", () => {
  const paths = {
    "/v1/approvals/claim-42/decision": { decision: "approved" },
    "/v1/review/claim-42/decision": { decision: "approved", nonce: "1.a.b" },
  };
  for (const [path, body] of Object.entries(paths))
    test(path, async () => {
      const app = await givenApp();
      await app.ask();
      for (const as of [nora, vera, ada]) assert.equal((await app.call("POST", path, { as, body })).status, 403);
      assert.deepEqual(
        (await refusals(app)).map(({ reviewer }: { reviewer: string }) => reviewer),
        ["nora", "vera", "ada"],
      );
    });
});

test("F18 a reviewer decides nothing that others were asked, on the record", async () => {
  const app = await givenApp();
  await app.ask({ reviewers: ["sam"] });
  const reply = await app.call("POST", "/v1/approvals/claim-42/decision", { as: rita, body: { decision: "approved" } });
  assert.deepEqual([reply.status, reply.json.code, reply.json.approval], [403, "not_a_reviewer", undefined]);
  assert.deepEqual(await refusals(app), [
    {
      approvalRequestId: "claim-42",
      detail: { code: "not_a_reviewer", decision: "approved" },
      authenticatedBy: "oidc",
      channel: "api",
      reviewer: "rita",
    },
  ]);
});

test("F16 the person who caused the request is refused signed in, on the page and by link, unless the policy lets them", async () => {
  const app = await givenApp();
  const decide = { decision: "approved" };
  await app.ask({ initiatedBy: "rita" });
  const link = await app.holder("claim-42", "rita");
  for (const as of [rita, link]) {
    const { json } = await app.call("GET", "/v1/review/claim-42", { as });
    const body = { ...decide, nonce: json.nonce };
    const reply = await app.call("POST", "/v1/review/claim-42/decision", { as, body });
    assert.deepEqual([reply.status, reply.json.code], [403, "self_approval"]);
  }
  const direct = await app.call("POST", "/v1/approvals/claim-42/decision", { as: rita, body: decide });
  assert.deepEqual([direct.status, direct.json.code], [403, "self_approval"]);
  assert.equal((await refusals(app)).length, 3);
  await app.ask({ approvalRequestId: "claim-43", initiatedBy: "rita", policy: { allowSelfApproval: true } });
  assert.equal((await app.call("POST", "/v1/approvals/claim-43/decision", { as: rita, body: decide })).status, 200);
});

test("an attempt at an approval that is not there leaves no entry and tells an agent nothing", async () => {
  const app = await givenApp();
  for (const [as, status] of [
    [agent, 403],
    [rita, 404],
    [wrongLink, 401],
  ] as const)
    assert.equal(
      (await app.call("POST", "/v1/approvals/claim-99/decision", { as, body: { decision: "approved" } })).status,
      status,
    );
  assert.deepEqual(await refusals(app), []);
});
