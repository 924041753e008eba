import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { coverage, failureClassesPage, page } from "../../tools/failure-classes.ts";

test("docs/failure-classes.md is as the tests' titles have it: npm run failure-classes writes it anew", () => {
  assert.equal(readFileSync(page, "utf8"), failureClassesPage());
});

describe("each class of failures has a test that names it, or is said to be open", () => {
  const classes = coverage();
  test("there are 26", () => {
    assert.deepEqual(
      classes.map(({ id }) => id),
      Array.from({ length: 26 }, (_, n) => `F${n + 1}`),
    );
  });
  for (const { id, what, open, tests } of classes)
    test(`${id}: ${what}`, () => {
      assert.ok(tests.length > 0 || open !== undefined, "no test and no reason");
    });
});
