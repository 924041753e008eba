import { type AuditEntry, auditPosition, type Disclosures, type SealedEntry } from "../../core/audit-entry.ts";
import { toUtc } from "../../core/instant.ts";
import type { AuditQuery, AuditStore } from "../../ports/audit-store.ts";
import { type MemoryState, parse } from "./memory-state.ts";
import { pageOf } from "./paging.ts";

export function memoryAuditStore(state: MemoryState): AuditStore {
  return {
    query: async (query) => {
      const wanted = entries(state).filter((sealed) => matches(sealed, query));
      return pageOf(wanted, query.order === "desc" ? "falling" : "rising", ({ entry }) => auditPosition(entry), query);
    },
    observe: async (sealed) => {
      if (state.entries.has(sealed.entry.eventId)) return "duplicate";
      addEntry(state, sealed);
      return "observed";
    },
  };
}

export function addEntry(state: MemoryState, { entry, disclosures }: SealedEntry): void {
  state.entries.set(entry.eventId, JSON.stringify(entry));
  const { approvalRequestId: id, sequence, hash } = entry;
  if (id !== null && sequence !== null) state.hashes.set(place(id, sequence), hash);
  if (Object.keys(disclosures).length > 0) state.disclosures.set(entry.eventId, JSON.stringify(disclosures));
}

/** Hash of the entry at one place of an approval's chain. */
export function hashAt({ hashes }: MemoryState, approvalRequestId: string, sequence: number): string | undefined {
  return hashes.get(place(approvalRequestId, sequence));
}

function place(approvalRequestId: string, sequence: number): string {
  return `${approvalRequestId} ${sequence}`;
}

function entries(state: MemoryState): SealedEntry[] {
  return [...state.entries].map(([eventId, entry]) => ({
    entry: JSON.parse(entry) as AuditEntry,
    disclosures: parse<Disclosures>(state.disclosures.get(eventId)) ?? {},
  }));
}

function matches({ entry, disclosures }: SealedEntry, query: AuditQuery): boolean {
  const { from, to, type, agent, reviewer, approvalRequestId } = query;
  return (
    (from === undefined || entry.at >= toUtc(from)) &&
    (to === undefined || entry.at < toUtc(to)) &&
    (type === undefined || entry.type === type) &&
    (agent === undefined || entry.agent === agent) &&
    (reviewer === undefined || disclosures.reviewer?.value === reviewer) &&
    (approvalRequestId === undefined || entry.approvalRequestId === approvalRequestId)
  );
}
