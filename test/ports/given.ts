import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Approval, ApprovalContent, Policy, Reviewer, ReviewerDecision } from "../../functions/core/approval.ts";
import type { ObservationType, SealedEntry } from "../../functions/core/audit-entry.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { type Sealing, seal, sealEntry } from "../../functions/core/seal.ts";
import type { Change } from "../../functions/ports/approval-store.ts";

/** 2026-01-01T10:00:00.000Z */
export const t0 = 1_767_261_600_000;
export const minute = 60_000;
export const day = 86_400_000;

export const rita: Reviewer = { id: "rita@example.com", name: "Rita Reyes", via: "oidc" };
export const sam: Reviewer = { id: "sam@example.com", name: "Sam Sato", via: "link" };

export const content: ApprovalContent = {
  title: "Pay claim 42",
  context: "The claimant lost a **suitcase**.",
  action: { name: "pay_claim", arguments: { amount: 120.5, currency: "EUR" } },
  responseSchema: null,
  approvalRequestUrl: null,
  reviewers: null,
  initiatedBy: null,
  policy: { quorum: 1, exclusive: false, allowSelfApproval: false },
};

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

type Also = Partial<Pick<Change, "content" | "dueAt" | "replay">>;

export interface Asked extends Also {
  readonly at?: number;
  readonly agent?: string;
  readonly requester?: string;
  readonly executionId?: string | null;
  readonly reviewers?: readonly string[];
  readonly title?: string;
  readonly expiresAt?: number;
  readonly policy?: Partial<Policy>;
}

/** Changes as the use cases make them, with identifiers and salts that count: event-1, salt-1 … */
export function given() {
  let events = 0;
  let salts = 0;
  const sealing: Sealing = { sha256, newEventId: () => `event-${++events}`, newSalt: () => `salt-${++salts}` };

  function change(before: Approval | undefined, command: Command, at: number, also: Also = {}): Change {
    const verdict = decide(before, command, at);
    assert.notEqual(verdict.events.length, 0, `${command.type} must change something`);
    return { ...seal(before, verdict.events, sealing), dueAt: null, ...also };
  }

  return {
    sealing,
    change,
    /** A first request. */
    requested(approvalRequestId: string, asked: Asked = {}): Change {
      const { at = t0, agent = "claim-processor", executionId = null, reviewers = [rita.id] } = asked;
      const { requester = `agent:${agent}`, title = "Pay claim 42", expiresAt = at + 3 * day } = asked;
      const { content, dueAt = null, replay, policy } = asked;
      const command = {
        type: "request",
        approval: {
          status: "pending",
          ...{ approvalRequestId, contentDigest: "sha256:c0ffee", title, agent, executionId },
          action: { name: "pay_claim", digest: "sha256:ac710n" },
          requestedBy: { id: requester, via: "api_key", credential: "sk_4f1c" },
          ...{ initiatedBy: null, reviewers, metadata: { region: "eu" }, createdAt: at, expiresAt },
          policy: { quorum: 1, exclusive: false, allowSelfApproval: false, ...policy },
          ...{ linkGeneration: 1, waitGeneration: 1 },
        },
        waiter: { waiterId: "w-1", executionId, kind: "poll", target: { kind: "poll" }, state: "waiting" },
      } as const;
      return change(undefined, command, at, { dueAt, ...(content && { content }), ...(replay && { replay }) });
    },
    /** The same request by another execution, or by the same one with another way of being resumed. */
    attached(before: Approval, waiterId: string, executionId: string | null, at: number): Change {
      const { waiters: _, updatedAt, version, lastHash, ...asked } = before;
      const approval = asked as (Command & { type: "request" })["approval"];
      const target = { kind: "task-token", taskToken: `token of ${waiterId}` } as const;
      const waiter = { waiterId, executionId, kind: "task-token", target, state: "waiting" } as const;
      return change(before, { type: "request", approval, waiter }, at);
    },
    decided(before: Approval, at: number, by: Partial<Decided> = {}, also: Also = {}): Change {
      return change(before, decideBy(by), at, also);
    },
    observed(type: ObservationType, at: number, of: Observed = {}): SealedEntry {
      const { reviewer, ...fields } = of;
      const personal = { reviewer: reviewer?.id ?? null, reviewerName: reviewer?.name ?? null };
      return sealEntry({ type, at, ...fields }, personal, sealing);
    },
  };
}

export type Given = ReturnType<typeof given>;

interface Observed {
  readonly approvalRequestId?: string;
  readonly eventId?: string;
  readonly agent?: string;
  readonly reviewer?: Reviewer;
}

export interface Decided {
  readonly decision: ReviewerDecision;
  readonly reviewer: Reviewer;
  readonly feedback: string | null;
  readonly response: unknown;
  readonly decisionId: string;
}

export function decideBy(by: Partial<Decided> = {}): Command & { type: "decide" } {
  const { decision = "approved", reviewer = rita, feedback = null, response = null, decisionId = "attempt-1" } = by;
  const evidence = { channel: "dashboard", session: "sha256:5e55", displayedDigest: null, shownAt: null } as const;
  return {
    type: "decide",
    ...{ decision, reviewer, feedback, response, decisionId },
    linkGeneration: null,
    evidence,
  };
}

export function reassignTo(...reviewers: readonly string[]): Command & { type: "reassign" } {
  return { type: "reassign", by: rita, as: "admin", reviewers, reason: "On leave" };
}

export function cancelBy(requester = "agent:claim-processor"): Command & { type: "cancel" } {
  return { type: "cancel", requester, feedback: "claimant withdrew" };
}
