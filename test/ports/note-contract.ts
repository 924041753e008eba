import assert from "node:assert/strict";
import { suite } from "node:test";
import type { Note } from "../../functions/ports/execution-store.ts";
import { t0 } from "./given.ts";
import { type Adapter, onStores } from "./stores-under-test.ts";

function note(noteId: string, message = `I am ${noteId}`): Note {
  return { noteId, message, tags: ["plan", "ünïcode 🧭"], by: "agent:claim-processor", at: t0 };
}

/** Notes of `ExecutionStore`. */
export function noteContract(adapter: Adapter): void {
  suite("notes", () => {
    onStores(adapter, "are none where none were added", async ({ executions }) => {
      assert.deepEqual(await executions.notes("run-1", { cursor: null, limit: 10 }), { items: [], nextCursor: null });
    });

    onStores(adapter, "come in the order in which they were added, in pages", async ({ executions }) => {
      const added = Array.from({ length: 12 }, (_, index) => note(`n-${(index * 5) % 12}`));
      for (const one of added) assert.equal(await executions.addNote("run-1", one), "added");
      await executions.addNote("run-2", note("n-0", "of another run"));
      for (const limit of [1, 5, 12, 100]) {
        const found: Note[] = [];
        let cursor: string | null = null;
        do {
          const page = await executions.notes("run-1", { cursor, limit });
          found.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== null);
        assert.deepEqual(found, added);
      }
      assert.deepEqual((await executions.notes("run-2", { cursor: null, limit: 5 })).items, [
        note("n-0", "of another run"),
      ]);
    });

    onStores(adapter, "change nothing when they are added again", async ({ executions }) => {
      assert.equal(await executions.addNote("run-1", note("n-1")), "added");
      assert.equal(await executions.addNote("run-1", note("n-1", "rewritten")), "duplicate");
      assert.equal(await executions.addNote("run-1", note("n-2")), "added");
      assert.equal(await executions.addNote("run-1", note("n-1")), "duplicate");
      const { items } = await executions.notes("run-1", { cursor: null, limit: 10 });
      assert.deepEqual(items, [note("n-1"), note("n-2")]);
    });

    onStores(adapter, "are each kept once when many come at once", async ({ executions }) => {
      const outcomes = await Promise.all(
        Array.from({ length: 24 }, (_, index) => executions.addNote("run-1", note(`n-${index % 12}`))),
      );
      assert.equal(outcomes.filter((outcome) => outcome === "added").length, 12);
      const { items } = await executions.notes("run-1", { cursor: null, limit: 100 });
      assert.equal(new Set(items.map(({ noteId }) => noteId)).size, 12);
      assert.equal(items.length, 12);
    });

    onStores(adapter, "are given from the end, in their order", async ({ executions }) => {
      assert.deepEqual(await executions.lastNotes("run-1", 5), []);
      for (let n = 1; n <= 12; n++) await executions.addNote("run-1", note(`n-${n}`));
      await executions.addNote("run-2", note("n-13"));
      assert.deepEqual(await executions.lastNotes("run-1", 3), [note("n-10"), note("n-11"), note("n-12")]);
      assert.equal((await executions.lastNotes("run-1", 100)).length, 12);
    });

    onStores(adapter, "open no execution", async ({ executions }) => {
      await executions.addNote("run-1", note("n-1"));
      assert.equal(await executions.load("run-1"), undefined);
      assert.deepEqual((await executions.list({ cursor: null, limit: 10 })).items, []);
    });
  });
}
