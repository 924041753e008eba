import { hmacLinkSigner } from "../../functions/adapters/node/hmac-link-signer.ts";
import { createApiKey } from "../../functions/use-cases/api-keys.ts";
import { applyCommand } from "../../functions/use-cases/apply-command.ts";
import { countEntries } from "../../functions/use-cases/count-entries.ts";
import { dispatchEntry } from "../../functions/use-cases/dispatch-entry.ts";
import { requestApproval } from "../../functions/use-cases/request-approval.ts";
import { putReviewer, removeReviewer } from "../../functions/use-cases/reviewers.ts";
import { runTimers } from "../../functions/use-cases/run-timers.ts";
import { createWebhook, rotateSecret } from "../../functions/use-cases/webhook-endpoints.ts";
import { trail } from "../ports/audit-trail.ts";
import { chainOf, hour, minute, t0 } from "../use-cases/given-deps.ts";
import { type Deployment, givenDeployment, type Stores } from "./deployment.ts";
import { ada, agent, holderOf, rita, sam } from "./people.ts";

export const linkKey = "the link key of the fixture";

/** When the fixture's deployment was stopped. */
export const stoppedAt = t0 + 2 * hour;

/** What people and agents hold, outside the stores. */
export interface HandedOut {
  readonly agentKey: string;
  /** Tokens of review links, by approval and reviewer. */
  readonly links: Readonly<Record<string, string>>;
  /** A link that a handing-over has killed. */
  readonly deadLink: string;
  /** The endpoint's secret, and the one before it that still signs. */
  readonly secrets: readonly string[];
}

export interface Place {
  readonly stores: Stores;
  /** What the wait's state machine does when it begins to wait, where there is one. */
  readonly leaveToken?: (approvalRequestId: string, token: string) => Promise<void>;
}

/** What is asked for: one approval for each way of resuming an agent, and some for what else can be under way. */
const resumeOf = {
  "claim-poll": { kind: "poll" },
  "claim-token": { kind: "task-token", taskToken: "token-of-the-agent" },
  "claim-callback": { kind: "callback", url: "https://agent.example.com/resume" },
  "claim-durable": { kind: "durable", callbackId: "callback-of-the-agent" },
  "claim-event": { kind: "event", detail: { claim: 42 } },
  "claim-agentfield": { kind: "callback", format: "agentfield", url: "https://agent.example.com/webhooks/approval" },
  "claim-handed": { kind: "poll" },
  "claim-due": { kind: "poll" },
  "claim-untold": { kind: "task-token", taskToken: "token-of-the-untold" },
  "claim-lost": { kind: "task-token", taskToken: "token-of-the-lost" },
  "claim-done": { kind: "task-token", taskToken: "token-of-the-done" },
  "claim-changes": { kind: "poll" },
  "claim-expired": { kind: "poll" },
  "claim-cancelled": { kind: "poll" },
  "claim-failed": { kind: "poll" },
} as const;
type Id = keyof typeof resumeOf;
const ids = Object.keys(resumeOf) as Id[];

/** What the agent asks; the same again is the same approval. */
export function askedFor(id: Id) {
  return {
    approvalRequestId: id,
    title: `Pay ${id}`,
    context: { summary: "Lost suitcase", iban: "DE02" },
    action: { name: "pay_claim", arguments: { amount: 120.5, currency: "EUR" } },
    sensitive: ["/context/iban"],
    executionId: `run-${id}`,
    reviewers: ["rita", "sam"],
    metadata: { branch: "Berlin", priority: 2, urgent: true },
    expiresInHours: id === "claim-due" ? 3 : id === "claim-expired" ? 0.5 : 72,
    policy: id === "claim-poll" ? { remindAfterHours: 3, escalateAfterHours: 4, escalateTo: ["boss"] } : {},
  };
}

/**
 * Brings a deployment's stores to the moment at which it is stopped: something of everything is under way. What is added
 * here is in later forms alone: tests that count must then tell the forms apart.
 */
