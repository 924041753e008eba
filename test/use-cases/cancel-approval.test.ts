import assert from "node:assert/strict";
import { test } from "node:test";
import { cancelApproval } from "../../functions/use-cases/cancel-approval.ts";
import { answer, ask, refusalOf } from "./claim.ts";
import { chainOf, givenDeps, hour, t0, typesOf } from "./given-deps.ts";

const cancellation = {
  approvalRequestId: "claim-42",
  requester: "agent:claim-processor",
  feedback: "the claimant withdrew",
};

test("the agent withdraws its request: it ends with the decision error, and the wait is woken", async () => {
  const { deps, did } = givenDeps();
  await ask(deps);
  const cancelled = await cancelApproval(deps, cancellation);
  assert.equal(cancelled.ok && cancelled.approval.status, "error");
  assert.deepEqual(did, ["wake claim-42"]);
  const [, entry] = await chainOf(deps, "claim-42");
  assert.deepEqual(
    [entry?.type, entry?.decision, entry?.detail.by],
    ["approval.cancelled", "error", "agent:claim-processor"],
  );
});

test("withdrawing twice is withdrawing once", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  await cancelApproval(deps, cancellation);
  const again = await cancelApproval(deps, { ...cancellation, feedback: "once more" });
  assert.equal(again.ok && again.approval.status === "error" && again.approval.feedback, "the claimant withdrew");
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.cancelled"]);
});

test("F3 a decision that was quicker stands, and so does an expiry", async () => {
  const { deps, time } = givenDeps();
  await ask(deps);
  await ask(deps, { approvalRequestId: "claim-43" });
  await answer(deps);
  const refused = await cancelApproval(deps, cancellation);
  assert.ok(!refused.ok && refused.refusal.code === "already_decided");
  assert.equal(refused.refusal.approval.status, "approved");
  time.now = t0 + 72 * hour;
  assert.equal(refusalOf(await cancelApproval(deps, { ...cancellation, approvalRequestId: "claim-43" })), "expired");
});

test("F18 nobody else's request can be withdrawn, and nothing that was never asked", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  const others = { ...cancellation, requester: "agent:mailer" };
  assert.equal(refusalOf(await cancelApproval(deps, others)), "not_your_approval");
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created"]);
  const unknown = { ...cancellation, approvalRequestId: "claim-99" };
  assert.equal(refusalOf(await cancelApproval(deps, unknown)), "approval_not_found");
});
