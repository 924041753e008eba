import { createHash } from "node:crypto";
import type { Sealing } from "../../functions/core/seal.ts";

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Identifiers and salts that count: event-1, event-2 … and salt-1, salt-2 … */
export function countingSealing(): Sealing {
  let events = 0;
  let salts = 0;
  return { sha256, newEventId: () => `event-${++events}`, newSalt: () => `salt-${++salts}` };
}
