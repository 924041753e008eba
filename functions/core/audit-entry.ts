import type { Decision, Policy, Status } from "./approval.ts";
import { type Disclosure, digest, type Sha256 } from "./digest.ts";
import type { ApprovalEventType } from "./event.ts";

/**
 * Things worth keeping that change no approval: who looked, who was turned away, which agent could not be told yet,
 * who changed keys, webhooks or reviewers or took copies, which events could not be brought to whom, what was sent in
 * Slack's name.
 */
export const observationTypes = [
  "approval.viewed",
  "approval.decision_refused",
  "execution.resume_put_off",
  "audit.exported",
  "api_key.created",
  "api_key.revoked",
  "response_secret.shown",
  "webhook.created",
  "webhook.changed",
  "webhook.removed",
  "webhook.secret_rotated",
  "webhook.disabled",
  "delivery.given_up",
  "reviewer.changed",
  "reviewer.removed",
  "slack.request_refused",
] as const;
export type ObservationType = (typeof observationTypes)[number];

/** Personal values of one entry, by the name of the field that holds their commitment. */
export type Disclosures = Readonly<Record<string, Disclosure>>;

/**
 * One line of the audit trail: append-only, so a field once written can never be corrected or erased. What names or
 * quotes a person stands here as a salted commitment only.
 *
 * All times are the server's, RFC 3339 in UTC. Digests are `sha256:<hex>` over RFC 8785 JSON.
 */
export interface AuditEntry {
  readonly schemaVersion: 1;
  readonly eventId: string;
  readonly type: ApprovalEventType | ObservationType;
  readonly at: string;
  /** Null for what concerns the deployment and no single approval. */
  readonly approvalRequestId: string | null;
  /** 1, 2, 3 … along an approval's chain; null for an observation, which stands outside it. */
  readonly sequence: number | null;
  readonly executionId: string | null;
  readonly agent: string | null;
  /** `credential`: an API key's prefix; null for a role, whose session may be named after a person. */
  readonly requestedBy: { readonly id: string; readonly via: string; readonly credential: string | null } | null;
  /** Commitment to the ARN of the session in which a role asked. */
  readonly requesterSession: string | null;
  /** Commitment to the person on whose behalf the agent asked. */
  readonly initiatedBy: string | null;
  /** Commitment to the ids of those who may decide (who was asked, reminded, or asked from here on), or whose entry in the directory changed, as a JSON array. */
  readonly reviewers: string | null;
  /** Commitment to the ids of those who could decide until then, as a JSON array. */
  readonly previousReviewers: string | null;
  /** Commitment to the ids of those whom an escalation is to add, as a JSON array. */
  readonly escalateTo: string | null;
  readonly action: { readonly name: string; readonly digest: string } | null;
  readonly contentDigest: string | null;
  readonly displayedDigest: string | null;
  /** Rules of the policy that are no times and name nobody: those stand in `detail` and in `escalateTo`. */
  readonly policy: Pick<Policy, "quorum" | "exclusive" | "allowSelfApproval"> | null;
  readonly policyVersion: number | null;
  /** Commitment to the reviewer's id. */
  readonly reviewer: string | null;
  /** Commitment to the reviewer's printed name. */
  readonly reviewerName: string | null;
  /** How the reviewer proved who they are. */
  readonly authenticatedBy: string | null;
  /** SHA-256 of the link token or session that was used; for a role, commitment to the ARN of its session. */
  readonly session: string | null;
  readonly channel: string | null;
  readonly decision: Decision | null;
  /** The decision in words, as the reviewer was shown it. */
  readonly meaning: string | null;
  /** Commitment to the comment of whoever acted. */
  readonly feedback: string | null;
  readonly responseDigest: string | null;
  readonly createdAt: string | null;
  readonly shownAt: string | null;
  readonly decidedAt: string | null;
  readonly expiresAt: string | null;
  readonly previousState: Status | null;
  readonly state: Status | null;
  /** What only this type of entry has. Nothing personal. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  /** Hash of the entry before it in the approval's chain; null for the first one and for observations. */
  readonly previousHash: string | null;
  /** Digest of this entry without `hash`. */
  readonly hash: string;
}

/** An entry as it is stored: the evidence, and apart from it what may be forgotten. */
export interface SealedEntry {
  readonly entry: AuditEntry;
  readonly disclosures: Disclosures;
}

/** Sorts entries by time, those of one approval along its chain: the order of every query, and its cursor. */
export function auditPosition({ at, approvalRequestId, sequence, eventId }: AuditEntry): string {
  return [
    at,
    approvalRequestId ?? "",
    sequence === null ? "observed" : String(sequence).padStart(8, "0"),
    eventId,
  ].join(" ");
}

/** Hash that an entry must carry. */
export function entryHash(sha256: Sha256, { hash: _, ...body }: AuditEntry): string {
  return digest(sha256, body);
}

/** What each decision says to the agent, in words: shown to the reviewer and kept with the decision. */
export const meanings: Readonly<Record<Decision, string>> = {
  approved: "The agent may carry out what was shown.",
  rejected: "The agent must not carry out what was shown.",
  request_changes: "The agent must change its proposal as the feedback says before it asks again.",
  expired: "Nobody decided in time; the agent must not carry out what was shown.",
  error: "The request was withdrawn or could not be kept; the agent must not carry out what was shown.",
};
