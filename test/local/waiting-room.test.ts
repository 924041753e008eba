import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { WaitingRoom } from "../../local/waiting-room.ts";

test("when the service stops, who waits is answered, and so is who was still on the way", () => {
  const answered: string[] = [];
  const waiting = (name: string) => ({
    response: { destroyed: false } as ServerResponse,
    until: 20_000,
    answer: async () => void answered.push(name),
  });
  const room = new WaitingRoom(() => 0);
  room.park("claim-1", waiting("first"));
  assert.deepEqual(answered, []);
  room.close();
  room.park("claim-1", waiting("late"));
  assert.deepEqual(answered, ["first", "late"]);
});
