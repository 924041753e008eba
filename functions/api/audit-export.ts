import { stringify } from "csv-stringify/sync";
import type { AuditEntry, Disclosures } from "../core/audit-entry.ts";

type Entry = AuditEntry & { readonly disclosed: Disclosures };

/** One entry a line, as it was sealed: what a verifier reads. */
export function toNdjson(entries: readonly Entry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

const columns = [
  ...["at", "type", "approvalRequestId", "sequence", "agent", "executionId", "decision", "reviewer", "reviewerName"],
  ...[
    "feedback",
    "authenticatedBy",
    "channel",
    "action",
    "previousState",
    "state",
    "expiresAt",
    "decidedAt",
    "eventId",
    "hash",
  ],
] as const;

/** For a spreadsheet: clear values instead of commitments, and nothing in a cell that a spreadsheet would run. */
export function toCsv(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => ({
    ...entry,
    action: entry.action?.name ?? null,
    ...Object.fromEntries(Object.entries(entry.disclosed).map(([field, { value }]) => [field, value])),
  }));
  return stringify(rows, { header: true, columns: [...columns], escape_formulas: true });
}
