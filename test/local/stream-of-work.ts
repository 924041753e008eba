import assert from "node:assert/strict";
import type { Sayso } from "./spawned-sayso.ts";

const decisions = ["approved", "rejected", "request_changes"] as const;

/** What a client was told, and may therefore rely on for ever. */
export interface Acknowledged {
  /** By approval: when it was created. */
  readonly created: Map<string, string>;
  /** By approval: decision, feedback and time, as the decider was answered. */
  readonly decided: Map<string, string>;
  /** By run: the notes that were taken, in order. */
  readonly notes: Map<string, string[]>;
  /** Approvals that expire by themselves, and when. */
  readonly expiring: Map<string, number>;
}

export function nothingYet(): Acknowledged {
  return { created: new Map(), decided: new Map(), notes: new Map(), expiring: new Map() };
}

/** One request; undefined when the service went away before it answered. */
// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
export async function send(sayso: Sayso, method: string, path: string, body?: object, key?: string): Promise<any> {
  const person = path.endsWith("/decision") || path.includes("audit");
  const response = await fetch(`${sayso.baseUrl}${path}`, {
    method,
    headers: {
      ...(person ? { authorization: `Bearer ${sayso.adminToken}` } : { "x-api-key": sayso.apiKey }),
      ...(body && { "content-type": "application/json" }),
      ...(key && { "idempotency-key": key }),
    },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => undefined);
  const json = await response?.json().catch(() => undefined);
  if (!response || json === undefined) return undefined;
  assert.ok(response.ok, `${method} ${path} ${response.status} ${JSON.stringify(json)}`);
  return json;
}

interface Worker {
  readonly name: string;
  next: number;
}

export function workers(count: number): Worker[] {
  return Array.from({ length: count }, (_, n) => ({ name: `w${n}`, next: 0 }));
}

/**
 * Asks, notes, decides and collects until the service goes away. What was not answered is sent again at the next
 * start, with the same id and the same key: it must neither fail nor count twice.
 */
export async function workUntilGone(sayso: Sayso, worker: Worker, known: Acknowledged): Promise<void> {
  for (;;) {
    const n = worker.next;
    const id = `claim-${worker.name}-${n}`;
    const run = `run-${worker.name}`;
    const ask = { approvalRequestId: id, executionId: run, context: { n }, reviewers: ["admin"] };
    const asked = await send(sayso, "POST", "/v1/approvals", ask, `ask-${id}`);
    if (!asked) return;
    known.created.set(id, asked.createdAt);
    const noted = await send(sayso, "POST", `/v1/executions/${run}/notes`, { message: id }, `note-${id}`);
    if (!noted) return;
    const notes = known.notes.get(run) ?? [];
    if (!notes.includes(id)) known.notes.set(run, [...notes, id]);
    const decision = { decision: decisions[n % 3], feedback: `answer to ${id}` };
    const decided = await send(sayso, "POST", `/v1/approvals/${id}/decision`, decision, `decide-${id}`);
    if (!decided) return;
    assert.equal(decided.decision, decision.decision);
    known.decided.set(id, `${decided.decision} ${decided.feedback} ${decided.decidedAt}`);
    worker.next = n + 1;
    const told = await send(sayso, "GET", `/v1/approvals/${id}?wait=20`);
    if (!told) return;
    assert.equal(`${told.decision} ${told.feedback} ${told.decidedAt}`, known.decided.get(id));
  }
}
