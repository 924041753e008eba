import type { Approval } from "../core/approval.ts";
import type { AuditEntry } from "../core/audit-entry.ts";
import type { PublishedEvent } from "../ports/effects.ts";
import type { Deps } from "./deps.ts";
import { presentApproval } from "./present.ts";

/** UTF-8 bytes of the approval that an event carries whole; a bus takes little more. */
const maxDataBytes = 64 * 1024;

/** The event that tells of an entry, with the approval as it is now. */
export async function toPublishedEvent(
  deps: Pick<Deps, "approvals" | "settings">,
  entry: AuditEntry,
  approval: Approval,
): Promise<PublishedEvent> {
  const data = await presentApproval(deps, approval);
  const event = { eventId: entry.eventId, type: entry.type, timestamp: entry.at, sequence: entry.sequence ?? 0 };
  if (new TextEncoder().encode(JSON.stringify(data)).length <= maxDataBytes) return { ...event, data };
  const { context: _context, arguments: _arguments, action, response: _response, ...rest } = data;
  const shortened = { ...rest, action: action && { name: action.name } };
  return { ...event, data: shortened, truncated: true };
}
