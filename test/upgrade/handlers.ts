import { mock } from "node:test";
import { stoppedAt } from "./under-way.ts";

/** What the handlers' functions are called with here: as much of AWS' events as they look at. */
type Handle = (event: object, context: object) => Promise<unknown>;

/**
 * The handlers as they are deployed, in this process, over DynamoDB Local and a stand-in for the rest of AWS. They read
 * their environment, and the clock, when they are loaded.
 */
export async function loadHandlers(dynamodb: string, others: string) {
  Object.assign(process.env, {
    ...{ AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
    ...{ AWS_ENDPOINT_URL: others, AWS_ENDPOINT_URL_DYNAMODB: dynamodb },
    ...{ APPROVALS_TABLE: "approvals", AUDIT_TABLE: "audit", DEPLOYMENT: "Sayso", EVENT_BUS: "bus" },
    ...{ PUBLIC_URL: "https://sayso.example", DEFAULT_REVIEWERS: "admin", ALLOWED_OUTGOING_HOSTS: "127.0.0.1" },
    ...{ ALLOW_SELF_APPROVAL: "true", REQUIRE_INITIATED_BY: "false", CHANNEL_SECRETS: "secrets" },
    ...{ LINK_KEY_ID: "link-key", SIGNING_KEY_ID: "signing-key" },
    STATE_MACHINE_ARN: "arn:aws:states:us-east-1:123456789012:stateMachine:Wait",
    RESUME_QUEUE_URL: `${others}/123456789012/resumes`,
    DELIVERY_QUEUE_URL: `${others}/123456789012/deliveries`,
  });
  mock.timers.enable({ apis: ["Date"], now: stoppedAt + 600_000 });
  const load = async (name: string) => {
    const { handler } = await import(`../../functions/handlers/${name}.ts`);
    return (event: object) => (handler as Handle)(event, {});
  };
  return {
    runTimers: await load("run-timers"),
    reconcile: await load("reconcile"),
    onAuditEntry: await load("on-audit-entry"),
    resumeExecution: await load("resume-execution"),
    deliverWebhook: await load("deliver-webhook"),
    slackTasks: await load("slack-tasks"),
  };
}

export type Handlers = Awaited<ReturnType<typeof loadHandlers>>;

/** A batch of one, as SQS brings it. */
export const fromQueue = (body: object) => ({ Records: [{ messageId: "message", body: JSON.stringify(body) }] });
