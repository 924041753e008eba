import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ada, agent, rita, sam, vera } from "./callers.ts";
import type { App } from "./given-app.ts";
import { decide, givenLink, nonceFor, review, trail } from "./given-link.ts";

const minute = 60_000;

const reassign = (app: App, as: Record<string, string>, ...reviewers: readonly string[]) =>
  app.call("POST", "/v1/approvals/claim-42/reassign", { as, body: { reviewers } });

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
    await reassign(app, ada, "rita");
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

  test("F15 handed over: that it was; it shows and decides nothing, then or once it is decided, and is on the record", async () => {
    const { app, link } = await givenLink();
    const nonce = await nonceFor(app, link);
    assert.equal((await reassign(app, rita, "sam", "olga")).status, 200);
    for (const status of ["pending", "rejected"]) {
      if (status === "rejected")
        await app.call("POST", "/v1/approvals/claim-42/decision", { as: sam, body: { decision: "rejected" } });
      const opened = await app.call("GET", review, { as: link });
      assert.deepEqual([opened.status, opened.json.code, opened.json.approval], [410, "reassigned", undefined]);
      assert.match(opened.json.detail, /handed over to other reviewers/);
      const viewed = await app.call("POST", `${review}/viewed`, { as: link, body: {} });
      assert.deepEqual([viewed.status, viewed.json.code], [410, "reassigned"]);
      const reply = await decide(app, link, { decision: "approved", nonce });
      assert.deepEqual([reply.status, reply.json.code, reply.json.approval], [410, "reassigned", undefined]);
      const refused = (await trail(app)).at(-1);
      assert.deepEqual(
        [refused.type, refused.detail.code, refused.disclosed.reviewer.value],
        ["approval.decision_refused", "reassigned", "rita"],
      );
      const { json } = await app.call("GET", "/v1/approvals/claim-42", { as: vera });
      assert.equal(json.status, status);
    }
  });

  test("F15 an earlier link of somebody who is a reviewer again is replaced, and shows how it ended", async () => {
    const { app, link } = await givenLink();
    await reassign(app, ada, "sam");
    await reassign(app, ada, "rita");
    assert.equal((await app.call("GET", review, { as: link })).json.code, "link_superseded");
    const newest = await app.holder("claim-42", "rita");
    await decide(app, newest, { decision: "approved", nonce: await nonceFor(app, newest) });
    assert.equal((await app.call("GET", review, { as: link })).json.approval.decision, "approved");
  });
});
