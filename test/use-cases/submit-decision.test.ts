import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cancelApproval } from "../../functions/use-cases/cancel-approval.ts";
import { answer, ask, byApi, refusalOf, rita, sam } from "./claim.ts";
import { chainOf, givenDeps, hour, t0, typesOf } from "./given-deps.ts";

const replay = { key: "sha256:rita-decides", payloadDigest: "sha256:approve", status: 200 };

async function observedOf(deps: Parameters<typeof ask>[0]) {
  const { items } = await deps.audit.query({ type: "approval.decision_refused", cursor: null, limit: 100 });
  return items.map(({ entry, disclosures }) => ({
    detail: entry.detail,
    reviewer: disclosures.reviewer?.value,
    by: entry.authenticatedBy,
  }));
}

test("F3 the first decision stands, and later ones of any kind by anybody are told who won", async () => {
  const { deps, time } = givenDeps();
  await ask(deps);
  time.now = t0 + hour;
  const won = await answer(deps, { decision: "rejected", feedback: "No receipt." });
  assert.equal(won.ok && won.approval.status, "rejected");
  for (const reviewer of [rita, sam])
    for (const decision of ["approved", "rejected", "request_changes"] as const) {
      const lost = await answer(deps, { decision, reviewer });
      assert.ok(!lost.ok && lost.refusal.code === "already_decided");
      assert.deepEqual(
        lost.refusal.approval.status === "rejected" && {
          by: lost.refusal.approval.reviewer.name,
          words: lost.refusal.approval.feedback,
          at: lost.refusal.approval.decidedAt,
        },
        { by: "Rita Reyes", words: "No receipt.", at: 1_767_265_200_000 },
      );
    }
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.decided"]);
  assert.equal((await observedOf(deps)).length, 6);
});

describe("who may not decide is refused on the record, and nothing changes", () => {
  test("F18 somebody who is no reviewer of this approval", async () => {
    const { deps } = givenDeps();
    await ask(deps);
    const eve = { id: "eve", name: "Eve", via: "oidc" } as const;
    assert.equal(refusalOf(await answer(deps, { reviewer: eve })), "not_a_reviewer");
    assert.deepEqual(await observedOf(deps), [
      { detail: { code: "not_a_reviewer", decision: "approved" }, reviewer: "eve", by: "oidc" },
    ]);
    assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created"]);
  });

  test("F16 the person who caused the request, signed in or by link, unless the policy lets them", async () => {
    const { deps } = givenDeps();
    await ask(deps, { initiatedBy: "rita" });
    for (const by of [{ reviewer: rita }, { reviewer: { ...rita, via: "link" as const }, linkGeneration: 1 }])
      assert.equal(refusalOf(await answer(deps, by)), "self_approval");
    assert.equal((await observedOf(deps)).length, 2);
    assert.equal((await answer(deps, { reviewer: sam })).ok, true);

    const allowed = { approvalRequestId: "claim-43", initiatedBy: "rita", policy: { allowSelfApproval: true } };
    await ask(deps, allowed);
    assert.equal((await answer(deps, { approvalRequestId: "claim-43" })).ok, true);
  });

  test("F15 the holder of a link that a newer one has replaced", async () => {
    const { deps } = givenDeps();
    await ask(deps);
    const refused = await answer(deps, { linkGeneration: 0 });
    assert.equal(refusalOf(refused), "link_superseded");
    assert.deepEqual((await observedOf(deps))[0]?.detail, { code: "link_superseded", decision: "approved" });
  });

  test("anybody, once the agent has withdrawn the request", async () => {
    const { deps } = givenDeps();
    await ask(deps);
    await cancelApproval(deps, {
      approvalRequestId: "claim-42",
      requester: "agent:claim-processor",
      feedback: "withdrawn",
    });
    const refused = await answer(deps);
    assert.ok(!refused.ok && refused.refusal.code === "already_decided");
    assert.equal(refused.refusal.approval.status, "error");
  });

  test("anybody, for an approval that nobody asked for; that leaves no entry", async () => {
    const { deps } = givenDeps();
    assert.equal(refusalOf(await answer(deps)), "approval_not_found");
    assert.deepEqual(await observedOf(deps), []);
  });
});

test("F4 F10 at the very millisecond of expiry the decision is too late, whatever the timers did, and expired is kept", async () => {
  const { deps, time } = givenDeps();
  await ask(deps);
  await ask(deps, { approvalRequestId: "claim-43" });
  time.now = 1_767_520_799_999;
  assert.equal((await answer(deps)).ok, true);
  time.now = 1_767_520_800_000;
  const late = await answer(deps, { approvalRequestId: "claim-43" });
  assert.ok(!late.ok && late.refusal.code === "expired");
  assert.deepEqual(late.refusal.approval, await deps.approvals.load("claim-43"));
  const [, end, ...more] = await chainOf(deps, "claim-43");
  assert.deepEqual(
    { type: end?.type, by: end?.detail, decision: end?.decision, reviewer: end?.reviewer, more: more.length },
    { type: "approval.expired", by: { by: "system" }, decision: "expired", reviewer: null, more: 0 },
  );
});

test("F3 the same reviewer's same attempt again is answered as the first time, and never twice recorded", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  const first = await answer(deps, { replay });
  const again = await answer(deps, { replay });
  assert.deepEqual(again.ok && again.approval, first.ok && first.approval);
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.decided"]);
  assert.deepEqual(await observedOf(deps), []);
});

test("F6 a decision stands although waking the wait at once fails; its entry wakes it later", async () => {
  const { deps, effects, did, logged } = givenDeps();
  await ask(deps);
  effects.failNext("wake");
  assert.equal((await answer(deps)).ok, true);
  assert.deepEqual(did, ["wake claim-42"]);
  assert.deepEqual(logged, ["warn: the wait was not woken at once"]);
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.decided"]);
});

test("the entry of a decision names nobody in clear and keeps the evidence", async () => {
  const { deps, time } = givenDeps();
  await ask(deps);
  time.now = t0 + hour;
  const evidence = { ...byApi, displayedDigest: "sha256:d15b", shownAt: t0 + 1000 };
  await answer(deps, { evidence, response: { limit: 5 } });
  const { items } = await deps.audit.query({ type: "approval.decided", cursor: null, limit: 10 });
  const { entry, disclosures } = items[0] ?? assert.fail("no entry");
  assert.doesNotMatch(JSON.stringify(entry), /rita|Rita|Receipts/);
  assert.deepEqual(
    { ...disclosures },
    {
      reviewer: { salt: disclosures.reviewer?.salt, value: "rita" },
      reviewerName: { salt: disclosures.reviewerName?.salt, value: "Rita Reyes" },
      feedback: { salt: disclosures.feedback?.salt, value: "Receipts match." },
    },
  );
  assert.equal(new Set(Object.values(disclosures).map(({ salt }) => salt)).size, 3);
  const { authenticatedBy, channel, session, displayedDigest, shownAt, decidedAt, previousState, state } = entry;
  assert.deepEqual(
    { authenticatedBy, channel, session, displayedDigest, shownAt, decidedAt, previousState, state },
    {
      authenticatedBy: "oidc",
      channel: "api",
      session: "5e55",
      displayedDigest: "sha256:d15b",
      shownAt: "2026-01-01T10:00:01.000Z",
      decidedAt: "2026-01-01T11:00:00.000Z",
      previousState: "pending",
      state: "approved",
    },
  );
});
