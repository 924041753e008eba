import type { FunctionName } from "../functions/schemas/environment.ts";

/** Something that a function may be allowed to do. */
export type Capability =
  | "read approvals"
  | "write approvals"
  | "read audit"
  | "append audit"
  | "record for the deployment"
  | "sign links"
  | "sign messages"
  | "start waits"
  | "wake waits"
  | "queue resumes"
  | "publish events"
  | "resume agents"
  | "queue deliveries"
  | "know webhooks"
  | "read channel secrets"
  | "send e-mail"
  | "queue Slack tasks";

const change = ["read approvals", "write approvals", "append audit"] as const;

/** Everything that each function may do; whatever is not here, it may not. */
export const functionGrants = {
  "agent-api": [...change],
  "reviewer-api": [...change, "wake waits", "sign links", "sign messages", "queue deliveries", "know webhooks"],
  "review-link": [...change, "wake waits", "sign links"],
  "query-api": ["read approvals", "read audit", "append audit", "record for the deployment"],
  "wait-approval": [...change],
  pages: [],
  "on-audit-entry": [...change, "start waits", "wake waits", "queue resumes", "publish events"],
  "run-timers": [...change],
  "resume-execution": [...change, "resume agents", "sign messages", "publish events"],
  "deliver-webhook": [
    ...change,
    "sign messages",
    "queue deliveries",
    "know webhooks",
    "sign links",
    "read channel secrets",
    "send e-mail",
  ],
  "slack-interactions": ["append audit", "record for the deployment", "read channel secrets", "queue Slack tasks"],
  "slack-tasks": [...change, "wake waits", "sign links", "read channel secrets"],
  sweep: [...change, "start waits", "wake waits", "queue resumes", "queue deliveries"],
  reconcile: [...change, "start waits", "wake waits", "queue resumes"],
} as const satisfies Readonly<Record<FunctionName, readonly Capability[]>>;
