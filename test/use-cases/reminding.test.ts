import assert from "node:assert/strict";
import { test } from "node:test";
import type { ApprovalResponse } from "../../functions/schemas/approval-response.ts";
import { applyCommand } from "../../functions/use-cases/apply-command.ts";
import { reviewLink, verifyLink } from "../../functions/use-cases/review-link.ts";
import { runTimers, sweep } from "../../functions/use-cases/run-timers.ts";
import { answer, ask, refusalOf, rita } from "./claim.ts";
import { chainOf, dispatchAll, givenDeps, hour, minute, second, t0, typesOf } from "./given-deps.ts";

const policy = { remindAfterHours: 1, escalateAfterHours: 2, escalateTo: ["olga", "sam"] };
const olga = { id: "olga", name: "Olga Ortiz", via: "oidc" } as const;

/** Asks, sees the wait begin, and sweeps at each of these moments after the request; says what was on the trail then. */
async function sweptAt(moments: readonly number[], request: object = {}, waits = true) {
  const given = givenDeps();
  const { deps: whole, time } = given;
  const deps = waits ? whole : { ...whole, settings: { ...whole.settings, startGraceMs: null } };
  await ask(deps, { expiresInHours: 4, policy, ...request });
  const seen: string[] = [];
  const lateness: number[] = [];
  for (const moment of moments) {
    time.now = t0 + moment;
    const { ran, oldestOverdueMs } = await sweep(deps);
    lateness.push(oldestOverdueMs);
    seen.push(`${ran} ${(await typesOf(deps, "claim-42")).at(-1)}`);
  }
  return { ...given, deps, seen, lateness };
}

test("F11 the sweep reminds, escalates and expires, each at its time and once, and looks at nothing in between", async () => {
  const { deps, seen, lateness } = await sweptAt([
    ...[2 * minute, 3 * minute, hour - 1, hour, hour + minute, hour + 2 * minute],
    ...[2 * hour - 1, 2 * hour + 30 * second, 3 * hour, 4 * hour - 1, 4 * hour + 14 * second, 4 * hour + 15 * second],
  ]);
  assert.deepEqual(seen, [
    ...["1 approval.created", "0 approval.created", "0 approval.created"],
    ...["1 approval.reminded", "0 approval.reminded", "0 approval.reminded"],
    ...["0 approval.reminded", "1 approval.escalated", "0 approval.escalated"],
    ...["0 approval.escalated", "0 approval.escalated", "1 execution.resumed"],
  ]);
  assert.deepEqual(lateness.slice(-5), [30 * second, 0, 0, 0, 15 * second]);
  assert.deepEqual(
    (await chainOf(deps, "claim-42")).map(({ type, at }) => `${type} ${at}`),
    [
      "approval.created 2026-01-01T10:00:00.000Z",
      "approval.reminded 2026-01-01T11:00:00.000Z",
      "approval.escalated 2026-01-01T12:00:30.000Z",
      "approval.expired 2026-01-01T14:00:15.000Z",
      "execution.resumed 2026-01-01T14:00:15.000Z",
    ],
  );
});

test("F11 where no wait keeps the expiry the timers do, and are not a moment late for it", async () => {
  const moments = [2 * minute, hour, 2 * hour, 4 * hour - 1, 4 * hour];
  const { seen } = await sweptAt(moments, { resume: { kind: "poll" } }, false);
  assert.deepEqual(seen, [
    ...["0 approval.created", "1 approval.reminded", "1 approval.escalated"],
    ...["0 approval.escalated", "1 approval.expired"],
  ]);
});

test("a sweep that was away does what is due in the order in which it was, and after the expiry nothing of it", async () => {
  const late = await sweptAt([3 * hour]);
  assert.deepEqual(await typesOf(late.deps, "claim-42"), [
    ...["approval.created", "approval.reminded", "approval.escalated"],
  ]);
  assert.deepEqual(late.lateness, [2 * hour]);
  const other = await sweptAt([3 * hour], { policy: { ...policy, remindAfterHours: 2.5 } });
  assert.deepEqual(await typesOf(other.deps, "claim-42"), [
    ...["approval.created", "approval.escalated", "approval.reminded"],
  ]);
  const { deps } = await sweptAt([4 * hour], { resume: { kind: "poll" } });
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.expired"]);
});

