import * as z from "zod/mini";
import { instant } from "./identifiers.ts";

const text = z.nullable(z.string());

/**
 * An audit entry as it was sealed, whole: one that a newer version wrote may have more fields, and its hash covers them.
 * `disclosed` opens the commitments that have not been forgotten.
 */
export const auditEntryResponse = z.looseObject({
  schemaVersion: z.literal(1),
  eventId: z.string(),
  type: z.string(),
  at: instant,
  approvalRequestId: text,
  sequence: z.nullable(z.int()),
  executionId: text,
  agent: text,
  requestedBy: z.nullable(z.object({ id: z.string(), via: z.string(), credential: text })),
  requesterSession: text,
  initiatedBy: text,
  reviewers: text,
  previousReviewers: text,
  escalateTo: text,
  action: z.nullable(z.object({ name: z.string(), digest: z.string() })),
  contentDigest: text,
  displayedDigest: text,
  policy: z.nullable(z.object({ quorum: z.int(), exclusive: z.boolean(), allowSelfApproval: z.boolean() })),
  policyVersion: z.nullable(z.int()),
  reviewer: text,
  reviewerName: text,
  authenticatedBy: text,
  session: text,
  channel: text,
  decision: text,
  meaning: text,
  feedback: text,
  responseDigest: text,
  createdAt: z.nullable(instant),
  shownAt: z.nullable(instant),
  decidedAt: z.nullable(instant),
  expiresAt: z.nullable(instant),
  previousState: text,
  state: text,
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  previousHash: text,
  hash: z.string(),
  disclosed: z.record(z.string(), z.object({ salt: z.string(), value: z.string() })),
});

export const auditList = z.object({ entries: z.array(auditEntryResponse), nextCursor: z.nullable(z.string()) });
