import type {
  aws_apigateway as apigateway,
  aws_cognito as cognito,
  aws_dynamodb as dynamodb,
  aws_lambda as lambda,
  aws_stepfunctions as sfn,
} from "aws-cdk-lib";
import { aws_events as events, aws_iam as iam, Lazy, Names, Stack } from "aws-cdk-lib";
import { Construct, type IConstruct } from "constructs";
import { Alarms } from "./alarms.ts";
import { ApprovalApi } from "./approval-api.ts";
import { ApprovalTables } from "./approval-tables.ts";
import { ApprovalWait } from "./approval-wait.ts";
import { AuditStream } from "./audit-stream.ts";
import { channelResources } from "./channel-resources.ts";
import { Dashboard } from "./dashboard.ts";
import { acknowledgeExecutionsOf } from "./durable-executions.ts";
import { EventDeliveries } from "./event-deliveries.ts";
import { MacKeys } from "./mac-keys.ts";
import { People } from "./people.ts";
import { ReconcileRule } from "./reconcile-rule.ts";
import { agentRolesPath, reviewerRolesPath } from "./routes.ts";
import { SaysoFunctions } from "./sayso-functions.ts";
import type { SaysoProps } from "./sayso-props.ts";
import { SeparatedDuties } from "./separated-duties.ts";
import { SweepSchedule } from "./sweep-schedule.ts";
import { WorkQueue } from "./work-queue.ts";

function flag(value = false): "true" | "false" {
  return value ? "true" : "false";
}

/**
 * Human approvals for autonomous agents, in your own stack.
 *
 * ```ts
 * const sayso = new Sayso(this, "Sayso", { defaultReviewers: ["alice@example.com"] });
 * sayso.grantRequest(agentRole);
 * ```
 *
 * To put a web ACL before it, associate one with the API's stage:
 *
 * ```ts
 * new wafv2.CfnWebACLAssociation(this, "Firewall", {
 *   resourceArn: sayso.restApi.deploymentStage.stageArn,
 *   webAclArn: webAcl.attrArn,
 * });
 * ```
 */
export class Sayso extends Construct {
  /** Where people and agents reach the service, without a slash at the end. */
  readonly url: string;
  readonly restApi: apigateway.IRestApi;
  /** The API's own address, where roles sign their calls, whatever stands before it. No slash at the end. */
  readonly apiUrl: string;
  /** Bus on which every event is published; put your rules on it. */
  readonly bus: events.IEventBus;
  readonly approvals: dynamodb.ITable;
  readonly audit: dynamodb.ITable;
  /** Undefined where people sign in elsewhere. */
  readonly userPool: cognito.IUserPool | undefined;
  /** Undefined where people sign in elsewhere. */
  readonly userPoolClient: cognito.IUserPoolClient | undefined;

  readonly #api: ApprovalApi;
  readonly #resumeExecution: lambda.IFunction;
  readonly #duties = new SeparatedDuties(this);