export async function makeUnderWay({ stores, leaveToken }: Place): Promise<HandedOut> {
  let agentsAnswer: "not_yet" | "gone" | "resumed" = "resumed";
  let receivers: 200 | 410 | 503 = 200;
  const own = await givenDeployment(stores, {
    name: "old",
    links: hmacLinkSigner(linkKey),
    tell: () =>
      agentsAnswer === "resumed" ? { outcome: "resumed" } : { outcome: agentsAnswer, reason: "TaskTimedOut" },
    post: async ({ url }) => {
      const responseStatus = url.includes("gone") ? 410 : receivers;
      if (responseStatus === 200) return { outcome: "delivered", responseStatus };
      return {
        outcome: responseStatus === 410 ? "gone" : "retry",
        reason: `it answered ${responseStatus}`,
        responseStatus,
      };
    },
  });
  const { deps, time } = own;
  const key = await createApiKey(deps, { agent: "claim-processor", description: "of the claims" }, ada);
  if (!key.ok) throw new Error(key.code);
  const secrets = await addWebhooks(own);
  await addReviewers(own);
  await own.call("PUT", "/v1/executions/run-claim-poll", { as: agent, body: { status: "running" } });
  for (const [n, message] of ["Read the claim.", "Checked the receipts."].entries())
    await own.call("POST", "/v1/executions/run-claim-poll/notes", {
      ...{ as: agent, body: { message, tags: ["claims"] }, headers: { "idempotency-key": `note-${n}` } },
    });
  await askAll(own, leaveToken);
  await see(own, ids);

  time.now = t0 + hour;
  const decide = (id: Id, decision: string, as = rita.headers) =>
    own.call("POST", `/v1/approvals/${id}/decision`, { as, body: { decision, feedback: "Receipts match." } });
  receivers = 503;
  await decide("claim-done", "approved");
  await decide("claim-done", "rejected", sam.headers);
  await see(own, ["claim-done"]);
  agentsAnswer = "gone";
  await decide("claim-lost", "rejected");
  await see(own, ["claim-lost"]);
  agentsAnswer = "not_yet";
  await decide("claim-untold", "approved");
  await decide("claim-changes", "request_changes");
  await own.call("POST", "/v1/approvals/claim-cancelled/cancel", { as: agent, body: { feedback: "Withdrawn." } });
  await applyCommand(deps, "claim-failed", { type: "fail", feedback: "The wait could not be kept." });
  await runTimers(deps, "claim-expired");
  await see(own, ["claim-untold", "claim-cancelled", "claim-failed", "claim-expired"]);
  const deadLink = await own.linkToken("claim-handed", "rita");
  await own.call("POST", "/v1/approvals/claim-handed/reassign", { as: rita.headers, body: { reviewers: ["sam"] } });
  await own.call("POST", "/v1/review/claim-poll/viewed", { as: await holderOf(own, "claim-poll", "rita") });
  await see(own, ["claim-handed"]);
  time.now = stoppedAt;
  // The reviewer's request for changes is committed, and nothing has followed from it yet.
  const entries = (await trail(deps.audit)).map(({ entry }) => entry);
  await countEntries(
    deps,
    entries.filter(({ approvalRequestId }) => approvalRequestId !== "claim-changes"),
  );

  const links: Record<string, string> = {};
  for (const id of ids)
    for (const reviewer of id === "claim-handed" ? ["sam"] : ["rita", "sam"])
      links[`${id} ${reviewer}`] = await own.linkToken(id, reviewer);
  return { agentKey: key.key, links, deadLink, secrets };
}

async function askAll(own: Deployment, leaveToken: Place["leaveToken"]): Promise<void> {
  const requestedBy = { id: "agent:claim-processor", via: "api_key", credential: "claims01" } as const;
  for (const id of ids) {
    const resume = resumeOf[id];
    if (id === "claim-poll") {
      const headers = { "idempotency-key": "asked-once" };
      await own.call("POST", "/v1/approvals", { as: agent, headers, body: { ...askedFor(id), resume } });
    } else
      await requestApproval(own.deps, { request: { ...askedFor(id), resume }, requestedBy, agent: "claim-processor" });
    await leaveToken?.(id, `wait-token-of-${id}`);
  }
  const again = { ...askedFor("claim-token"), executionId: "run-again", resume: { kind: "poll" } };
  await own.call("POST", "/v1/approvals", { as: agent, body: again });
}

/** What the stream does, and the queues behind it, for some approvals. */
async function see(own: Deployment, approvals: readonly Id[]): Promise<void> {
  for (const id of approvals) for (const entry of await chainOf(own.deps, id)) await dispatchEntry(own.deps, entry);
  await own.deliver();
}

async function addWebhooks({ deps, time }: Deployment): Promise<readonly string[]> {
  const about = { eventTypes: null, description: "Claims", signatures: ["v1"] as const, enabled: true };
  const made = await createWebhook(deps, { ...about, url: "https://hooks.example.com/all" }, undefined, ada, null);
  if (!made.ok) throw new Error(made.code);
  const url = "https://hooks.example.com/decided";
  const both = { ...about, eventTypes: ["approval.decided"], signatures: ["v1", "v1a"] as const, url };
  await createWebhook(deps, both, undefined, ada, "made-once");
  await createWebhook(deps, { ...about, url: "https://hooks.example.com/gone" }, undefined, ada, null);
  time.now += minute;
  const changed = await rotateSecret(deps, made.endpoint.endpointId, undefined, ada, "rotated-once");
  if (!changed.ok) throw new Error(changed.code);
  return [changed.secret, made.secret];
}

async function addReviewers({ deps }: Deployment): Promise<void> {
  const entry = { ...rita.entry, channels: ["email", "pagerduty"] as const };
  await putReviewer(deps, entry, ada);
  await putReviewer(deps, { ...entry, id: "tom", name: "Tom Tran" }, ada);
  await removeReviewer(deps, "tom", ada);
  const message = { approvalRequestId: "claim-done", reviewer: "rita", channel: "slack", sequence: 1 } as const;
  await deps.receipts.keep(message, '{"channel":"D1","ts":"1767261600.000100"}');
}
