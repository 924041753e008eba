import { type Approval, policyVersion, type Requester, type Reviewer } from "./approval.ts";
import { type AuditEntry, type Disclosures, entryHash, meanings, type SealedEntry } from "./audit-entry.ts";
import { canonicalJson } from "./canonical-json.ts";
import { commitment, type Disclosure, digest, type Sha256 } from "./digest.ts";
import { detailOf } from "./entry-detail.ts";
import type { ApprovalEvent } from "./event.ts";
import { evolve } from "./evolve.ts";
import { toUtc } from "./instant.ts";

/** What the core cannot make by itself: digests, fresh identifiers and fresh salts. */
export interface Sealing {
  readonly sha256: Sha256;
  readonly newEventId: () => string;
  readonly newSalt: () => string;
}

/** A change to be committed whole: the row as it was, as it will be, and the entries that account for it. */
export interface Sealed {
  readonly before: Approval | undefined;
  readonly after: Approval;
  readonly entries: readonly SealedEntry[];
}

/** Applies events and chains their audit entries. `events` must not be empty. */
export function seal(before: Approval | undefined, events: readonly ApprovalEvent[], sealing: Sealing): Sealed {
  let approval = before;
  const entries: SealedEntry[] = [];
  for (const event of events) {
    const after = evolve(approval, event);
    const sealed = toEntry(approval, event, after, sealing);
    entries.push(sealed);
    approval = { ...after, lastHash: sealed.entry.hash };
  }
  if (!approval) throw new Error("nothing to seal");
  return { before, after: approval, entries };
}

type Fields = Partial<Omit<AuditEntry, "hash" | "type" | "at" | "schemaVersion">>;

/** An entry with its hash; fields not given are null, personal values become commitments with a fresh salt each. */
export function sealEntry(
  entry: Pick<AuditEntry, "type"> & { readonly at: number } & Fields,
  personal: Readonly<Record<string, string | null>>,
  { sha256, newEventId, newSalt }: Sealing,
): SealedEntry {
  const disclosures: Record<string, Disclosure> = {};
  const commitments: Record<string, string> = {};
  for (const [field, value] of Object.entries({ ...personal, ...sessionOfRole(entry) })) {
    if (value === null) continue;
    disclosures[field] = { salt: newSalt(), value };
    commitments[field] = commitment(sha256, disclosures[field]);
  }
  const body: AuditEntry = {
    ...emptyEntry,
    ...entry,
    ...commitments,
    eventId: entry.eventId ?? newEventId(),
    at: toUtc(entry.at),
    hash: "",
  };
  return { entry: { ...body, hash: entryHash(sha256, body) }, disclosures: disclosures as Disclosures };
}

/** The session of a role may be named after a person; every other session is a digest already. */
function sessionOfRole({ authenticatedBy, session = null }: Fields): Readonly<Record<string, string | null>> {
  return authenticatedBy === "iam" ? { session } : {};
}

function toEntry(before: Approval | undefined, event: ApprovalEvent, after: Approval, sealing: Sealing): SealedEntry {
  const decided = event.type === "approval.decided" ? event : undefined;
  const person = personOf(event);
  const ended = before?.status === "pending" && after.status !== "pending" ? after : undefined;
  return sealEntry(
    {
      type: event.type,
      at: event.at,
      approvalRequestId: after.approvalRequestId,
      sequence: after.version,
      executionId: after.executionId,
      agent: after.agent,
      requestedBy: nameOf(after.requestedBy),
      action: after.action,
      contentDigest: after.contentDigest,
      policy: rulesOf(after.policy),
      policyVersion,
      displayedDigest: decided?.evidence.displayedDigest ?? null,
      authenticatedBy: person?.via ?? null,
      session: decided?.evidence.session ?? null,
      channel: decided?.evidence.channel ?? null,
      decision: ended?.status ?? null,
      meaning: ended ? meanings[ended.status] : null,
      responseDigest: decided?.response == null ? null : digest(sealing.sha256, decided.response),
      createdAt: toUtc(after.createdAt),
      shownAt: decided?.evidence.shownAt == null ? null : toUtc(decided.evidence.shownAt),
      decidedAt: ended ? toUtc(ended.decidedAt) : null,
      expiresAt: toUtc(after.expiresAt),
      previousState: before?.status ?? null,
      state: after.status,
      detail: detailOf(event, sealing.sha256),
      previousHash: before?.lastHash ?? null,
    },
    personalOf(before, event, after),
    sealing,
  );
}

/** Whoever acted in person. */
function personOf(event: ApprovalEvent): Reviewer | undefined {
  if (event.type === "approval.decided") return event.reviewer;
  return event.type === "approval.expiry_changed" || event.type === "approval.reassigned" ? event.by : undefined;
}

/** Entries that say who is asked from here on, or is asked again. */
const askingTypes: readonly ApprovalEvent["type"][] = [
  "approval.created",
  "approval.reminded",
  "approval.escalated",
  "approval.reassigned",
];

/** What names or quotes a person. */
function personalOf(before: Approval | undefined, event: ApprovalEvent, after: Approval) {
  const created = event.type === "approval.created";
  const changed = event.type === "approval.escalated" || event.type === "approval.reassigned";
  const person = personOf(event);
  const { escalateTo } = after.policy;
  return {
    initiatedBy: created ? after.initiatedBy : null,
    requesterSession: created && after.requestedBy.via === "iam" ? after.requestedBy.credential : null,
    reviewers: askingTypes.includes(event.type) ? canonicalJson(after.reviewers) : null,
    previousReviewers: changed && before ? canonicalJson(before.reviewers) : null,
    escalateTo: created && escalateTo ? canonicalJson(escalateTo) : null,
    reviewer: person?.id ?? null,
    reviewerName: person?.name ?? null,
    feedback: "feedback" in event ? event.feedback : null,
  };
}

function rulesOf({ quorum, exclusive, allowSelfApproval }: Approval["policy"]): AuditEntry["policy"] {
  return { quorum, exclusive, allowSelfApproval };
}

function nameOf({ id, via, credential }: Requester): AuditEntry["requestedBy"] {
  return { id, via, credential: via === "api_key" ? credential : null };
}

const emptyEntry: Omit<AuditEntry, "eventId" | "type" | "at" | "hash"> = {
  schemaVersion: 1,
  approvalRequestId: null,
  sequence: null,
  executionId: null,
  agent: null,
  requestedBy: null,
  requesterSession: null,
  initiatedBy: null,
  reviewers: null,
  previousReviewers: null,
  escalateTo: null,
  action: null,
  contentDigest: null,
  displayedDigest: null,
  policy: null,
  policyVersion: null,
  reviewer: null,
  reviewerName: null,
  authenticatedBy: null,
  session: null,
  channel: null,
  decision: null,
  meaning: null,
  feedback: null,
  responseDigest: null,
  createdAt: null,
  shownAt: null,
  decidedAt: null,
  expiresAt: null,
  previousState: null,
  state: null,
  detail: {},
  previousHash: null,
};
