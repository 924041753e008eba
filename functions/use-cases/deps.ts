import type { ResumeTarget } from "../core/approval.ts";
import type { ApiKeyStore } from "../ports/api-key-store.ts";
import type { ApprovalStore } from "../ports/approval-store.ts";
import type { AuditStore } from "../ports/audit-store.ts";
import type { DeliveryQueue, DeliverySenders } from "../ports/delivery-sender.ts";
import type { DeliveryStore } from "../ports/delivery-store.ts";
import type { AgentResumer, EventPublisher, OutgoingGuard, ResumeQueue, Waits } from "../ports/effects.ts";
import type { Clock, Crypto, LinkSigner, Log, MessageSigner } from "../ports/environment.ts";
import type { ExecutionStore } from "../ports/execution-store.ts";
import type { MessageReceipts } from "../ports/message-receipts.ts";
import type { ResumeClaims } from "../ports/resume-claims.ts";
import type { ReviewerDirectory } from "../ports/reviewer-directory.ts";
import type { LinkSignIn, SignIn } from "../ports/sign-in.ts";
import type { SlackApp, SlackQueue } from "../ports/slack-app.ts";
import type { StatsStore } from "../ports/stats-store.ts";
import type { WebhookStore } from "../ports/webhook-store.ts";

/** What a deployment is set up with. */
export interface Settings {
  /** Where people reach this deployment, without a trailing slash. The only source of every link. */
  readonly publicUrl: string;
  /** Who reviews what names no reviewers. */
  readonly defaultReviewers: readonly string[];
  /** Whether a request's policy may let the person who caused it decide it. */
  readonly allowSelfApproval: boolean;
  /** Whether every request must say which person caused it. */
  readonly requireInitiatedBy: boolean;
  /** Ways of resuming an agent that this deployment can serve. */
  readonly resumeKinds: readonly ResumeTarget["kind"][];
  /** How soon a timer must look at an approval whose wait has not reported itself yet; null where none can be lost. */
  readonly startGraceMs: number | null;
  /** How soon a decision that has not reached its agent is tried again. */
  readonly resumeGraceMs: number;
  /** How long one attempt to tell an agent may take: nobody else tries meanwhile. */
  readonly resumeLeaseMs: number;
  /** How soon a delivery that was queued is looked at again, in case it was lost there. */
  readonly deliveryGraceMs: number;
  /** How long one attempt at a delivery may take: nobody else tries meanwhile. */
  readonly deliveryLeaseMs: number;
  /** How long the queue of deliveries can keep one; the timers queue what must wait longer. */
  readonly longestQueueDelayMs: number;
}

/** Everything that use cases need of the world. Each takes the part it names. */
export interface Deps {
  readonly approvals: ApprovalStore;
  readonly audit: AuditStore;
  readonly executions: ExecutionStore;
  readonly apiKeys: ApiKeyStore;
  readonly stats: StatsStore;
  readonly waits: Waits;
  readonly resumeQueue: ResumeQueue;
  readonly resumeClaims: ResumeClaims;
  readonly reviewers: ReviewerDirectory;
  readonly receipts: MessageReceipts;
  readonly resumers: Readonly<Partial<Record<ResumeTarget["kind"], AgentResumer>>>;
  readonly publisher: EventPublisher;
  readonly webhooks: WebhookStore;
  readonly deliveries: DeliveryStore;
  readonly deliveryQueue: DeliveryQueue;
  readonly senders: DeliverySenders;
  readonly links: LinkSigner;
  readonly signer: MessageSigner;
  readonly outgoing: OutgoingGuard;
  /** Null where people sign in otherwise than on an issuer's page. */
  readonly signIn: SignIn | null;
  /** Null where the deployment has no Slack app. */
  readonly slack: SlackApp | null;
  readonly slackQueue: SlackQueue;
  /** Null where people sign in on an issuer's page. */
  readonly linkSignIn: LinkSignIn | null;
  readonly clock: Clock;
  readonly crypto: Crypto;
  readonly log: Log;
  readonly settings: Settings;
}
