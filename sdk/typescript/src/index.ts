export { Agent, type AgentOptions, type NoteOptions } from "./agent.ts";
export { AgentFieldClient } from "./agent-field-client.ts";
export type { Approval, ApprovalAction, ApprovalStatus, Decision, Reviewer } from "./approval.ts";
export { type ApprovalEvent, type ApprovalEventType, parseEvent } from "./approval-event.ts";
export type { ApprovalPage, ApprovalQuery, ApprovalSummary } from "./approval-list.ts";
export type { ApprovalPolicy, ApprovalRequest, ResumeTarget } from "./approval-request.ts";
export { ApprovalResult } from "./approval-result.ts";
export type { AgentModel, ModelQuestion } from "./ask-model.ts";
export type { CallOptions } from "./call-options.ts";
export { canonicalJson, digest } from "./canonical-json.ts";
export type { ExecutionStatus, ExecutionUpdate, Note } from "./execution-update.ts";
export type { AwsCredentials, IamAuth } from "./iam-signer.ts";
export { parseApprovalResult } from "./read-result.ts";
export type { Reasoner } from "./reasoner.ts";
export type { Reassignment } from "./reassignment.ts";
export type { ReviewerAnswer } from "./reviewer-answer.ts";
export { type PauseRequest, SaysoClient, type SaysoClientOptions } from "./sayso-client.ts";
export {
  type FieldProblem,
  SaysoError,
  type SaysoErrorCode,
  type SaysoErrorDetails,
  type ServerErrorCode,
  serverErrorCodes,
  type WebhookErrorCode,
} from "./sayso-error.ts";
export { verifyCallback, verifyEvent, verifyWebhook, type WebhookMessage } from "./verify-webhook.ts";
export type { PendingWaitOptions, WaitOptions } from "./wait-options.ts";
export { WaitTimeout } from "./wait-timeout.ts";
