import assert from "node:assert/strict";
import { test } from "node:test";
import { cancelApproval } from "../../functions/use-cases/cancel-approval.ts";
import { dispatchEntry } from "../../functions/use-cases/dispatch-entry.ts";
import { readApproval } from "../../functions/use-cases/read-approval.ts";
import { recordCollected } from "../../functions/use-cases/resume-execution.ts";
import { answer, ask } from "./claim.ts";
import { chainOf, dispatchAll, givenDeps, typesOf } from "./given-deps.ts";

test("a request's entry starts the wait and is published; a decision's wakes it, tells the agent and is published", async () => {
  const { deps, did } = givenDeps();
  await ask(deps);
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(did.splice(0), ["start claim-42 g1", "publish approval.created #1"]);
  await answer(deps);
  assert.deepEqual(did.splice(0), ["wake claim-42"]);
  const [, decided] = await chainOf(deps, "claim-42");
  await dispatchEntry(deps, decided ?? assert.fail());
  assert.deepEqual(did.splice(0), [
    "wake claim-42",
    "deliver claim-42 approved to run-1",
    "publish approval.decided #2",
  ]);
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.decided", "execution.resumed"]);
});

test("F5 a decision that comes before the wait begins leaves nothing waiting: the request's own entry tells the agent", async () => {
  const { deps, did } = givenDeps();
  await ask(deps);
  await answer(deps);
  did.length = 0;
  const [created] = await chainOf(deps, "claim-42");
  await dispatchEntry(deps, created ?? assert.fail());
  assert.deepEqual(did, ["wake claim-42", "deliver claim-42 approved to run-1", "publish approval.created #1"]);
});

test("F6 a crash between the commit and the wake-up loses nothing: the entry alone wakes, tells and publishes", async () => {
  const { deps, did, effects } = givenDeps();
  await ask(deps);
  await dispatchAll(deps, "claim-42");
  effects.failNext("wake");
  await answer(deps);
  did.length = 0;
  const [, decided] = await chainOf(deps, "claim-42");
  await dispatchEntry(deps, decided ?? assert.fail());
  assert.deepEqual(did, ["wake claim-42", "deliver claim-42 approved to run-1", "publish approval.decided #2"]);
});

test("F6 the wait is woken by its entry also when the agent has fetched the decision before", async () => {
  const { deps, did } = givenDeps();
  await ask(deps, { resume: { kind: "poll" } });
  await dispatchAll(deps, "claim-42");
  const quiet = { ...deps, waits: { ...deps.waits, wake: async () => assert.fail("not now") } };
  await cancelApproval(quiet, {
    approvalRequestId: "claim-42",
    requester: "agent:claim-processor",
    feedback: "withdrawn",
  });
  const cancelled = await readApproval(deps, "claim-42");
  assert.ok(cancelled && cancelled.status !== "pending");
  await recordCollected(deps, cancelled);
  did.length = 0;
  const [, entry] = await chainOf(deps, "claim-42");
  await dispatchEntry(deps, entry ?? assert.fail());
  assert.deepEqual(did, ["wake claim-42", "publish approval.cancelled #2"]);
});

test("F7 entries that come twice, and in any order, tell the agent once and record it once", async () => {
  const { deps, did } = givenDeps();
  await ask(deps);
  await answer(deps);
  did.length = 0;
  const [created, decided] = await chainOf(deps, "claim-42");
  for (const entry of [decided, created, decided, created]) await dispatchEntry(deps, entry ?? assert.fail());
  assert.deepEqual(
    did.filter((line) => line.startsWith("deliver")),
    ["deliver claim-42 approved to run-1"],
  );
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.decided", "execution.resumed"]);
});

test("F7 two dispatches of one entry at the same time record one resumption", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  await answer(deps);
  const [, decided] = await chainOf(deps, "claim-42");
  await Promise.all(Array.from({ length: 8 }, () => dispatchEntry(deps, decided ?? assert.fail())));
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.decided", "execution.resumed"]);
});

test("F7 an event has the same id each time it is published", async () => {
  const { deps, effects } = givenDeps();
  await ask(deps);
  const [created] = await chainOf(deps, "claim-42");
  effects.failNext("publish");
  await assert.rejects(dispatchEntry(deps, created ?? assert.fail()), /publish timed out/);
  await dispatchEntry(deps, created ?? assert.fail());
  await dispatchEntry(deps, created ?? assert.fail());
  assert.deepEqual(
    effects.published.map(({ eventId, sequence }) => [eventId, sequence]),
    [
      ["event-1", 1],
      ["event-1", 1],
    ],
  );
});

test("a wait that has ended although nobody decided is begun again under a new generation", async () => {
  const { deps, did, effects } = givenDeps();
  await ask(deps);
  effects.breakWait("claim-42 g1");
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "wait.restarted"]);
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(did, [
    "start claim-42 g1",
    "publish approval.created #1",
    "start claim-42 g2",
    "publish approval.created #1",
    "start claim-42 g2",
  ]);
  assert.equal((await deps.approvals.load("claim-42"))?.waitGeneration, 2);
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "wait.restarted"]);
});

test("a wait that fails to start is left to the next attempt at the entry; reviewers hear of the request at once", async () => {
  const { deps, did, effects } = givenDeps();
  await ask(deps);
  effects.failNext("start");
  await assert.rejects(dispatchAll(deps, "claim-42"), /start timed out/);
  await dispatchAll(deps, "claim-42");
  const once = ["start claim-42 g1", "publish approval.created #1"];
  assert.deepEqual(did, [...once, ...once]);
});

test("an observation entails nothing; an entry of an approval that is not there is an error", async () => {
  const { deps, did } = givenDeps();
  await ask(deps);
  const [created] = await chainOf(deps, "claim-42");
  assert.ok(created);
  await dispatchEntry(deps, { ...created, type: "approval.viewed", sequence: null });
  await dispatchEntry(deps, { ...created, type: "api_key.created", approvalRequestId: null });
  assert.deepEqual(did, []);
  await assert.rejects(
    dispatchEntry(deps, { ...created, approvalRequestId: "claim-99" }),
    /claim-99, which is not there/,
  );
});
