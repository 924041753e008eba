import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { resumeState } from "../../functions/core/approval.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { dispatchEntry } from "../../functions/use-cases/dispatch-entry.ts";
import { recordCollected, resumeExecution } from "../../functions/use-cases/resume-execution.ts";
import { sweep } from "../../functions/use-cases/run-timers.ts";
import { answer, ask } from "./claim.ts";
import { chainOf, dispatchAll, givenDeps, hour, minute, second, typesOf } from "./given-deps.ts";

const waiterId = "ef90f541deee4a4e";

async function load(deps: Deps) {
  return (await deps.approvals.load("claim-42")) ?? assert.fail("no approval");
}

test("F6 being resumed is a state of its own: waiting, resuming, resumed, and the token is forgotten at the end", async () => {
  const { deps, effects, time } = givenDeps();
  await ask(deps);
  assert.equal(resumeState(await load(deps)), "waiting");
  await answer(deps);
  effects.failNext("deliver");
  await dispatchAll(deps, "claim-42");
  assert.equal(resumeState(await load(deps)), "resuming");
  assert.match(JSON.stringify(await load(deps)), /task-token-1/);
  time.now += second;
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
  await dispatchEntry(deps, decided);
  assert.deepEqual(did, [
    "wake claim-42",
    "deliver claim-42 approved to run-1",
    "deliver claim-42 approved to run-2",
    "deliver claim-42 approved to run-3",
    "publish approval.decided #4",
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

test("a delivery's record that fails is made up for by the next attempt, which may find the token spent", async () => {
  const { deps, did, effects, time } = givenDeps();
  await ask(deps);
  await answer(deps);
  did.length = 0;
  const { commit } = deps.approvals;
  const losing = (change: Parameters<typeof commit>[0]) =>
    change.entries[0]?.entry.type === "execution.resumed" ? Promise.reject(new Error("timed out")) : commit(change);
  const broken: Deps = { ...deps, approvals: { ...deps.approvals, commit: losing } };
  await assert.rejects(resumeExecution(broken, "claim-42", waiterId), /timed out/);
  assert.equal(
    await resumeExecution(deps, "claim-42", waiterId),
    "nothing",
    "the first attempt may still be under way",
  );
  time.now += minute;
  effects.nextDelivery({ outcome: "resumed" });
  assert.equal(await resumeExecution(deps, "claim-42", waiterId), "resumed");
  assert.deepEqual(did, ["deliver claim-42 approved to run-1", "deliver claim-42 approved to run-1 again"]);
  assert.equal(resumeState(await load(deps)), "resumed");
});

describe("F7 attempts at one waiter", () => {
  test("that begin at the same time are one attempt", async () => {
    const { deps, did } = givenDeps();
    await ask(deps);
    await answer(deps);
    did.length = 0;
    const attempts = await Promise.all(Array.from({ length: 8 }, () => resumeExecution(deps, "claim-42", waiterId)));
    assert.deepEqual(attempts.toSorted(), [...Array.from({ length: 7 }, () => "nothing"), "resumed"]);
    assert.deepEqual(did, ["deliver claim-42 approved to run-1"]);
    assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.decided", "execution.resumed"]);
  });

  test("that the agent turned away are no reason to think it was reached", async () => {
    const { deps, did, effects, time } = givenDeps();
    await ask(deps);
    await answer(deps);
    did.length = 0;
    effects.nextDelivery({ outcome: "not_yet", reason: "ThrottlingException" });
    assert.equal(await resumeExecution(deps, "claim-42", waiterId), "put_off");
    assert.equal(await resumeExecution(deps, "claim-42", waiterId), "nothing");
    time.now += second;
    effects.nextDelivery({ outcome: "not_yet", reason: "ThrottlingException" });
    assert.equal(await resumeExecution(deps, "claim-42", waiterId), "put_off");
    time.now += second;
    assert.equal(await resumeExecution(deps, "claim-42", waiterId), "nothing", "the second delay is twice the first");
    time.now += second;
    assert.equal(await resumeExecution(deps, "claim-42", waiterId), "resumed");
    assert.deepEqual(
      did,
      Array.from({ length: 3 }, () => "deliver claim-42 approved to run-1"),
    );
  });

  test("that came to nothing are on the record, with whether they may have arrived", async () => {
    const { deps, effects, time } = givenDeps();
    await ask(deps);
    await answer(deps);
    effects.nextDelivery({ outcome: "not_yet", reason: "it answered 503" });
    await resumeExecution(deps, "claim-42", waiterId);
    time.now += second;
    effects.failNext("deliver");
    await resumeExecution(deps, "claim-42", waiterId);
    const { items } = await deps.audit.query({ type: "execution.resume_put_off", cursor: null, limit: 10 });
    assert.deepEqual(
      items.map(({ entry }) => entry.detail),
      [
        { waiterId, attempt: 1, arrived: false, reason: "it answered 503" },
        { waiterId, attempt: 2, arrived: null, reason: "Error" },
      ],
    );
  });

  test("that outlived their claim give nobody up: what they found spent may be what another attempt used", async () => {
    const { deps, did, time } = givenDeps();
    await ask(deps);
    await answer(deps);
    did.length = 0;
    const { "task-token": resumer } = deps.resumers;
    const slow: Deps = {
      ...deps,
      resumers: {
        "task-token": {
          deliver: async (...call) => {
            time.now += minute;
            await resumer?.deliver(call[0], call[1], "repeated");
            return { outcome: "gone", reason: "TaskTimedOut" };
          },
        },
      },
    };
    assert.equal(await resumeExecution(slow, "claim-42", waiterId), "put_off");
    assert.equal(resumeState(await load(deps)), "resuming");
    time.now += second;
    assert.equal(await resumeExecution(deps, "claim-42", waiterId), "resumed");
    assert.deepEqual(
      did,
      Array.from({ length: 2 }, () => "deliver claim-42 approved to run-1 again"),
    );
  });

  test("wait as long as the agent asks, and the timers come back just then", async () => {
    const { deps, did, effects, time } = givenDeps();
    await ask(deps);
    await answer(deps);
    effects.nextDelivery({ outcome: "not_yet", reason: "it answered 429", retryAfterMs: 10 * minute });
    await resumeExecution(deps, "claim-42", waiterId);
    did.length = 0;
    time.now += 10 * minute - 1;
    await sweep(deps);
    assert.deepEqual(did, []);
    time.now += 1;
    await sweep(deps);
    assert.deepEqual(did, ["wake claim-42", "deliver claim-42 approved to run-1"]);
  });

  test("end after 42, a little more than a week, and it is given up with the last reason", async () => {
    const { deps, effects, time } = givenDeps();
    await ask(deps);
    await answer(deps);
    let attempts = 0;
    for (; resumeState(await load(deps)) === "resuming" && attempts < 100; attempts++) {
      effects.nextDelivery({ outcome: "not_yet", reason: "it answered 500" });
      assert.notEqual(await resumeExecution(deps, "claim-42", waiterId), "nothing");
      time.now += 6 * hour;
    }
    assert.equal(attempts, 42);
    assert.deepEqual((await chainOf(deps, "claim-42")).at(-1)?.detail, {
      waiterId,
      reason: "it answered 500; given up after 42 attempts",
    });
  });
});
