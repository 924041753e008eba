import * as z from "zod/mini";
import { reviewerDecisions, statuses } from "../core/approval.ts";
import { expiresInHours, url } from "./approval-request.ts";
import { approvalResponse } from "./approval-response.ts";
import { noteRequest } from "./execution-request.ts";
import { approvalRequestId, instant, json } from "./identifiers.ts";
import { problemCodes } from "./problem.ts";

/** What clients that are not ours add of their own is passed over: their next version must not be refused for it. */
const body = z.object;

const text = z.optional(z.nullable(z.string().check(z.maxLength(10_000))));

/** Their Go and TypeScript clients send an empty text for what is not given. */
const urlOrNone = z.optional(z.union([z.literal(""), url], { error: "must be an absolute http or https URL" }));

export const agentfieldRequest = body({
  approval_request_id: approvalRequestId,
  approval_request_url: urlOrNone,
  callback_url: urlOrNone,
  expires_in_hours: expiresInHours,
});

export const agentfieldRequested = z.object({
  approval_request_id: z.string(),
  approval_request_url: z.url(),
  status: z.enum(statuses),
});

/** What became of an approval; `decision` and `feedback` also where their client keeps nothing else. */
const response = z.object({
  decision: z.string(),
  feedback: z.string(),
  reviewer: approvalResponse.shape.reviewer,
  response: json,
  decided_at: instant,
});

export const agentfieldStatus = z.object({
  status: z.enum(statuses),
  response: z.nullable(response),
  request_url: z.url(),
  requested_at: instant,
  responded_at: z.nullable(instant),
});

export const agentfieldNote = body({
  message: noteRequest.shape.message,
  tags: z.optional(z.nullable(z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(20)))),
});
export const agentfieldNoted = z.object({ success: z.literal(true), note_id: z.string() });

export const agentfieldExecutionStatus = body({ status: z.string() });
export const agentfieldExecution = z.object({ execution_id: z.string(), status: z.string() });

export const agentfieldNode = body({ id: z.optional(z.string()) });
export const agentfieldRegistered = z.object({ status: z.literal("registered"), message: z.string() });

const decision = z.enum(reviewerDecisions, { error: `must be one of ${reviewerDecisions.join(", ")}` });

/** Body of `POST /api/v1/webhooks/approval-response`. */
export const agentfieldApprovalResponse = body({ requestId: approvalRequestId, decision, feedback: text });

/** Body of `POST /api/v1/executions/{executionId}/approval-response`. */
export const agentfieldDecision = body({
  decision,
  feedback: text,
  reason: text,
  approval_request_id: z.optional(approvalRequestId),
});

export const agentfieldDecided = z.object({
  status: z.literal("processed"),
  approval_request_id: z.string(),
  execution_id: z.nullable(z.string()),
  decision: z.string(),
  new_status: z.literal("running"),
});

/** Every error below `/api`, in the form that their clients read. */
export const agentfieldError = z.object({
  error: z.enum(problemCodes),
  message: z.string(),
  errors: z.optional(z.array(z.object({ field: z.string(), detail: z.string() }))),
  approval: z.optional(approvalResponse),
});