test("each is told outside, with the approval as it is then", async () => {
  const { deps, effects, did } = await sweptAt([2 * minute, hour, 2 * hour]);
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(
    did.filter((line) => line.startsWith("publish")),
    ["publish approval.created #1", "publish approval.reminded #2", "publish approval.escalated #3"],
  );
  const last = effects.published.at(-1)?.data as ApprovalResponse | undefined;
  assert.deepEqual(last?.reviewers, ["rita", "sam", "olga"]);
  assert.deepEqual(last?.policy, { quorum: 1, exclusive: false, allowSelfApproval: false, ...policy });
});

test("F8 after an escalation the same request is the same approval, whose first reviewers may decide by the links they have", async () => {
  const { deps, time } = givenDeps();
  const asked = await ask(deps, { expiresInHours: 4, policy });
  assert.ok(asked.ok);
  const [, token = ""] = (await reviewLink(deps, asked.approval, "rita")).split("#");
  time.now = t0 + 2 * hour;
  await runTimers(deps, "claim-42");
  const again = await ask(deps, { expiresInHours: 4, policy });
  assert.ok(again.ok && !again.created);
  assert.deepEqual(again.approval.reviewers, ["rita", "sam", "olga"]);
  assert.equal(refusalOf(await ask(deps, { expiresInHours: 4 })), "approval_request_conflict");
  const other = { ...policy, escalateTo: ["olga"] };
  assert.equal(refusalOf(await ask(deps, { expiresInHours: 4, policy: other })), "approval_request_conflict");
  assert.deepEqual(await verifyLink(deps, again.approval, token), { reviewer: "rita", generation: 1 });
  const late = await answer(deps, { linkGeneration: 1 });
  assert.ok(late.ok);
  assert.equal(refusalOf(await answer(deps, { reviewer: olga })), "already_decided");
});

test("F18 those who are escalated to may decide, unless they caused the request", async () => {
  for (const [initiatedBy, refusal] of [
    ["ivan", undefined],
    ["olga", "self_approval"],
  ] as const) {
    const { deps, time } = givenDeps();
    await ask(deps, { expiresInHours: 4, policy, initiatedBy });
    assert.equal(refusalOf(await answer(deps, { reviewer: olga })), "not_a_reviewer");
    time.now = t0 + 2 * hour;
    await runTimers(deps, "claim-42");
    assert.equal(refusalOf(await answer(deps, { reviewer: olga })), refusal);
  }
});

test("F11 an expiry moved before, between or behind them is honoured by every timer", async () => {
  const moved = async (expiresAt: number, ...moments: readonly number[]) => {
    const { deps, time } = givenDeps();
    await ask(deps, { expiresInHours: 4, policy, resume: { kind: "poll" } });
    await applyCommand(deps, "claim-42", { type: "change_expiry", by: rita, expiresAt: t0 + expiresAt });
    for (const moment of moments) {
      time.now = t0 + moment;
      await sweep(deps);
    }
    return (await chainOf(deps, "claim-42")).slice(2).map(({ type, at }) => `${type} ${at.slice(11, 19)}`);
  };
  const moments = [2 * minute, hour / 2 + 15 * second, hour, 1.5 * hour + 15 * second, 2 * hour, 5 * hour];
  assert.deepEqual(await moved(hour / 2, ...moments), ["approval.expired 10:30:15"]);
  assert.deepEqual(await moved(1.5 * hour, ...moments), ["approval.reminded 11:00:00", "approval.expired 11:30:15"]);
  const all = ["approval.reminded 11:00:00", "approval.escalated 12:00:00"];
  assert.deepEqual(await moved(9 * hour, ...moments), all);
  assert.deepEqual(await moved(9 * hour, ...moments, 9 * hour + 15 * second), [...all, "approval.expired 19:00:15"]);
});

test("F4 a decision between two reminders that are due ends them, and the timers go on from it", async () => {
  const { deps, time, did } = givenDeps();
  await ask(deps, { expiresInHours: 4, policy });
  time.now = t0 + 3 * hour;
  const { load } = deps.approvals;
  let loads = 0;
  // The timers load to expire, to remind, to escalate: it is decided before the third.
  const approvals: typeof deps.approvals = {
    ...deps.approvals,
    load: async (id) => {
      if (++loads === 3) await answer(deps);
      return load(id);
    },
  };
  await runTimers({ ...deps, approvals }, "claim-42");
  assert.deepEqual(await typesOf(deps, "claim-42"), [
    ...["approval.created", "approval.reminded", "approval.decided", "execution.resumed"],
  ]);
  assert.ok(did.includes("deliver claim-42 approved to run-1"));
});