  constructor(scope: Construct, id: string, props: SaysoProps = {}) {
    super(scope, id);
    const { approvals, audit } = new ApprovalTables(this, "Tables", props);
    const linkKeys = new MacKeys(this, "LinkKeys", {
      purpose: "Makes the tokens of review links",
      property: "linkKeyGeneration",
      generation: props.linkKeyGeneration,
    }).all;
    const signingKeys = new MacKeys(this, "SigningKeys", {
      purpose: "Makes the key that signs callbacks",
      property: "signingKeyGeneration",
      generation: props.signingKeyGeneration,
    }).all;
    const bus = new events.EventBus(this, "Bus", { description: "What happens to approvals" });
    const api = new ApprovalApi(this, "Api", props);
    const { issuer, pool } = new People(this, "People", { ...props, publicUrl: api.url });
    const functions = new SaysoFunctions(this, "Functions", props);

    const settings = {
      APPROVALS_TABLE: approvals.tableName,
      AUDIT_TABLE: audit.tableName,
      PUBLIC_URL: api.url,
      DEFAULT_REVIEWERS: props.defaultReviewers?.join(",") ?? "",
      ALLOW_SELF_APPROVAL: flag(props.allowSelfApproval),
      REQUIRE_INITIATED_BY: flag(props.requireInitiatedBy),
      ALLOWED_OUTGOING_HOSTS: props.allowedOutgoingHosts?.join(",") ?? "",
    };
    const people = {
      OIDC_ISSUER: issuer.issuer,
      OIDC_AUDIENCE: issuer.audience,
      OIDC_CLIENT_ID: issuer.clientId ?? issuer.audience,
      OIDC_JWKS_URL: issuer.jwksUrl,
      ROLES_CLAIM: issuer.rolesClaim ?? "groups",
    };
    const signIn = {
      OIDC_SCOPE: issuer.scope ?? "openid email profile",
      OIDC_AUTHORIZATION_ENDPOINT: issuer.authorizationEndpoint,
      OIDC_TOKEN_ENDPOINT: issuer.tokenEndpoint,
    };
    const links = { LINK_KEY_ID: linkKeys[0].keyId, PREVIOUS_LINK_KEY_ID: linkKeys[1]?.keyId };
    const signing = { SIGNING_KEY_ID: signingKeys[0].keyId, PREVIOUS_SIGNING_KEY_ID: signingKeys[1]?.keyId };
    const secrets = { CHANNEL_SECRETS: props.channelSecrets };
    const runTimers = functions.add("run-timers", settings);
    const { stateMachine } = new ApprovalWait(this, "Wait", { ...props, approvals, runTimers });
    const deployment = { DEPLOYMENT: Names.uniqueResourceName(this, { maxLength: 64 }) };
    const resumeExecution = functions.add("resume-execution", {
      ...settings,
      ...signing,
      ...deployment,
      EVENT_BUS: bus.eventBusName,
    });
    // One by one, so that an agent that hangs holds up no other; at once as many as Step Functions and Lambda bear.
    const resume = new WorkQueue(this, "Resume", { consumer: resumeExecution, batchSize: 1, maxConcurrency: 50 });
    const deliverWebhook = functions.add("deliver-webhook", {
      ...settings,
      ...links,
      ...signing,
      ...deployment,
      ...secrets,
      EMAIL_FROM: props.emailFrom,
      // The queue's consumer is this function itself.
      DELIVERY_QUEUE_URL: Lazy.string({ produce: () => outgoing.attempts.queue.queueUrl }),
    });
    const slackTasks = functions.add("slack-tasks", { ...settings, ...links, ...secrets });
    const slack = new WorkQueue(this, "Slack", { consumer: slackTasks });
    functions.add("slack-interactions", { ...settings, ...secrets, SLACK_QUEUE_URL: slack.queue.queueUrl });
    const outgoing: EventDeliveries = new EventDeliveries(this, "Deliveries", { bus, deliverWebhook });
    const deliveries = { DELIVERY_QUEUE_URL: outgoing.attempts.queue.queueUrl };
    const waits = { STATE_MACHINE_ARN: stateMachine.stateMachineArn, RESUME_QUEUE_URL: resume.queue.queueUrl };

    functions.add("agent-api", settings);
    functions.add("reviewer-api", { ...settings, ...people, ...signIn, ...links, ...signing, ...deliveries });
    functions.add("review-link", { ...settings, ...people, ...links });
    functions.add("query-api", { ...settings, ...people });
    functions.add("wait-approval", { ...settings, ...people });
    functions.add("pages", {});
    api.serve((name) => functions.get(name));

    const onAuditEntry = functions.add("on-audit-entry", {
      ...settings,
      ...waits,
      ...deployment,
      EVENT_BUS: bus.eventBusName,
    });
    const sweep = functions.add("sweep", { ...settings, ...waits, ...deployment, ...deliveries });
    const reconcile = functions.add("reconcile", { ...settings, ...waits });
    functions.grant({
      ...props,
      approvals,
      audit,
      linkKeys,
      signingKeys,
      bus,
      stateMachine,
      resumeQueue: resume.queue,
      deliveryQueue: outgoing.attempts.queue,
      slackQueue: slack.queue,
      ...channelResources(Stack.of(this), props),
      agentStateMachines: props.agentStateMachines ?? [],
      durableAgents: props.durableAgents ?? [],
    });

    const auditStream = new AuditStream(this, "AuditStream", { audit, onAuditEntry });
    new SweepSchedule(this, "SweepSchedule", { sweep });
    const broken = new ReconcileRule(this, "ReconcileRule", { stateMachine, reconcile });
    const watched = { deployment: deployment.DEPLOYMENT, stateMachine, onAuditEntry };
    const deadLetters = {
      AuditSetAside: auditStream.setAside,
      ResumeDeadLetters: resume.deadLetters,
      SlackDeadLetters: slack.deadLetters,
      ...outgoing.deadLetters,
      ReconcileSetAside: broken.setAside,
    };
    const alarms = new Alarms(this, "Alarms", {
      ...watched,
      rewrites: auditStream.rewrites,
      deadLetters,
      ...(props.alarmTopic && { topic: props.alarmTopic }),
    });
    if (props.dashboard ?? true) {
      new Dashboard(this, "Dashboard", {
        ...watched,
        restApi: api.restApi,
        functions: functions.all,
        alarms: alarms.all,
        queues: {
          Resume: resume.queue,
          Slack: slack.queue,
          Events: outgoing.events.queue,
          Deliveries: outgoing.attempts.queue,
          ...deadLetters,
        },
      });
    }

    this.url = api.url;
    this.restApi = api.restApi;
    this.apiUrl = api.ownUrl;
    this.bus = bus;
    this.approvals = approvals;
    this.audit = audit;
    this.userPool = pool?.userPool;
    this.userPoolClient = pool?.client;
    this.#api = api;
    this.#resumeExecution = resumeExecution;
  }

