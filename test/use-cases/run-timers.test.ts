import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import type { ResumeMessage } from "../../functions/ports/effects.ts";
import { runTimers, sweep } from "../../functions/use-cases/run-timers.ts";
import { answer, ask } from "./claim.ts";
import { chainOf, dispatchAll, givenDeps, hour, minute, second, t0, typesOf } from "./given-deps.ts";

test("F10 F11 with nobody asking, the sweep expires what is overdue, as the system, and tells the agent", async () => {
  const { deps, time, did } = givenDeps();
  await ask(deps, { expiresInHours: 1 });
  await dispatchAll(deps, "claim-42");
  did.length = 0;
  time.now = t0 + hour + second;
  const swept = await sweep(deps);
  assert.deepEqual([swept.ran, swept.failed], [1, 0]);
  assert.deepEqual(did, ["wake claim-42", "deliver claim-42 expired to run-1"]);
  assert.deepEqual(
    (await chainOf(deps, "claim-42")).map(({ type, at, decision, reviewer, detail }) => [
      ...[type, at, decision, reviewer, detail.by ?? null],
    ]),
    [
      ["approval.created", "2026-01-01T10:00:00.000Z", null, null, null],
      ["approval.expired", "2026-01-01T11:00:01.000Z", "expired", null, "system"],
      ["execution.resumed", "2026-01-01T11:00:01.000Z", null, null, null],
    ],
  );
  assert.equal((await sweep(deps)).ran, 0);
});

test("F11 nothing is expired a millisecond early", async () => {
  const { deps, time } = givenDeps();
  await ask(deps, { expiresInHours: 1 });
  time.now = t0 + hour - 1;
  await runTimers(deps, "claim-42");
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created"]);
  time.now = t0 + hour;
  await runTimers(deps, "claim-42");
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.expired", "execution.resumed"]);
});

test("F6 a wait whose start was lost is begun by the sweep two minutes later, then left alone until its expiry", async () => {
  const { deps, time, did } = givenDeps();
  await ask(deps, { expiresInHours: 1 });
  time.now = t0 + 2 * minute - 1;
  assert.equal((await sweep(deps)).ran, 0);
  time.now = t0 + 2 * minute;
  assert.equal((await sweep(deps)).ran, 1);
  assert.deepEqual(did, ["start claim-42 g1"]);
  for (const passed of [3 * minute, 59 * minute]) {
    time.now = t0 + passed;
    assert.equal((await sweep(deps)).ran, 0);
  }
});

test("F6 an agent whose news was lost is told by the sweep, which leaves alone what is under way", async () => {
  const { deps, time, did } = givenDeps();
  const queued: string[] = [];
  const slow = { ...deps, resumeQueue: { push: async ({ waiterId }: ResumeMessage) => void queued.push(waiterId) } };
  await ask(deps);
  await answer(deps);
  did.length = 0;
  time.now = t0 + 2 * minute;
  assert.equal((await sweep(slow)).ran, 1);
  assert.deepEqual(queued.splice(0), ["ef90f541deee4a4e"]);
  assert.equal((await sweep(slow)).ran, 0, "a delivery that was queued is not queued anew in the same breath");
  await deps.resumeClaims.take("claim-42", "ef90f541deee4a4e", "a worker that dies", time.now, time.now + minute);
  time.now = t0 + 4 * minute - 1;
  assert.equal((await sweep(slow)).ran, 0);
  time.now = t0 + 4 * minute;
  assert.equal((await sweep(deps)).ran, 1);
  assert.deepEqual(
    did.filter((line) => line.startsWith("deliver")),
    ["deliver claim-42 approved to run-1 again"],
  );
  time.now = t0 + 24 * hour;
  assert.equal((await sweep(deps)).ran, 0);
});

test("F6 F21 one timer that fails steps aside for a minute, is logged, and holds up no other", async () => {
  const { deps, time, did, effects, logged } = givenDeps();
  for (const [index, id] of ["claim-1", "claim-2", "claim-3"].entries())
    await ask(deps, { approvalRequestId: id, expiresInHours: 1 + index / 3600 });
  time.now = t0 + 2 * hour;
  effects.failNext("wake");
  assert.deepEqual(await sweep(deps).then(({ ran, failed }) => ({ ran, failed })), { ran: 3, failed: 1 });
  assert.deepEqual(logged, ["error: a timer failed"]);
  assert.deepEqual(
    did.filter((line) => line.startsWith("deliver")),
    ["deliver claim-2 expired to run-1", "deliver claim-3 expired to run-1"],
  );
  assert.equal((await sweep(deps)).ran, 0);
  time.now += minute;
  assert.equal((await sweep(deps)).ran, 1);
  assert.equal(did.at(-1), "deliver claim-1 expired to run-1");
});

test("F21 a row that cannot even be read is logged and passed over, every time", async () => {
  const stores = memoryStores();
  const load = async (id: string) => {
    if (id === "claim-1") throw new Error("the row cannot be read");
    return stores.approvals.load(id);
  };
  const { deps, time, logged } = givenDeps({ ...stores });
  for (const id of ["claim-1", "claim-2"]) await ask(deps, { approvalRequestId: id, expiresInHours: 1 });
  time.now = t0 + hour;
  const swept = await sweep({ ...deps, approvals: { ...stores.approvals, load } });
  assert.deepEqual([swept.ran, swept.failed], [2, 1]);
  assert.deepEqual(logged, ["error: a timer failed", "error: a timer could not be postponed"]);
  assert.equal((await typesOf(deps, "claim-2"))[1], "approval.expired");
});

test("F11 of more than a hundred that are due the longest overdue go first, the rest in the next breath", async () => {
  const { deps, time } = givenDeps();
  for (let n = 0; n < 130; n++)
    await ask(deps, { approvalRequestId: `claim-${n}`, resume: { kind: "poll" }, expiresInHours: 1 + n / 3_600_000 });
  time.now = t0 + 2 * hour;
  assert.equal((await sweep(deps)).ran, 100);
  assert.equal((await deps.approvals.load("claim-99"))?.status, "expired");
  assert.equal((await deps.approvals.load("claim-100"))?.status, "pending");
  assert.equal((await sweep(deps)).ran, 30);
  assert.equal((await sweep(deps)).ran, 0);
});

test("F4 a timer that is early, late or twice never touches a decision", async () => {
  const { deps, time } = givenDeps();
  await ask(deps, { resume: { kind: "poll" } });
  await runTimers(deps, "claim-42");
  await answer(deps);
  for (const passed of [0, 72 * hour, 720 * hour]) {
    time.now = t0 + passed;
    await runTimers(deps, "claim-42");
  }
  assert.deepEqual(await typesOf(deps, "claim-42"), ["approval.created", "approval.decided"]);
});

test("F4 a clock that runs behind the last entry's never turns an approval's time back", async () => {
  const { deps, time } = givenDeps();
  await ask(deps);
  time.now = t0 - 10 * minute;
  await answer(deps);
  assert.deepEqual(
    (await chainOf(deps, "claim-42")).map(({ at }) => at),
    ["2026-01-01T10:00:00.000Z", "2026-01-01T10:00:00.000Z"],
  );
});

test("timers of an approval that is not there do nothing", async () => {
  const { deps, did } = givenDeps();
  await runTimers(deps, "claim-99");
  assert.deepEqual(did, []);
});
