import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { sleep } from "../scenarios/world.ts";
import { patienceMs } from "./patience.ts";

/**
 * Reads again and again until it is as expected, for what follows by itself: a tab's name, written a moment after what
 * the page shows, or a list that is asked for every few seconds. Fails with what was read last.
 */
export async function becomes<Value>(read: () => Promise<Value>, expected: Value): Promise<void> {
  const until = performance.now() + patienceMs;
  let latest = await read();
  while (!isDeepStrictEqual(latest, expected) && performance.now() < until) {
    await sleep(50);
    latest = await read();
  }
  assert.deepEqual(latest, expected);
}
