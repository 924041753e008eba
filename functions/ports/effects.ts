import type { PendingApproval, TerminalApproval, Waiter } from "../core/approval.ts";
import type { AuditEntry } from "../core/audit-entry.ts";

/** Keeps the clock of a pending approval and is told when it need not wait any more. Both are safe to repeat. */
export interface Waits {
  /** `broken`: this generation's wait has ended although the approval is pending, so a new one must be begun. */
  start(approval: PendingApproval): Promise<"waiting" | "broken">;
  wake(approval: TerminalApproval): Promise<void>;
}

/** Whether an earlier attempt may have arrived although nobody heard of it: then a spent token means success. */
export type Attempt = "first" | "repeated";

/**
 * What came of an attempt to bring a decision to a waiter. `resumed`: it has it. `gone`: it can never be reached, for
 * the reason given. `not_yet`: it has certainly not got it and may take it later.
 */
export type Delivery =
  | { readonly outcome: "resumed" }
  | { readonly outcome: "gone"; readonly reason: string }
  | { readonly outcome: "not_yet"; readonly reason: string; readonly retryAfterMs?: number };

/** Brings the decision to one waiter. Throws when nobody can know whether it arrived; that is tried again. */
export interface AgentResumer {
  deliver(approval: TerminalApproval, waiter: Waiter, attempt: Attempt): Promise<Delivery>;
}

/** Names one delivery; the decision is read when it is made. */
export interface ResumeMessage {
  readonly approvalRequestId: string;
  readonly waiterId: string;
}

/** Has a delivery made soon, by somebody who can take their time. At least once. */
export interface ResumeQueue {
  push(message: ResumeMessage): Promise<void>;
}

/** What the world outside is told: on the event bus as the detail, to webhooks as the body. */
export interface PublishedEvent {
  readonly eventId: string;
  readonly type: AuditEntry["type"] | "execution.resuming";
  readonly timestamp: string;
  readonly sequence: number;
  /** The approval as the wire has it. */
  readonly data: { readonly approvalRequestId: string };
  /** In `execution.resuming` only: whom it resumes, and what that waiter left to be given back. */
  readonly resume?: { readonly executionId: string | null; readonly detail: unknown };
  /** Set when context, arguments and response were left out for their size. */
  readonly truncated?: true;
}

/** Tells the world outside. At least once; `eventId` is the same each time. */
export interface EventPublisher {
  publish(event: PublishedEvent): Promise<void>;
}

/** Which addresses outside may be sent to at all. */
export interface OutgoingGuard {
  /** What is wrong with a URL, or undefined. Names are resolved, and refused, only when it is used. */
  refusal(url: string): string | undefined;
  /** Whether the deployment lets a URL pass that is not public. */
  allows(url: string): boolean;
}
