import type { aws_kms as kms, aws_logs as logs } from "aws-cdk-lib";
import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import type { ReviewerEntry } from "../functions/core/reviewer-entry.ts";
import { configuredEntries } from "../functions/schemas/configured-reviewers.ts";
import type { FunctionName, Variables } from "../functions/schemas/environment.ts";
import { type CapabilityResources, grantCapabilities } from "./capabilities.ts";
import { functionGrants } from "./function-grants.ts";
import type { ReviewerProps } from "./reviewer-props.ts";
import { SaysoFunction } from "./sayso-function.ts";

export interface SaysoFunctionsProps {
  /** @default - `dist/functions` of this package */
  readonly bundles?: string;
  /** Laid beside the code of those that tell reviewers or look them up, checked. @default - none */
  readonly reviewers?: readonly ReviewerProps[];
  /** Instances reserved for the long poll. 0 reserves none. @default 25 */
  readonly longPollConcurrency?: number;
  /** @default - three months */
  readonly logRetention?: logs.RetentionDays;
  /** @default - a key of CloudWatch's own */
  readonly logEncryptionKey?: kms.IKey;
  /** @default false */
  readonly tracing?: boolean;
}

interface Shape {
  readonly id: string;
  readonly description: string;
  /** Seconds. */
  readonly timeout: number;
  /** What becomes of an invocation that fails. @default - whoever called is told */
  readonly whenItFails?: string;
  /** MB. @default 512 */
  readonly memorySize?: number;
}

const callerIsTold = "It is called synchronously: a failure is answered with 503, and whoever called asks again.";

/** The gateway gives up after 29 seconds; a function that answers requests must be done before. */
const shapes: Readonly<Record<FunctionName, Shape>> = {
  "agent-api": { id: "AgentApi", description: "Agents ask for approval, cancel, report executions", timeout: 15 },
  "reviewer-api": { id: "ReviewerApi", description: "Signed-in people decide and administer", timeout: 15 },
  "review-link": { id: "ReviewLink", description: "Holders of a review link see and decide", timeout: 15 },
  "query-api": {
    id: "QueryApi",
    description: "Lists approvals and executions, exports the audit trail, tells statistics",
    timeout: 28,
    memorySize: 1024,
  },
  "wait-approval": {
    id: "WaitApproval",
    description: "Answers for one approval, at once or when it ends",
    timeout: 28,
    memorySize: 256,
  },
  pages: { id: "Pages", description: "The dashboard's pages and the API's description", timeout: 5 },
  "on-audit-entry": {
    id: "OnAuditEntry",
    description: "Starts, wakes and tells whatever a committed audit entry entails",
    timeout: 60,
    whenItFails: "The stream's event source mapping sets aside what keeps failing, in a queue that an alarm watches.",
  },
  "run-timers": {
    id: "RunTimers",
    description: "Expires an approval whose time is up",
    timeout: 30,
    whenItFails: "The state machine calls it, tries again, and fails in the end, which the reconciler is told.",
  },
  "resume-execution": {
    id: "ResumeExecution",
    description: "Brings decisions to the agents",
    timeout: 30,
    whenItFails: "The queue that it works through keeps what keeps failing in its own dead-letter queue.",
  },
  "deliver-webhook": {
    id: "DeliverWebhook",
    description: "Brings events to webhooks",
    timeout: 30,
    whenItFails: "The queues that it works through keep what keeps failing in their own dead-letter queues.",
  },
  "slack-interactions": {
    id: "SlackInteractions",
    description: "Answers what people do in Slack, and queues it",
    timeout: 10,
    // Slack waits three seconds, a cold start among them.
    memorySize: 1024,
  },
  "slack-tasks": {
    id: "SlackTasks",
    description: "Does what people asked for in Slack",
    timeout: 30,
    whenItFails: "The queue that it works through keeps what keeps failing in its own dead-letter queue.",
  },
  sweep: {
    id: "Sweep",
    description: "Does whatever is overdue",
    timeout: 55,
    whenItFails: "The next run, a minute later, does the same work; an alarm is raised when none succeeds.",
  },
  reconcile: {
    id: "Reconcile",
    description: "Starts again the waits that broke",
    timeout: 30,
    whenItFails: "Its failure destination keeps the event, in a queue that an alarm watches.",
  },
};

const knowReviewers: readonly FunctionName[] = ["reviewer-api", "query-api", "deliver-webhook", "slack-tasks"];

/** The service's functions, each with what it reads, what it may do and no more. */
export class SaysoFunctions extends Construct {
  readonly #props: SaysoFunctionsProps;
  readonly #reviewers: readonly ReviewerEntry[];
  readonly #created = new Map<FunctionName, SaysoFunction>();

  constructor(scope: Construct, id: string, props: SaysoFunctionsProps) {
    super(scope, id);
    this.#props = props;
    this.#reviewers = configuredEntries(props.reviewers ?? []);
  }

  add<Name extends FunctionName>(name: Name, environment: Variables<Name>): SaysoFunction {
    const { id, timeout, whenItFails = callerIsTold, ...shape } = shapes[name];
    const { longPollConcurrency = 25, reviewers: _, ...shared } = this.#props;
    const entries = this.#reviewers;
    const fn = new SaysoFunction(this, id, {
      ...shared,
      ...shape,
      functionName: name,
      ...(entries.length > 0 &&
        knowReviewers.includes(name) && { besideCode: { "reviewers.json": JSON.stringify(entries) } }),
      whenItFails,
      environment,
      timeout: Duration.seconds(timeout),
      ...(name === "wait-approval" && longPollConcurrency > 0 && { reservedConcurrentExecutions: longPollConcurrency }),
    });
    this.#created.set(name, fn);
    return fn;
  }

  get(name: FunctionName): SaysoFunction {
    const fn = this.#created.get(name);
    if (!fn) throw new Error(`The function ${name} was not added`);
    return fn;
  }

  get all(): readonly SaysoFunction[] {
    return [...this.#created.values()];
  }

  /** Gives every function its capabilities, once everything that they are about exists. */
  grant(on: CapabilityResources): void {
    for (const [name, fn] of this.#created) grantCapabilities(fn, functionGrants[name], on);
  }
}
