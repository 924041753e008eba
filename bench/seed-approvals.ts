import { join } from "node:path";
import { hmacLinkSigner } from "../functions/adapters/node/hmac-link-signer.ts";
import { nodeCrypto } from "../functions/adapters/node/node-crypto.ts";
import { openSqliteStores } from "../functions/adapters/sqlite/sqlite-stores.ts";
import { absent } from "../functions/composition/absent.ts";
import { countEntries } from "../functions/use-cases/count-entries.ts";
import type { Deps } from "../functions/use-cases/deps.ts";
import { requestApproval } from "../functions/use-cases/request-approval.ts";
import { submitDecision } from "../functions/use-cases/submit-decision.ts";
import { apiKey } from "./credentials.ts";

const agents = 10;
const reviewers = 20;
const executions = 10;
const batch = 1_000;

/** Sampled by the lists that are measured: one of the agents, of the reviewers and of the executions that the seeds have. */
export const anAgent = "agent-3";
export const aReviewer = "reviewer-7@example.com";
export const anExecution = "run-7";
/** Reviews whatever is decided besides its own reviewer, and the oldest few that are pending. */
export const aVeteran = "veteran@example.com";
export const veteransPending = 10;

const prefix = apiKey.split("_")[1] ?? "";
const requester = { id: `key:${prefix}`, via: "api_key", credential: prefix } as const;

type Stores = Pick<
  Deps,
  | "approvals"
  | "audit"
  | "executions"
  | "apiKeys"
  | "resumeClaims"
  | "stats"
  | "reviewers"
  | "receipts"
  | "webhooks"
  | "deliveries"
>;

/** What the use cases need to seed some stores: nothing outside happens. */
export function seedDeps(stores: Stores): Deps {
  const nothing = { info: () => {}, warn: () => {}, error: () => {} };
  return {
    ...stores,
    waits: { start: async () => "waiting", wake: async () => {} },
    resumers: {},
    deliveryQueue: { push: async () => {} },
    senders: {},
    resumeQueue: { push: async () => {} },
    signer: absent("signer"),
    outgoing: absent("outgoing"),
    signIn: absent("signIn"),
    slack: null,
    slackQueue: absent("slackQueue"),
    linkSignIn: null,
    publisher: { publish: async () => {} },
    links: hmacLinkSigner("seed"),
    clock: { now: Date.now },
    crypto: nodeCrypto,
    log: nothing,
    settings: {
      publicUrl: "http://127.0.0.1",
      defaultReviewers: ["admin"],
      allowSelfApproval: true,
      requireInitiatedBy: false,
      resumeKinds: ["poll"],
      startGraceMs: null,
      resumeGraceMs: 5_000,
      deliveryGraceMs: 30_000,
      deliveryLeaseMs: 30_000,
      longestQueueDelayMs: 0,
      resumeLeaseMs: 30_000,
    },
  };
}

/**
 * Fills a data folder with approvals by the use cases and the store that serve requests, one in two of them decided. The
 * outbox is marked as done and counted, so that a server started on the folder has nothing to catch up with.
 */
export async function seedApprovals(data: string, count: number): Promise<void> {
  const {
    outbox,
    sessions: _,
    slackTasks: __,
    pruneDeliveries: ___,
    close,
    ...stores
  } = openSqliteStores(join(data, "sayso.db"));
  const deps = seedDeps(stores);
  for (let from = 0; from < count; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, count - from) }, (_, n) => from + n);
    await Promise.all(numbers.map((n) => seedOne(deps, n)));
  }
  for (let next = outbox.after(0, batch); next.length > 0; next = outbox.after(outbox.done(), batch)) {
    await countEntries(
      deps,
      next.map(({ entry }) => entry),
    );
    const last = next.at(-1)?.seq ?? 0;
    await outbox.markDone(last);
    await outbox.markCounted(last);
  }
  close();
}

/** One of the seeds; every second one is decided. */
export async function seedOne(deps: Deps, n: number): Promise<void> {
  const approvalRequestId = `claim-${n}`;
  const reviewer = `reviewer-${(n >> 1) % reviewers}@example.com`;
  const isDecided = n % 2 === 1;
  const requested = await requestApproval(deps, {
    request: {
      approvalRequestId,
      title: `Pay claim ${n}`,
      context: "The claimant lost a **suitcase**.",
      action: { name: "pay_claim", arguments: { claimId: String(n), amount: 71_610 } },
      executionId: `run-${n % executions}`,
      reviewers: isDecided || n < 2 * veteransPending ? [reviewer, aVeteran] : [reviewer],
      expiresInHours: 8_640,
    },
    requestedBy: requester,
    agent: `agent-${(n >> 1) % agents}`,
  });
  if (!requested.ok) throw new Error(`${approvalRequestId}: ${requested.refusal.code}`);
  if (!isDecided) return;
  const decided = await submitDecision(deps, {
    approvalRequestId,
    decision: "approved",
    feedback: null,
    response: null,
    reviewer: { id: reviewer, name: reviewer, via: "admin_token" },
    linkGeneration: null,
    evidence: { channel: "api", session: nodeCrypto.sha256(reviewer), displayedDigest: null, shownAt: null },
  });
  if (!decided.ok) throw new Error(`${approvalRequestId}: ${decided.refusal.code}`);
}
