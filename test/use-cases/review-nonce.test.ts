import assert from "node:assert/strict";
import { test } from "node:test";
import { openReview } from "../../functions/use-cases/open-review.ts";
import { readNonce } from "../../functions/use-cases/review-nonce.ts";
import { answer, ask } from "./claim.ts";
import { givenDeps, minute, t0 } from "./given-deps.ts";

async function givenOpened() {
  const given = givenDeps();
  const asked = await ask(given.deps);
  assert.ok(asked.ok);
  given.time.now = t0 + minute;
  const review = await openReview(given.deps, asked.approval, "rita");
  return { ...given, approval: asked.approval, review, nonce: review.nonce ?? assert.fail("no nonce") };
}

test("a nonce tells what was shown and when, to the person it was shown to", async () => {
  const { deps, nonce } = await givenOpened();
  assert.deepEqual(await readNonce(deps, "claim-42", "rita", nonce), {
    shownAt: 1_767_261_660_000,
    displayedDigest: nonce.split(".")[1],
  });
});

test("F1 F2 a nonce made up, mutated at any place, or issued to somebody else or for another approval is none", async () => {
  const { deps, nonce } = await givenOpened();
  assert.equal(await readNonce(deps, "claim-42", "sam", nonce), undefined);
  assert.equal(await readNonce(deps, "claim-43", "rita", nonce), undefined);
  for (let at = 0; at < nonce.length; at++) {
    const mutated = nonce.slice(0, at) + (nonce[at] === "7" ? "8" : "7") + nonce.slice(at + 1);
    assert.equal(await readNonce(deps, "claim-42", "rita", mutated), undefined, mutated);
  }
  const [shownAt, digest, code] = nonce.split(".");
  for (const made of [
    "",
    ".",
    "..",
    `${shownAt}..${code}`,
    `${shownAt}.${digest}.`,
    `${nonce}.`,
    `-${nonce}`,
    ` ${nonce}`,
  ])
    assert.equal(await readNonce(deps, "claim-42", "rita", made), undefined, made);
});

test("what a nonce vouches for changes with everything that the page shows", async () => {
  const { deps, approval, nonce } = await givenOpened();
  const digestOf = async (changed: typeof approval) =>
    (await openReview(deps, changed, "rita")).nonce?.split(".")[1] ?? assert.fail();
  const shown = nonce.split(".")[1];
  assert.equal(await digestOf(approval), shown);
  assert.notEqual(await digestOf({ ...approval, expiresAt: approval.expiresAt + 1 }), shown);
  await deps.executions.addNote("run-1", { noteId: "n-1", message: "Checked", tags: [], by: "agent", at: t0 });
  assert.notEqual(await digestOf(approval), shown);
});

test("a decided approval is shown without a nonce", async () => {
  const { deps } = await givenOpened();
  const decided = await answer(deps);
  assert.ok(decided.ok);
  assert.equal((await openReview(deps, decided.approval, "rita")).nonce, null);
});

test("a reviewer is shown the notes of the run that asked, in order", async () => {
  const { deps, approval } = await givenOpened();
  for (const n of [1, 2, 3])
    await deps.executions.addNote("run-1", { noteId: `n-${n}`, message: `Step ${n}`, tags: [], by: "agent", at: t0 });
  const { notes } = await openReview(deps, approval, "rita");
  assert.deepEqual(
    notes.map(({ message }) => message),
    ["Step 1", "Step 2", "Step 3"],
  );
});
