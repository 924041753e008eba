import assert from "node:assert/strict";

/** That both hold the same items as often, in any order; says only which are missing or too many. */
export function assertSameItems(actual: readonly string[], expected: readonly string[], what: string): void {
  assert.deepEqual({ tooMany: without(actual, expected), missing: without(expected, actual) }, same, what);
}

const same = { tooMany: [], missing: [] };

function without(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}
