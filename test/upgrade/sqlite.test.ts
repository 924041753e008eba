import assert from "node:assert/strict";
import { test } from "node:test";
import { migrations } from "../../functions/adapters/sqlite/schema.ts";
import { readFixture, storedForms } from "./fixtures.ts";
import { goesOn } from "./going-on.ts";
import { fileOfNext, lostRows } from "./next-file.ts";
import { restoredFile } from "./restored-file.ts";
import { shapeOfFile } from "./shape.ts";
import type { StoredFile } from "./sqlite-file.ts";
import { makeStoredFile } from "./sqlite-place.ts";
import { fileAfterSteps, lostInMigration } from "./sqlite-steps.ts";
import type { HandedOut } from "./under-way.ts";
import { waitsForNext } from "./waits-for-next.ts";

for (const form of storedForms()) {
  const stored = readFixture<StoredFile>(form, "sqlite");
  const handedOut = readFixture<HandedOut>(form, "handed-out");
  goesOn(`F13 what form ${form} left under way on SQLite goes on`, {
    handedOut,
    restore: async () => restoredFile(stored),
  });
  const next = fileOfNext(stored);
  const restoreNext = async () => restoredFile(next, (path) => lostRows(next, path));
  goesOn(`F13 after the next version, what form ${form} left on SQLite goes on, and loses nothing of the next`, {
    handedOut,
    restore: restoreNext,
  });
  waitsForNext(`F13 what only the next version knows waits for it on SQLite, form ${form}`, restoreNext);
}

/** Steps that were taken before forms were kept: their rows are the first form's, as far as these had a place then. */
const first = readFixture<StoredFile>("1", "sqlite");
for (let steps = 1; steps < first.userVersion; steps++) {
  const earlier = fileAfterSteps(first, steps);
  goesOn(`F13 what was under way on SQLite after ${steps} of its steps goes on`, {
    handedOut: readFixture<HandedOut>("1", "handed-out"),
    restore: async () => restoredFile(earlier),
    steps,
  });
  test(`F13 a SQLite file after ${steps} of its steps is brought up to date with all its rows`, () => {
    assert.deepEqual(lostInMigration(earlier), []);
  });
}

test("F13 what is stored on SQLite has the newest form that is kept: npm run fixtures keeps the next one", async () => {
  const newest = storedForms().at(-1) ?? assert.fail("no form is kept");
  const kept = readFixture<StoredFile>(newest, "sqlite");
  assert.equal(kept.userVersion, migrations.length);
  const { stored } = await makeStoredFile();
  assert.deepEqual(shapeOfFile(stored), shapeOfFile(kept));
});
