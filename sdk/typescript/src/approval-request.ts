import type { ApprovalAction } from "./approval.ts";

/** Rules for one approval. The server refuses a rule that it does not support (`invalid_request`); it never ignores one. */
export interface ApprovalPolicy {
  /** How many different reviewers must agree. Default 1. */
  readonly quorum?: number;
  /** Refuse a second execution that asks under the same pending id (`approval_already_requested`). Default `false`. */
  readonly exclusive?: boolean;
  /** Let the person named by `initiatedBy` decide. Default `false`. */
  readonly allowSelfApproval?: boolean;
  /** Hours from the request until its reviewers are reminded, once; fractions allowed, less than `expiresInHours`. */
  readonly remindAfterHours?: number;
  /** Hours from the request until the reviewers in `escalateTo` are asked too; fractions allowed, less than `expiresInHours`. */
  readonly escalateAfterHours?: number;
  /** Ids of reviewers; with those of the request at most 20. Those who were asked first may still decide. */
  readonly escalateTo?: readonly string[];
}

/** Where the server delivers the decision. `poll`, the default, suits every process that stays alive or comes back. */
export type ResumeTarget =
  | { readonly kind: "poll" }
  /** The agent is a state of a Step Functions state machine that waits on this token. */
  | { readonly kind: "task-token"; readonly taskToken: string }
  /** The agent is a Lambda durable function that waits on this callback; `@sayso/sdk/durable` fills it in. */
  | { readonly kind: "durable"; readonly callbackId: string }
  /** The server posts the ApprovalResult there, signed with a key of its `/v1/keys`. */
  | { readonly kind: "callback"; readonly url: string }
  /** `detail` comes back in an event `execution.resuming` on EventBridge. */
  | { readonly kind: "event"; readonly detail: unknown };

/**
 * What a person is asked to approve.
 *
 * The request *is* its `approvalRequestId`: asking again with the same content returns the same approval, pending or
 * decided, and tells nobody twice. Asking with other content under that id is refused (`approval_request_conflict`),
 * so a new round takes a new id (`claim-42-2`).
 *
 * @example
 * await client.requestApproval({
 *   approvalRequestId: "claim-42",
 *   title: "Pay $12,000.00 for claim 42?",
 *   action: { name: "pay_claim", arguments: { claimId: "42", amount: 12_000 } },
 *   expiresInHours: 24,
 * });
 */
export interface ApprovalRequest {
  /** 1–128 characters of `A–Z a–z 0–9 . _ ~ : @ -`. */
  readonly approvalRequestId: string;
  /** A page of your own for the reviewer. Default: the server's page. */
  readonly approvalRequestUrl?: string | undefined;
  /** Hours until the server ends the approval as `expired`; fractions allowed, at most 8,640. Default 72. */
  readonly expiresInHours?: number | undefined;
  /** The execution that waits. `Agent` fills it in. */
  readonly executionId?: string | undefined;
  /** The agent's name, for reviewers to read. `Agent` fills it in. */
  readonly agent?: string | undefined;
  /** One line that says what is asked. */
  readonly title?: string | undefined;
  /** What the reviewer needs to know: a string is shown as Markdown, anything else as JSON. */
  readonly context?: unknown;
  readonly action?: ApprovalAction | undefined;
  /** JSON Schema of the `response` that the reviewer must give. */
  readonly responseSchema?: unknown;
  /** Ids of the reviewers who may decide. Default: those configured on the server. */
  readonly reviewers?: readonly string[] | undefined;
  readonly policy?: ApprovalPolicy | undefined;
  readonly resume?: ResumeTarget | undefined;
  /** Your own labels, to find approvals by. */
  readonly metadata?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Id of the person who caused the request. They may not approve it themselves. */
  readonly initiatedBy?: string | undefined;
  /**
   * JSON Pointers (RFC 6901) into `/context` and `/action/arguments`, such as `/context/iban`: shown on the review page
   * alone, and left out of every message, event and webhook. One that leads nowhere is refused.
   */
  readonly sensitive?: readonly string[] | undefined;
}
