import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import { ed25519Signer } from "../../functions/adapters/node/ed25519-signer.ts";
import { hmacLinkSigner } from "../../functions/adapters/node/hmac-link-signer.ts";
import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import type { AuditEntry } from "../../functions/core/audit-entry.ts";
import { attemptDelivery } from "../../functions/use-cases/attempt-delivery.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { dispatchEntry } from "../../functions/use-cases/dispatch-entry.ts";
import { resumeExecution } from "../../functions/use-cases/resume-execution.ts";
import { recordedEffects } from "./recorded-effects.ts";

/** 2026-01-01T10:00:00.000Z */
export const t0 = 1_767_261_600_000;
export const second = 1_000;
export const minute = 60_000;
export const hour = 3_600_000;

/**
 * A deployment in memory whose clock is set by hand, whose identifiers count, and whose effects are written down.
 * Deliveries are made as soon as they are queued.
 */
export function givenDeps(own: Partial<Deps> = {}) {
  const time = { now: t0 };
  const effects = recordedEffects();
  const logged: string[] = [];
  const log = (level: string) => (message: string) => void logged.push(`${level}: ${message}`);
  const deps: Deps = {
    ...memoryStores(),
    ...effects.ports,
    resumeQueue: {
      push: async ({ approvalRequestId, waiterId }) => {
        await resumeExecution(deps, approvalRequestId, waiterId);
      },
    },
    deliveryQueue: {
      push: async (place, delayMs) => {
        if (delayMs === 0) await attemptDelivery(deps, place);
      },
    },
    senders: {},
    links: hmacLinkSigner("link-key-of-the-tests"),
    signer: ed25519Signer(async () => [new Uint8Array(32).fill(1)]),
    signIn: null,
    slack: null,
    slackQueue: { push: async () => {} },
    linkSignIn: null,
    outgoing: outgoingGuard(),
    clock: { now: () => time.now },
    crypto: countingCrypto(),
    log: { info: log("info"), warn: log("warn"), error: log("error") },
    settings: {
      publicUrl: "https://sayso.example",
      defaultReviewers: ["admin"],
      allowSelfApproval: true,
      requireInitiatedBy: false,
      resumeKinds: ["poll", "task-token", "callback"],
      startGraceMs: 2 * minute,
      resumeGraceMs: 2 * minute,
      resumeLeaseMs: minute,
      deliveryGraceMs: 2 * minute,
      deliveryLeaseMs: minute,
      longestQueueDelayMs: 15 * minute,
    },
    ...own,
  };
  return { deps, time, effects, did: effects.did, logged };
}

/** Identifiers, salts and keys that count; digests are the real ones. */
function countingCrypto(): Deps["crypto"] {
  let [events, salts, keys, secrets] = [0, 0, 0, 0];
  return {
    ...nodeCrypto,
    newEventId: () => `event-${++events}`,
    newSalt: () => `salt-${++salts}`,
    newApiKey: (prefix = `agent${String(++keys).padStart(3, "0")}`) => `sayso_${prefix}_${"k".repeat(43)}`,
    newWebhookSecret: () => `whsec_${Buffer.alloc(32, ++secrets).toString("base64")}`,
  };
}

/** Every entry of an approval's chain, oldest first. */
export async function chainOf({ audit }: Pick<Deps, "audit">, approvalRequestId: string): Promise<AuditEntry[]> {
  const { items } = await audit.query({ approvalRequestId, cursor: null, limit: 100 });
  return items.map(({ entry }) => entry).filter(({ sequence }) => sequence !== null);
}

export async function typesOf(deps: Pick<Deps, "audit">, approvalRequestId: string): Promise<string[]> {
  return (await chainOf(deps, approvalRequestId)).map(({ type }) => type);
}

/** What the stream of audit entries does: every entry of an approval, in order. */
export async function dispatchAll(deps: Deps, approvalRequestId: string): Promise<void> {
  for (const entry of await chainOf(deps, approvalRequestId)) await dispatchEntry(deps, entry);
}
