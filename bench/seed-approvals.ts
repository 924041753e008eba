import { join } from "node:path";
import { hmacLinkSigner } from "../functions/adapters/node/hmac-link-signer.ts";
import { nodeCrypto } from "../functions/adapters/node/node-crypto.ts";
import { openSqliteStores } from "../functions/adapters/sqlite/sqlite-stores.ts";
import { absent } from "../functions/composition/absent.ts";
import type { Deps } from "../functions/use-cases/deps.ts";
import { requestApproval } from "../functions/use-cases/request-approval.ts";
import { submitDecision } from "../functions/use-cases/submit-decision.ts";
import { apiKey } from "./credentials.ts";

const agents = 10;
const reviewers = 20;
const batch = 1_000;

/** Sampled by the lists that are measured: one of the agents and one of the reviewers that the seeds have. */
export const anAgent = "agent-3";
export const aReviewer = "reviewer-7@example.com";

const prefix = apiKey.split("_")[1] ?? "";
const requester = { id: `key:${prefix}`, via: "api_key", credential: prefix } as const;

/**
 * Fills a data folder with approvals by the use cases and the store that serve requests, one in two of them decided. The
 * outbox is marked as done, so that a server started on the folder has nothing to catch up with.
 */
export async function seedApprovals(data: string, count: number): Promise<void> {
  const { outbox, sessions: _, close, ...stores } = openSqliteStores(join(data, "sayso.db"));
  const nothing = { info: () => {}, warn: () => {}, error: () => {} };
  const deps: Deps = {
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
  for (let from = 0; from < count; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, count - from) }, (_, n) => from + n);
    await Promise.all(numbers.map((n) => seedOne(deps, n)));
  }
  for (let last = outbox.after(0, batch).at(-1); last; last = outbox.after(outbox.done(), batch).at(-1))
    await outbox.markDone(last.seq);
  close();
}

async function seedOne(deps: Deps, n: number): Promise<void> {
  const approvalRequestId = `claim-${n}`;
  const reviewer = `reviewer-${(n >> 1) % reviewers}@example.com`;
  const requested = await requestApproval(deps, {
    request: {
      approvalRequestId,
      title: `Pay claim ${n}`,
      context: "The claimant lost a **suitcase**.",
      action: { name: "pay_claim", arguments: { claimId: String(n), amount: 71_610 } },
      reviewers: [reviewer],
      expiresInHours: 8_640,
    },
    requestedBy: requester,
    agent: `agent-${(n >> 1) % agents}`,
  });
  if (!requested.ok) throw new Error(`${approvalRequestId}: ${requested.refusal.code}`);
  if (n % 2 === 0) return;
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
