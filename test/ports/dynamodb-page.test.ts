import assert from "node:assert/strict";
import { test } from "node:test";
import { fromCursor } from "../../functions/adapters/dynamodb/cursor.ts";
import { type Found, takePage } from "../../functions/adapters/dynamodb/page.ts";

async function* numbers(from: number, to: number): AsyncGenerator<Found<number>> {
  for (let item = from; item <= to; item++) yield { sortKey: String(item).padStart(5, "0"), item };
}

test("a page that filters keep nearly empty ends short and can be gone on from", async () => {
  const wanted = (item: number) => item === 6_000;
  const short = await takePage(numbers(1, 9_000), 10, wanted);
  assert.deepEqual(short.items, []);
  assert.equal(fromCursor(short.nextCursor), "05000");
  assert.deepEqual(await takePage(numbers(5_001, 9_000), 10, wanted), { items: [6_000], nextCursor: null });
});

test("a full page looks ahead only as far as the next item that is wanted", async () => {
  const even = (item: number) => item % 2 === 0;
  const page = await takePage(numbers(1, 7), 2, even);
  assert.deepEqual(page.items, [2, 4]);
  assert.equal(fromCursor(page.nextCursor), "00005");
  assert.deepEqual(await takePage(numbers(1, 5), 2, even), { items: [2, 4], nextCursor: null });
});
