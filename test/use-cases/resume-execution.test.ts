import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resumeState } from "../../functions/core/approval.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { dispatchEntry } from "../../functions/use-cases/dispatch-entry.ts";
import { recordCollected } from "../../functions/use-cases/resume-execution.ts";
import { answer, ask } from "./claim.ts";
import { chainOf, dispatchAll, givenDeps, typesOf } from "./given-deps.ts";

async function load(deps: Deps) {
  return (await deps.approvals.load("claim-42")) ?? assert.fail("no approval");
}

test("F6 being resumed is a state of its own: waiting, resuming, resumed, and the token is forgotten at the end", async () => {
  const { deps, effects } = givenDeps();
  await ask(deps);
  assert.equal(resumeState(await load(deps)), "waiting");
  await answer(deps);
  effects.failNext("deliver");
  await assert.rejects(dispatchAll(deps, "claim-42"), /deliver timed out/);
  assert.equal(resumeState(await load(deps)), "resuming");
  assert.match(JSON.stringify(await load(deps)), /task-token-1/);
  await dispatchAll(deps, "claim-42");
  assert.equal(resumeState(await load(deps)), "resumed");
  assert.doesNotMatch(JSON.stringify(await load(deps)), /task-token-1/);
  assert.doesNotMatch(JSON.stringify(await chainOf(deps, "claim-42")), /task-token-1/);
});

test("an agent that can never be reached is given up, on the record, with the reason", async () => {
  const { deps, effects } = givenDeps();
  await ask(deps);
  await answer(deps);
  effects.nextDelivery({ outcome: "gone", reason: "TaskTimedOut" });
  await dispatchAll(deps, "claim-42");
  assert.equal(resumeState(await load(deps)), "given_up");
  assert.deepEqual((await chainOf(deps, "claim-42")).at(-1)?.detail, {
    waiterId: "ef90f541deee4a4e",
    reason: "TaskTimedOut",
  });
});

test("an agent that this deployment has no way to reach is given up, not left waiting", async () => {
  const { deps } = givenDeps({ resumers: {} });
  await ask(deps);
  await answer(deps);
  await dispatchAll(deps, "claim-42");
  assert.equal((await chainOf(deps, "claim-42")).at(-1)?.detail.reason, "this deployment cannot resume by task-token");
});

describe("a late waiter on a decided approval", () => {
  test("F5 is told as soon as its entry is seen to, and the first one is not told again", async () => {
    const { deps, did } = givenDeps();
    await ask(deps);
    await answer(deps, { decision: "request_changes" });
    await dispatchAll(deps, "claim-42");
    did.length = 0;
    const late = await ask(deps, { executionId: "run-2" });
    assert.equal(late.ok && late.approval.status, "request_changes");
    await dispatchAll(deps, "claim-42");
    assert.deepEqual(
      did.filter((line) => line.startsWith("deliver")),
      ["deliver claim-42 request_changes to run-2"],
    );
    assert.deepEqual(await typesOf(deps, "claim-42"), [
      "approval.created",
      "approval.decided",
      "execution.resumed",
      "approval.waiter_attached",
      "execution.resumed",
    ]);
  });

  test("F7 does not wake the decision up for anybody else", async () => {
    const { deps } = givenDeps();
    await ask(deps);
    await answer(deps);
    await dispatchAll(deps, "claim-42");
    await ask(deps);
    assert.equal((await typesOf(deps, "claim-42")).length, 3);
  });
});

test("F6 one waiter that cannot be reached now holds up none of the others", async () => {
  const { deps, did, effects } = givenDeps();
  await ask(deps);
  await ask(deps, { executionId: "run-2" });
  await ask(deps, { executionId: "run-3" });
  await answer(deps);
  did.length = 0;
  effects.failNext("deliver");
  const decided = (await chainOf(deps, "claim-42")).at(-1) ?? assert.fail();
  await assert.rejects(dispatchEntry(deps, decided), /deliver timed out/);
  assert.deepEqual(did, [
    "wake claim-42",
    "deliver claim-42 approved to run-1",
    "deliver claim-42 approved to run-2",
    "deliver claim-42 approved to run-3",
  ]);
  assert.deepEqual(
    (await load(deps)).waiters.map(({ state }) => state),
    ["resuming", "resumed", "resumed"],
  );
});

test("F6 an agent that polls is resumed when it has come and fetched the decision, once", async () => {
  const { deps } = givenDeps();
  await ask(deps, { resume: { kind: "poll" } });
  await answer(deps);
  await dispatchAll(deps, "claim-42");
  const decided = await load(deps);
  assert.equal(resumeState(decided), "resuming");
  assert.ok(decided.status !== "pending");
  await Promise.all([recordCollected(deps, decided), recordCollected(deps, decided)]);
  await recordCollected(deps, decided);
  assert.equal(resumeState(await load(deps)), "resumed");
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.decided", "execution.resumed"]);
});

test("a delivery's record that fails is made up for by the next attempt", async () => {
  const { deps, did } = givenDeps();
  await ask(deps);
  await answer(deps);
  did.length = 0;
  let lost = 0;
  const losing: Deps = {
    ...deps,
    approvals: {
      ...deps.approvals,
      commit: async (change) => {
        if (change.entries[0]?.entry.type === "execution.resumed" && lost++ === 0) throw new Error("timed out");
        return deps.approvals.commit(change);
      },
    },
  };
  await assert.rejects(dispatchAll(losing, "claim-42"), /timed out/);
  await dispatchAll(losing, "claim-42");
  assert.deepEqual(
    did.filter((line) => line.startsWith("deliver")),
    ["deliver claim-42 approved to run-1", "deliver claim-42 approved to run-1"],
  );
  assert.equal(resumeState(await load(deps)), "resumed");
});
