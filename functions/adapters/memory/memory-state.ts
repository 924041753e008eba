import type { Occurrence } from "../../core/tally.ts";
import type { ApiKey } from "../../ports/api-key-store.ts";
import type { Replay } from "../../ports/approval-store.ts";
import type { Execution, Note } from "../../ports/execution-store.ts";

/** What is kept as JSON text, so that callers share nothing with the store and what JSON cannot hold is lost at once. */
export type Json = string;

interface KeptClaim {
  readonly attempts: number;
  readonly unheard: number;
  readonly until: number;
  readonly holder: string;
}

/** Everything that the stores over one memory know. */
export interface MemoryState {
  readonly approvals: Map<string, { readonly approval: Json; readonly dueAt: number | null }>;
  readonly contents: Map<string, Json>;
  /** By event id. */
  readonly entries: Map<string, Json>;
  /** Hash of the entry at each place of a chain. */
  readonly hashes: Map<string, string>;
  /** By event id; deleting one erases a person and keeps the entry. */
  readonly disclosures: Map<string, Json>;
  readonly executions: Map<string, Execution>;
  readonly notes: Map<string, readonly Note[]>;
  readonly replays: Map<string, Replay>;
  readonly apiKeys: Map<string, ApiKey>;
  /** By approval and waiter. */
  readonly resumeClaims: Map<string, Map<string, KeptClaim>>;
  readonly webhooks: Map<string, Json>;
  /** By destination and delivery id. */
  readonly deliveries: Map<string, Json>;
  readonly deliveredEvents: Map<string, Json>;
  /** By id. */
  readonly reviewers: Map<string, Json>;
  /** By approval, reviewer and channel, then by sequence. */
  readonly receipts: Map<string, Map<number, string>>;
  /** What was counted, by its key. */
  readonly occurrences: Map<string, Occurrence>;
}

export function emptyMemory(): MemoryState {
  return {
    approvals: new Map(),
    contents: new Map(),
    entries: new Map(),
    hashes: new Map(),
    disclosures: new Map(),
    executions: new Map(),
    notes: new Map(),
    replays: new Map(),
    apiKeys: new Map(),
    resumeClaims: new Map(),
    webhooks: new Map(),
    deliveries: new Map(),
    deliveredEvents: new Map(),
    reviewers: new Map(),
    receipts: new Map(),
    occurrences: new Map(),
  };
}

export function parse<T>(json: Json | undefined): T | undefined {
  return json === undefined ? undefined : (JSON.parse(json) as T);
}
