import { hash } from "node:crypto";
import { emptyMemory, type MemoryState } from "../../functions/adapters/memory/memory-state.ts";

/**
 * One execution of the state machine that keeps an approval's clock. `begun`: it has yet to leave its token on the row.
 * `waiting`: it has. `looking`: its wait ended without a decision and the timers' function is to look at the row.
 * `over`: it ended well. `broken`: it was aborted.
 */
export interface Wait {
  readonly state: "begun" | "waiting" | "looking" | "over" | "broken";
  /** How often it has begun to wait: each time has a token of its own. */
  readonly round: number;
}

/** Everything outside the processes: what is stored, and what has reached others. Never changed, only replaced. */
export interface World {
  readonly memory: MemoryState;
  /** The token on the approval's row. It belongs to the state machine and raises no version. */
  readonly waitToken: string | null;
  /** By wait generation. */
  readonly waits: Readonly<Record<number, Wait>>;
  /** The decision that an agent was resumed with, by its task token. */
  readonly told: Readonly<Record<string, string>>;
  /** Status of the approval in each event that the bus took, by event id. */
  readonly published: Readonly<Record<string, string>>;
  /** Messages in the queue by waiter. */
  readonly queue: Readonly<Record<string, number>>;
  /** Entries that the stream has delivered to somebody who finished: ids, sorted. */
  readonly dispatched: readonly string[];
}

export function emptyWorld(): World {
  return { memory: emptyMemory(), waitToken: null, waits: {}, told: {}, published: {}, queue: {}, dispatched: [] };
}

/** A memory that may be changed without changing the other. */
export function copied(memory: MemoryState): MemoryState {
  const copy = Object.fromEntries(Object.entries(memory).map(([name, map]) => [name, new Map(map)]));
  const claims = new Map([...memory.resumeClaims].map(([id, ofWaiters]) => [id, new Map(ofWaiters)]));
  return { ...(copy as unknown as MemoryState), resumeClaims: claims };
}

/** The same worlds have the same key, whatever the order in which they came to be. */
export function keyOf({ memory, ...others }: World): string {
  const stored = Object.values(memory).map((map: ReadonlyMap<string, unknown>) => sorted(map));
  const rest = Object.values(others).map((value) =>
    value !== null && typeof value === "object" && !Array.isArray(value) ? Object.entries(value).sort(byKey) : value,
  );
  return hash("sha1", JSON.stringify([stored, rest]), "base64");
}

function sorted(map: ReadonlyMap<string, unknown>): unknown[] {
  return [...map]
    .map(([key, value]): [string, unknown] => [key, value instanceof Map ? sorted(value) : value])
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .sort(byKey);
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