  /**
   * Lets an agent's role ask for approval and read its own requests, by signing its calls to `/iam/v1/…` (SigV4).
   *
   * @throws Error for a principal that may decide
   */
  grantRequest(grantee: iam.IGrantable): iam.Grant {
    this.#duties.assign("request", grantee);
    return this.#api.grantInvoke(grantee, agentRolesPath);
  }

  /**
   * Lets a role decide as a reviewer, by signing its calls to `/iam-review/v1/…` (SigV4). People need no such grant: they
   * sign in or follow a review link.
   *
   * @throws Error for a principal that may request
   */
  grantDecide(grantee: iam.IGrantable): iam.Grant {
    this.#duties.assign("decide", grantee);
    return this.#api.grantInvoke(grantee, reviewerRolesPath);
  }

  /**
   * Lets the service resume a state machine of yours that waits for decisions with a task token, as `agentStateMachines`
   * does, for one that is made after the service, in another stack even. `PausableAgent` does it by itself.
   */
  addAgentStateMachine(agent: sfn.IStateMachine): void {
    this.letResume(agent, "states:SendTaskSuccess", agent.stateMachineArn);
  }

  /**
   * Lets the service resume a Lambda durable function that waits for decisions, as `durableAgents` does, for one that is
   * made after the service, in another stack even. `DurableAgent` does it by itself.
   */
  addDurableAgent(agent: lambda.IFunction): void {
    const action = "lambda:SendDurableExecutionCallbackSuccess";
    acknowledgeExecutionsOf(agent, this.letResume(agent, action, `${agent.functionArn}:*`));
  }

  /**
   * The permission stands in the agent's stack: the agent knows the service's address, so the service's stack cannot
   * depend on the agent's.
   */
  private letResume(agent: IConstruct, action: string, resource: string): iam.Policy {
    const { role } = this.#resumeExecution;
    if (!role) throw new Error(`${this.#resumeExecution.node.path} has no role`);
    return new iam.Policy(agent, `ResumedBy${Names.uniqueResourceName(this, { maxLength: 64 })}`, {
      roles: [role],
      statements: [new iam.PolicyStatement({ actions: [action], resources: [resource] })],
    });
  }
}
