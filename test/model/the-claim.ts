import type { Approval } from "../../functions/core/approval.ts";
import type { AuditEntry } from "../../functions/core/audit-entry.ts";
import type { World } from "./world.ts";

/** The one approval of every world. */
export const id = "claim-42";

/** 2026-01-01T10:00:00.000Z, when it is asked for. */
export const t0 = 1_767_261_600_000;
export const minute = 60_000;
/** One hour later. */
export const expiresAt = t0 + 60 * minute;

/** The approval's row, as stored. */
export function rowOf({ memory }: World): Approval | undefined {
  const row = memory.approvals.get(id);
  return row && (JSON.parse(row.approval) as Approval);
}

/** When the timers are to look at it next. */
export function dueAtOf({ memory }: World): number | null {
  return memory.approvals.get(id)?.dueAt ?? null;
}

/** The approval's chain, oldest first. */
export function chainOf({ memory }: World): readonly AuditEntry[] {
  return [...memory.entries.values()]
    .map((json) => JSON.parse(json) as AuditEntry)
    .filter(({ sequence }) => sequence !== null)
    .sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
}
