import { type Approval, isApproval } from "./approval.ts";
import { parseJson } from "./parse-json.ts";
import { SaysoError } from "./sayso-error.ts";

/** What happened: after `approval.created` comes exactly one of the four that end an approval; the others come in between and after. */
export type ApprovalEventType =
  | "approval.created"
  /** A person decided. */
  | "approval.decided"
  /** Nobody answered in time. */
  | "approval.expired"
  /** The agent took the request back. */
  | "approval.cancelled"
  /** The wait could not be kept. */
  | "approval.failed"
  | "approval.reminded"
  | "approval.escalated"
  | "execution.resumed"
  /** Gives back the `detail` of a request that resumes by `event`. */
  | "execution.resuming";

/** What a webhook is sent, and what the detail of an event on EventBridge holds. */
export interface ApprovalEvent {
  /** One of {@link ApprovalEventType}; a later server may send others. */
  readonly type: ApprovalEventType | (string & {});
  /** RFC 3339. */
  readonly timestamp: string;
  /** The place of the event in the approval's audit trail. */
  readonly sequence: number | null;
  /** The approval as it stood when the event was sent. */
  readonly data: Approval;
  /** `data` is without its context, arguments and response: they are too long. `getApproval` has them. */
  readonly truncated: boolean;
  /** The same each time that the event comes; `null` in a webhook's body, whose header `webhook-id` is that. */
  readonly eventId: string | null;
  /** Whom it resumes, and what that one left to be given back; `null` for all but `execution.resuming`. */
  readonly resume: { readonly executionId: string | null; readonly detail: unknown } | null;
}

/**
 * An event that came on EventBridge: its detail, as text or as what that text says. A webhook's must be verified first,
 * which `verifyEvent` does.
 *
 * @throws {SaysoError} `invalid_result` for what is no event about an approval
 * @example
 * export const handler = async (event: { detail: unknown }) => {
 *   const { type, data } = parseEvent(event.detail);
 *   console.log(type, data.approvalRequestId, data.decision);
 * };
 */
export function parseEvent(json: unknown): ApprovalEvent {
  const event = readEvent(json);
  if (event !== undefined) return event;
  throw new SaysoError("invalid_result", "This is no event about an approval");
}

/** The event that JSON's text, or its value, is; `undefined` for anything else. */
export function readEvent(json: unknown): ApprovalEvent | undefined {
  const value = typeof json === "string" ? parseJson(json) : json;
  if (typeof value !== "object" || value === null) return undefined;
  const { type, data, timestamp, sequence, truncated, eventId, resume } = value as Record<string, unknown>;
  if (typeof type !== "string" || type === "" || typeof timestamp !== "string" || !isApproval(data)) return undefined;
  return {
    ...{ type, timestamp, data },
    sequence: typeof sequence === "number" ? sequence : null,
    truncated: truncated === true,
    eventId: typeof eventId === "string" ? eventId : null,
    resume: typeof resume === "object" ? (resume as ApprovalEvent["resume"]) : null,
  };
}
