import type { AuditEntry } from "../core/audit-entry.ts";
import type { Occurrence, Outcome } from "../core/tally.ts";
import type { Deps } from "./deps.ts";

/** Adds to the statistics what committed entries tell. They may come twice, late or out of order. */
export async function countEntries(
  { approvals, stats }: Pick<Deps, "approvals" | "stats">,
  entries: readonly AuditEntry[],
): Promise<void> {
  const found = await Promise.all(entries.map((entry) => toOccurrence(approvals, entry)));
  const occurrences = found.filter((occurrence) => occurrence !== undefined);
  if (occurrences.length > 0) await stats.count(occurrences);
}

async function toOccurrence(approvals: Deps["approvals"], entry: AuditEntry): Promise<Occurrence | undefined> {
  const { approvalRequestId, agent, at } = entry;
  const what = whatOf(entry);
  if (what === undefined || approvalRequestId === null || agent === null) return undefined;
  const occurrence = { approvalRequestId, what, day: at.slice(0, 10), agent, reviewer: null, tookMs: null };
  if (entry.type !== "approval.decided") return occurrence;
  // The entry has its reviewer as a commitment only.
  const approval = await approvals.load(approvalRequestId);
  if (!approval || !("reviewer" in approval))
    throw new Error(`${approvalRequestId} has an entry of a decision and none`);
  const { reviewer, decidedAt, createdAt } = approval;
  return { ...occurrence, reviewer: reviewer.id, tookMs: decidedAt - createdAt };
}

function whatOf({ type, decision }: AuditEntry): Occurrence["what"] | undefined {
  switch (type) {
    case "approval.created":
      return "requested";
    case "approval.decided":
      return decision as Outcome;
    case "approval.expired":
      return "expired";
    case "approval.cancelled":
      return "cancelled";
    case "approval.failed":
      return "failed";
    default:
      return undefined;
  }
}
