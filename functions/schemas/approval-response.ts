import * as z from "zod/mini";
import { decisions, statuses } from "../core/approval.ts";
import { instant, json } from "./identifiers.ts";

const reviewer = z.object({
  id: z.string(),
  name: z.string(),
  via: z.enum(["admin_token", "oidc", "iam", "link", "slack", "response_secret"]),
});
const action = z.object({ name: z.string(), arguments: json });
const policy = z.object({
  quorum: z.literal(1),
  exclusive: z.boolean(),
  allowSelfApproval: z.boolean(),
  remindAfterHours: z.optional(z.number()),
  escalateAfterHours: z.optional(z.number()),
  escalateTo: z.optional(z.array(z.string())),
});
const resumeState = z.enum(["waiting", "resuming", "resumed", "given_up"]);
const metadata = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const summaryFields = {
  approvalRequestId: z.string(),
  status: z.enum(statuses),
  title: z.nullable(z.string()),
  agent: z.string(),
  executionId: z.nullable(z.string()),
  reviewers: z.array(z.string()),
  reviewer: z.nullable(reviewer),
  metadata,
  createdAt: instant,
  expiresAt: instant,
  decidedAt: z.nullable(instant),
};

/** An approval on the wire. */
export const approvalResponse = z.object({
  ...summaryFields,
  approvalRequestUrl: z.url(),
  decision: z.nullable(z.enum(decisions)),
  feedback: z.nullable(z.string()),
  initiatedBy: z.nullable(z.string()),
  context: json,
  action: z.nullable(action),
  arguments: json,
  response: json,
  sensitive: z
    .array(z.string())
    .check(z.meta({ description: "JSON Pointers to what no channel, event or webhook is told." })),
  policy,
  resumeState,
  version: z.int(),
});
export type ApprovalResponse = z.infer<typeof approvalResponse>;

/** An approval in a list: without what it asks in full. */
export const approvalSummary = z.object({ ...summaryFields, actionName: z.nullable(z.string()) });

export const approvalList = z.object({ approvals: z.array(approvalSummary), nextCursor: z.nullable(z.string()) });

const note = z.object({
  noteId: z.string(),
  message: z.string(),
  tags: z.array(z.string()),
  by: z.string(),
  at: instant,
});
export const noteResponse = note;

/** What the review page shows, and the nonce that a decision made on it must carry. */
export const reviewResponse = z.object({
  approval: approvalResponse,
  /** The newest ones of the execution, in order. */
  notes: z.array(note),
  earlierNotes: z.boolean(),
  reviewer: z.object({ id: z.string(), name: z.string() }),
  nonce: z.nullable(z.string()),
  meanings: z.record(z.string(), z.string()),
  now: instant,
});

/** Each reviewer's own link to one approval. */
export const linkList = z.object({ links: z.array(z.object({ reviewer: z.string(), url: z.url() })) });

export const viewedResponse = z.object({ viewed: z.literal(true) });

export const executionResponse = z.object({
  executionId: z.string(),
  agent: z.string(),
  status: z.enum(["running", "waiting", "succeeded", "failed"]),
  pendingApprovals: z.int(),
  createdAt: instant,
  updatedAt: instant,
});
export const executionDetail = z.object({
  ...executionResponse.shape,
  notes: z.array(note),
  notesCursor: z.nullable(z.string()),
});
export const executionList = z.object({ executions: z.array(executionResponse), nextCursor: z.nullable(z.string()) });
