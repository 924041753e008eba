import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Approval } from "../../functions/core/approval.ts";
import { agent, sam } from "./callers.ts";
import type { App } from "./given-app.ts";
import { decide, givenLink, nonceFor, review, trail } from "./given-link.ts";

const minute = 60_000;

/** Raises the generation of an approval's links, as a reassignment does. */
async function supersedeLinks(app: App): Promise<void> {
  const { load } = app.deps.approvals;
  const raised = async (id: string): Promise<Approval | undefined> => {
    const approval = await load(id);
    return approval && { ...approval, linkGeneration: 2 };
  };
  Object.assign(app.deps.approvals, { load: raised });
}

describe("a dead link explains itself", () => {
  test("decided: by whom and what, and nothing left to press", async () => {
    const { app, link } = await givenLink();
    const nonce = await nonceFor(app, link);
    await app.call("POST", "/v1/approvals/claim-42/decision", { as: sam, body: { decision: "rejected" } });
    const { status, json } = await app.call("GET", review, { as: link });
    assert.deepEqual([status, json.nonce, json.approval.decision], [200, null, "rejected"]);
    assert.equal(json.approval.reviewer.name, "Sam Sato");
    const late = await decide(app, link, { decision: "approved", nonce });
    assert.deepEqual([late.status, late.json.code, late.json.approval.reviewer.id], [409, "already_decided", "sam"]);
  });

  test("F4 expired: when", async () => {
    const { app, link } = await givenLink();
    const nonce = await nonceFor(app, link);
    app.time.now += 72 * 60 * minute;
    const { json } = await app.call("GET", review, { as: link });
    assert.deepEqual([json.nonce, json.approval.status], [null, "expired"]);
    const late = await decide(app, link, { decision: "approved", nonce });
    assert.deepEqual([late.status, late.json.approval.decidedAt], [410, "2026-01-04T10:00:00.000Z"]);
  });

  test("withdrawn: that the agent did", async () => {
    const { app, link } = await givenLink();
    await app.call("POST", "/v1/approvals/claim-42/cancel", { as: agent, body: { feedback: "Gone." } });
    const { json } = await app.call("GET", review, { as: link });
    assert.deepEqual([json.approval.decision, json.approval.feedback, json.nonce], ["error", "Gone.", null]);
  });

  test("F15 superseded: a newer one exists; it decides nothing, and the attempt is on the record", async () => {
    const { app, link } = await givenLink();
    const nonce = await nonceFor(app, link);
    await supersedeLinks(app);
    const opened = await app.call("GET", review, { as: link });
    assert.deepEqual([opened.status, opened.json.code, opened.json.approval], [410, "link_superseded", undefined]);
    const reply = await decide(app, link, { decision: "approved", nonce });
    assert.deepEqual([reply.status, reply.json.code, reply.json.approval], [410, "link_superseded", undefined]);
    const refused = (await trail(app)).at(-1);
    assert.deepEqual(
      [refused.type, refused.detail.code, refused.disclosed.reviewer.value],
      ["approval.decision_refused", "link_superseded", "rita"],
    );
    assert.equal((await app.deps.approvals.load("claim-42"))?.status, "pending");
    assert.equal((await app.call("GET", review, { as: await app.holder("claim-42", "rita") })).status, 200);
  });
});
