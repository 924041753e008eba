import type { aws_kms as kms, aws_logs as logs, aws_sns as sns } from "aws-cdk-lib";
import type { ExistingTables } from "./existing-tables.ts";
import type { OidcIssuer } from "./oidc-issuer.ts";
import type { ReviewerProps } from "./reviewer-props.ts";

export interface SaysoProps {
  /**
   * Address under which people and agents reach the service: set it when a domain name of yours stands before the API.
   * @default - the API's own address
   */
  readonly publicUrl?: string;
  /**
   * Ids of the reviewers of requests that name none.
   * @default - none: every request must name its reviewers
   */
  readonly defaultReviewers?: readonly string[];
  /**
   * Let a request's policy (`allowSelfApproval`) decide whether the person who caused it may decide it. Otherwise a request
   * that asks for it is refused.
   * @default false
   */
  readonly allowSelfApproval?: boolean;
  /**
   * Refuse requests that do not say which person caused them (`initiatedBy`).
   * @default false
   */
  readonly requireInitiatedBy?: boolean;
  /**
   * The OpenID Connect issuer that signs your people in.
   * @default - a Cognito user pool, created with the groups `reviewer`, `auditor` and `admin`
   */
  readonly oidc?: OidcIssuer;
  /**
   * ARNs of your own state machines that wait for decisions with a task token. Only these can be resumed so.
   * @default - none
   */
  readonly agentStateMachines?: readonly string[];
  /**
   * ARNs, unqualified, of your Lambda durable functions that wait for decisions with a callback. Only these can be resumed
   * so.
   * @default - none
   */
  readonly durableAgents?: readonly string[];
  /**
   * Hosts that callbacks and webhooks may reach although they are not public or not `https`, such as a receiver in your network.
   * @default - none
   */
  readonly allowedOutgoingHosts?: readonly string[];
  /**
   * Entries of the directory of reviewers: who they are and how they are told. Others can be written through the API;
   * these only here.
   * @default - none
   */
  readonly reviewers?: readonly ReviewerProps[];
  /**
   * Name of an SSM parameter (SecureString) in this account and region with the secrets of Slack, PagerDuty and Teams, as
   * JSON: see `docs/notifications.md`.
   * @default - none: reviewers can be told by e-mail alone
   */
  readonly channelSecrets?: string;
  /**
   * Address that e-mail to reviewers comes from. SES must have verified it, or its domain, in this region.
   * @default - none: nobody is told by e-mail
   */
  readonly emailFrom?: string;
  /**
   * Tables to go on with instead of new ones: restored, or left by a stack that is gone. They need what new ones get: see
   * "Restoring the tables" in `docs/operations.md`. Tables that the stack had before stay, outside it.
   * @default - new tables
   */
  readonly existingTables?: ExistingTables;
  /**
   * Key that encrypts the tables.
   * @default - keys that AWS manages
   */
  readonly encryptionKey?: kms.IKey;
  /**
   * Raise by one to make review links with a new key. Links of the key before it keep working until it is raised again.
   * @default 1
   */
  readonly linkKeyGeneration?: number;
  /**
   * Raise by one to sign callbacks with a new key. The key before it stays listed at `/v1/keys` until it is raised again.
   * @default 1
   */
  readonly signingKeyGeneration?: number;
  /**
   * Topic that every alarm is sent to.
   * @default - none: the alarms only show in CloudWatch
   */
  readonly alarmTopic?: sns.ITopic;
  /**
   * A dashboard in CloudWatch. An account's first three are free, each further one costs $3 a month.
   * @default true
   */
  readonly dashboard?: boolean;
  /**
   * Function instances reserved for agents that hold a request open until the decision (`?wait=`). They keep long polls
   * from using up the account's concurrency, and they need a quota of this many above Lambda's minimum: in a new account,
   * whose quota is 10, set 0, which reserves none.
   * @default 25
   */
  readonly longPollConcurrency?: number;
  /**
   * Requests a second that the API admits, over all callers.
   * @default 100
   */
  readonly requestsPerSecond?: number;
  /**
   * Requests that the API admits at once above that rate.
   * @default 200
   */
  readonly requestBurst?: number;
  /**
   * How long the functions', the API's and the state machine's logs are kept. The audit trail is kept for ever.
   * @default logs.RetentionDays.THREE_MONTHS
   */
  readonly logRetention?: logs.RetentionDays;
  /**
   * Key that encrypts those logs. CloudWatch is admitted to a key that is created in the same app; an imported one must
   * admit it.
   * @default - a key of CloudWatch's own
   */
  readonly logEncryptionKey?: kms.IKey;
  /**
   * Trace requests with X-Ray.
   * @default false
   */
  readonly tracing?: boolean;
  /**
   * Set the role with which API Gateway writes logs, one per account and region. Turn it off where the account has one.
   * @default true
   */
  readonly accountLogRole?: boolean;
  /**
   * Directory of the bundled functions.
   * @default - `dist/functions` of this package
   */
  readonly bundles?: string;
}
