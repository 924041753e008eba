import type { Approval } from "../../functions/core/approval.ts";
import type { Actor } from "./scenario.ts";
import { chainOf, expiresAt, rowOf } from "./the-claim.ts";
import type { World } from "./world.ts";

const ends = ["approval.decided", "approval.expired", "approval.cancelled", "approval.failed"];
const lastMoment = new Date(expiresAt).toISOString();

/** What is wrong with a world by itself: I1, I2 and I5. */
export function worldFault(world: World): string | undefined {
  const chain = chainOf(world);
  const row = rowOf(world);
  const ended = chain.filter(({ type }) => ends.includes(type));
  if (ended.length > 1) return `I1 it has ended ${ended.length} times: ${ended.map(({ decision }) => decision)}`;
  for (const { type, at } of ended)
    if (type === "approval.decided" && at >= lastMoment)
      return `I5 decided at ${at}, although it expired at ${lastMoment}`;
  if (!row) return chain.length > 0 ? "I2 there are entries and no row" : undefined;
  if (row.version !== chain.length)
    return `I2 the row is at version ${row.version}, the audit trail at ${chain.length}`;
  let previous: string | null = null;
  for (const { previousHash, hash } of chain) {
    if (previousHash !== previous) return "I2 the audit trail is no chain";
    previous = hash;
  }
  if (row.lastHash !== previous) return "I2 the row's hash is not that of its last entry";
  const recorded = ended[0]?.decision ?? "pending";
  if (row.status !== recorded) return `I2 the row says ${row.status}, the audit trail ${recorded}`;
  return toldFault(world, row) ?? countFault(world, row) ?? publishedFault(world, row, chain);
}

function toldFault({ told }: World, row: Approval): string | undefined {
  for (const [token, decision] of Object.entries(told))
    if (decision !== row.status) return `I2 the agent of ${token} was told ${decision}, the row says ${row.status}`;
  for (const { state, executionId } of row.waiters) {
    const knows = told[`token of ${executionId}`] !== undefined;
    if (state === "resumed" && !knows) return `I2 the row says that ${executionId} was resumed, which knows of nothing`;
    if (state === "given_up") return `I2 the row says that ${executionId} was given up, which waits or was told`;
  }
  return undefined;
}

function countFault({ memory }: World, row: Approval): string | undefined {
  for (const { executionId } of row.waiters) {
    // Who comes only after the end never waits.
    const { pendingApprovals = 0 } = memory.executions.get(executionId ?? "") ?? {};
    const expected = row.status === "pending" ? 1 : 0;
    if (pendingApprovals !== expected) return `I2 ${executionId} is said to wait for ${pendingApprovals} approvals`;
  }
  return undefined;
}

function publishedFault({ published }: World, row: Approval, chain: ReturnType<typeof chainOf>): string | undefined {
  const end = chain.find(({ type }) => ends.includes(type));
  const said = end && published[end.eventId];
  return said !== undefined && said !== row.status ? `I2 the event says ${said}, the row ${row.status}` : undefined;
}

/** What an actor was answered, in as few words as the invariants need. */
export interface Answer {
  readonly ok: boolean;
  readonly status: string | null;
  readonly reviewer: string | null;
  readonly code: string | null;
}

/** What is wrong with the answers given so far, held against the row: I4 and I6. */
export function answerFault(world: World, actors: readonly Actor[], results: readonly unknown[]): string | undefined {
  const row = rowOf(world);
  const byKey = new Map<string, string>();
  for (const [index, { name, means }] of actors.entries()) {
    const result = results[index] as { readonly returned?: Answer; readonly thrown?: string } | undefined;
    if (!result) continue;
    if (result.thrown !== undefined && result.thrown !== "TimeoutError") return `${name} broke: ${result.thrown}`;
    const answer = result.returned;
    if (result.thrown !== undefined || !answer || !("ok" in answer)) continue;
    const { ok, status, reviewer, code } = answer;
    if (status !== null && status !== "pending" && status !== row?.status)
      return `I4 ${name} was told ${status}, the row says ${row?.status}`;
    if (!means) continue;
    if (ok && (status !== means.decision || reviewer !== means.reviewer))
      return `I4 ${name} was told that ${means.decision} counts, the row says ${row?.status}`;
    if (!ok && code !== "already_decided" && code !== "expired") return `I4 ${name} was told ${code}`;
    const same = byKey.get(means.key);
    if (same !== undefined && same !== `${ok} ${status} ${code}`)
      return `I6 ${name} was told ${ok} ${status} ${code} under a key that had been answered ${same}`;
    byKey.set(means.key, `${ok} ${status} ${code}`);
  }
  return undefined;
}
