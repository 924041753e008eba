import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AddNote,
  addNote,
  declareExecution,
  listExecutions,
  readExecution,
  statusOf,
} from "../../functions/use-cases/executions.ts";
import { answer, ask } from "./claim.ts";
import { givenDeps, minute, t0 } from "./given-deps.ts";

const page = { cursor: null, limit: 100 };
const run = { executionId: "run-1", agent: "claim-processor", owner: "agent:claim-processor" };
const note: AddNote = {
  executionId: "run-1",
  agent: "claim-processor",
  by: "agent:claim-processor",
  owner: "agent:claim-processor",
  message: "Risk score: 72",
  tags: ["assessment"],
  idempotencyKey: null,
};

test("a run is running, waits while an approval of its is pending, and ends as its agent says", async () => {
  const { deps } = givenDeps();
  const now = async () => statusOf((await deps.executions.load("run-1")) ?? assert.fail());
  await declareExecution(deps, { ...run, status: "running" });
  assert.equal(await now(), "running");
  await ask(deps);
  assert.equal(await now(), "waiting");
  await answer(deps);
  assert.equal(await now(), "running");
  await declareExecution(deps, { ...run, status: "succeeded" });
  assert.equal(await now(), "succeeded");
});

test("a run that was never announced is opened by its first approval, or by its agent's first note", async () => {
  const { deps } = givenDeps();
  await ask(deps);
  assert.equal((await deps.executions.load("run-1"))?.owner, "agent:claim-processor");
  await addNote(deps, { ...note, executionId: "run-2" });
  assert.equal((await deps.executions.load("run-2"))?.status, "running");
});

test("a note that is on its way while its run is opened and ends sets it going no more", async () => {
  for (const [owner, outcome] of [
    [run.owner, true],
    ["agent:mailer", false],
  ] as const) {
    const { deps } = givenDeps();
    const { executions } = deps;
    // The end comes between the look at the run and the note.
    const load = async (executionId: string) => {
      const found = await executions.load(executionId);
      await declareExecution(deps, { ...run, owner, status: "failed" });
      return found;
    };
    assert.equal((await addNote({ ...deps, executions: { ...executions, load } }, note)).ok, outcome);
    const { execution, notes } = (await readExecution(deps, "run-1", page)) ?? assert.fail();
    assert.deepEqual([execution.status, execution.owner, notes.items.length], ["failed", owner, outcome ? 1 : 0]);
  }
});

test("nobody speaks for another agent's run; a person may add a note to one that is there", async () => {
  const { deps } = givenDeps();
  await declareExecution(deps, { ...run, status: "running" });
  const theirs = await declareExecution(deps, { ...run, owner: "agent:mailer", status: "failed" });
  assert.equal(theirs.outcome, "not_yours");
  assert.equal((await deps.executions.load("run-1"))?.status, "running");
  const refused = await addNote(deps, { ...note, owner: "agent:mailer", by: "agent:mailer" });
  assert.deepEqual(refused, { ok: false, code: "not_your_approval" });
  const byRita = { ...note, owner: null, by: "rita", agent: "" };
  assert.equal((await addNote(deps, byRita)).ok, true);
  assert.deepEqual(await addNote(deps, { ...byRita, executionId: "run-9" }), {
    ok: false,
    code: "execution_not_found",
  });
  assert.equal(await deps.executions.load("run-9"), undefined);
});

test("notes stand in the order in which they were added, with who wrote them and when", async () => {
  const { deps, time } = givenDeps();
  await addNote(deps, note);
  time.now = t0 + minute;
  await addNote(deps, { ...note, message: "Escalating", tags: [], owner: null, by: "rita" });
  assert.deepEqual((await readExecution(deps, "run-1", page))?.notes.items, [
    {
      noteId: "event-1",
      message: "Risk score: 72",
      tags: ["assessment"],
      by: "agent:claim-processor",
      at: 1_767_261_600_000,
    },
    { noteId: "event-2", message: "Escalating", tags: [], by: "rita", at: 1_767_261_660_000 },
  ]);
});

test("F8 the same note under the same key is one note, and is answered with the note that is kept", async () => {
  const { deps, time } = givenDeps();
  const first = await addNote(deps, { ...note, idempotencyKey: "sha256:key" });
  time.now = t0 + minute;
  const again = await addNote(deps, { ...note, idempotencyKey: "sha256:key" });
  assert.deepEqual(again, first);
  assert.equal((await readExecution(deps, "run-1", page))?.notes.items.length, 1);
});

test("runs are listed newest first, of one agent or of one owner", async () => {
  const { deps, time } = givenDeps();
  for (const [index, agent] of ["claims", "mailer", "claims"].entries()) {
    time.now = t0 + index * minute;
    await declareExecution(deps, { executionId: `run-${index}`, agent, owner: `agent:${agent}`, status: "running" });
  }
  const ids = async (query: object) =>
    (await listExecutions(deps, { ...page, ...query })).items.map(({ executionId }) => executionId);
  assert.deepEqual(await ids({}), ["run-2", "run-1", "run-0"]);
  assert.deepEqual(await ids({ agent: "claims" }), ["run-2", "run-0"]);
  assert.deepEqual(await ids({ owner: "agent:mailer" }), ["run-1"]);
  assert.equal(await readExecution(deps, "run-9", page), undefined);
});
