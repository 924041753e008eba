import type { Approval } from "../core/approval.ts";
import type { AuditEntry } from "../core/audit-entry.ts";
import { withoutSensitive } from "../core/sensitive.ts";
import type { PublishedEvent } from "../ports/effects.ts";
import type { Deps } from "./deps.ts";
import { presentApproval } from "./present.ts";
import { readContent } from "./read-approval.ts";

/** UTF-8 bytes of the approval that an event carries whole; a bus takes little more. */
const maxDataBytes = 64 * 1024;

/** The event that tells of an entry, with the approval as it is now. */
export function toPublishedEvent(
  deps: Pick<Deps, "approvals" | "settings">,
  { eventId, type, at, sequence }: AuditEntry,
  approval: Approval,
): Promise<PublishedEvent> {
  return withApproval(deps, { eventId, type, timestamp: at, sequence: sequence ?? 0 }, approval);
}

/** An event with the approval as it is now, without what was marked sensitive, or, where that is long, without what makes it so. */
export async function withApproval<Event extends Omit<PublishedEvent, "data" | "truncated">>(
  deps: Pick<Deps, "approvals" | "settings">,
  event: Event,
  approval: Approval,
): Promise<Event & PublishedEvent> {
  const content = withoutSensitive(await readContent(deps, approval.approvalRequestId));
  const data = await presentApproval(deps, approval, content);
  if (new TextEncoder().encode(JSON.stringify(data)).length <= maxDataBytes) return { ...event, data };
  const { context: _context, arguments: _arguments, action, response: _response, ...rest } = data;
  const shortened = { ...rest, action: action && { name: action.name } };
  return { ...event, data: shortened, truncated: true };
}
