import type { PendingApproval, TerminalApproval, Waiter } from "../core/approval.ts";
import type { AuditEntry } from "../core/audit-entry.ts";

/** Keeps the clock of a pending approval and is told when it need not wait any more. Both are safe to repeat. */
export interface Waits {
  /** `broken`: this generation's wait has ended although the approval is pending, so a new one must be begun. */
  start(approval: PendingApproval): Promise<"waiting" | "broken">;
  wake(approval: TerminalApproval): Promise<void>;
}

/** Whether an earlier attempt may have arrived although its reply was lost: then a spent token means success. */
export type Attempt = "first" | "repeated";

/**
 * Brings the decision to one waiter.
 *
 * `waiting`: it will come and ask by itself. `resumed`: it has the decision. `gone`: it can never be reached, for the
 * reason given. Throws when a later attempt may succeed.
 */
export interface AgentResumer {
  deliver(
    approval: TerminalApproval,
    waiter: Waiter,
    attempt: Attempt,
  ): Promise<{ readonly outcome: "waiting" | "resumed" } | { readonly outcome: "gone"; readonly reason: string }>;
}

/** What the world outside is told: on the event bus as the detail, to webhooks as the body. */
export interface PublishedEvent {
  readonly eventId: string;
  readonly type: AuditEntry["type"];
  readonly timestamp: string;
  readonly sequence: number;
  /** The approval as the wire has it. */
  readonly data: { readonly approvalRequestId: string };
  /** Set when context, arguments and response were left out for their size. */
  readonly truncated?: true;
}

/** Tells the world outside. At least once; `eventId` is the same each time. */
export interface EventPublisher {
  publish(event: PublishedEvent): Promise<void>;
}
