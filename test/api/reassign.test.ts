import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ada, agent, rita, sam, vera } from "./callers.ts";
import { type App, givenApp } from "./given-app.ts";

const reassign = (app: App, as: Record<string, string>, body: object) =>
  app.call("POST", "/v1/approvals/claim-42/reassign", { as, body });

async function reviewersOf(app: App): Promise<readonly string[]> {
  return (await app.call("GET", "/v1/approvals/claim-42", { as: vera })).json.reviewers;
}

async function listOf(app: App, reviewer: string): Promise<number> {
  return (await app.call("GET", `/v1/approvals?reviewer=${reviewer}`, { as: vera })).json.approvals.length;
}

describe("F15 handing an approval over", () => {
  test("a reviewer does: it leaves their list, they decide nothing any more, and the others do", async () => {
    const app = await givenApp();
    await app.ask();
    const { status, json } = await reassign(app, rita, { reviewers: ["sam", "olga"], reason: "On leave." });
    assert.deepEqual([status, json.reviewers, json.status, json.version], [200, ["sam", "olga"], "pending", 2]);
    assert.deepEqual([await listOf(app, "rita"), await listOf(app, "sam"), await listOf(app, "olga")], [0, 1, 1]);
    const decide = (as: Record<string, string>) =>
      app.call("POST", "/v1/approvals/claim-42/decision", { as, body: { decision: "approved" } });
    const late = await decide(rita);
    assert.deepEqual([late.status, late.json.code], [403, "not_a_reviewer"]);
    assert.equal((await decide(sam)).json.decision, "approved");
  });

  test("the trail says who, in what right, from whom to whom and why, and names nobody in clear", async () => {
    const app = await givenApp();
    await app.ask();
    await reassign(app, rita, { reviewers: ["olga"], reason: "On leave." });
    await reassign(app, ada, { reviewers: ["sam"] });
    const { json } = await app.call("GET", "/v1/approvals/claim-42/audit", { as: vera });
    const [, byRita, byAda] = json.entries;
    assert.deepEqual(
      [byRita, byAda].map(({ type, sequence, authenticatedBy, detail, disclosed }) => [
        ...[type, sequence, authenticatedBy, detail.as, disclosed.reviewer.value],
        ...[disclosed.previousReviewers.value, disclosed.reviewers.value, disclosed.feedback?.value],
      ]),
      [
        ["approval.reassigned", 2, "oidc", "reviewer", "rita", '["rita","sam"]', '["olga"]', "On leave."],
        ["approval.reassigned", 3, "oidc", "admin", "ada", '["olga"]', '["sam"]', undefined],
      ],
    );
    const { disclosed: _, ...sealed } = byRita;
    assert.doesNotMatch(JSON.stringify(sealed), /rita|Rita|olga|On leave/);
  });

  test("another reviewer's is nobody's to hand over but an admin's", async () => {
    const app = await givenApp();
    await app.ask({ reviewers: ["sam"] });
    const refused = await reassign(app, rita, { reviewers: ["rita"] });
    assert.deepEqual([refused.status, refused.json.code, refused.json.approval], [403, "not_a_reviewer", undefined]);
    assert.deepEqual(await reviewersOf(app), ["sam"]);
    assert.equal((await reassign(app, ada, { reviewers: ["rita"] })).status, 200);
    assert.deepEqual(await reviewersOf(app), ["rita"]);
  });

  test("F18 whoever caused the request neither hands it over nor is the only one to be handed it", async () => {
    const app = await givenApp();
    await app.ask({ initiatedBy: "rita" });
    const own = await reassign(app, rita, { reviewers: ["olga"] });
    assert.deepEqual([own.status, own.json.code], [403, "self_approval"]);
    const alone = await reassign(app, sam, { reviewers: ["rita"] });
    assert.deepEqual([alone.status, alone.json.errors[0].field], [400, "reviewers"]);
    assert.match(alone.json.detail, /must name somebody who did not cause the request/);
    assert.equal((await reassign(app, sam, { reviewers: ["rita", "olga"] })).status, 200);
  });

  test("with whom it will be escalated to there may be twenty in all", async () => {
    const app = await givenApp();
    await app.ask({ policy: { escalateAfterHours: 1, escalateTo: ["boss"] } });
    const crowd = Array.from({ length: 20 }, (_, n) => `reviewer-${n}`);
    const { status, json } = await reassign(app, ada, { reviewers: crowd });
    assert.deepEqual([status, json.errors[0].field], [400, "reviewers"]);
    assert.match(json.detail, /with those of policy.escalateTo, be at most 20 in all/);
  });

  test("what has ended stays with whom it was, and the answer says how it ended", async () => {
    const app = await givenApp();
    await app.ask({ expiresInHours: 1 });
    await app.ask({ approvalRequestId: "claim-43" });
    await app.call("POST", "/v1/approvals/claim-43/cancel", { as: agent });
    app.time.now += 3_600_000;
    const late = await reassign(app, ada, { reviewers: ["olga"] });
    assert.deepEqual([late.status, late.json.code, late.json.approval.status], [410, "expired", "expired"]);
    const path = "/v1/approvals/claim-43/reassign";
    const ended = await app.call("POST", path, { as: rita, body: { reviewers: ["olga"] } });
    assert.deepEqual([ended.status, ended.json.code, ended.json.approval.decision], [409, "already_decided", "error"]);
    const none = await app.call("POST", "/v1/approvals/none/reassign", { as: ada, body: { reviewers: ["olga"] } });
    assert.deepEqual([none.status, none.json.code], [404, "approval_not_found"]);
  });

  test("each new reviewer has a link of their own", async () => {
    const app = await givenApp();
    await app.ask();
    await reassign(app, rita, { reviewers: ["olga"] });
    const { json } = await app.call("GET", "/v1/review/claim-42", { as: await app.holder("claim-42", "olga") });
    assert.deepEqual([json.reviewer.id, typeof json.nonce], ["olga", "string"]);
    assert.equal((await app.call("GET", "/v1/approvals/claim-42/links", { as: ada })).json.links.length, 1);
  });
});
