import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { agent, rita, sam } from "../api/callers.ts";
import { assertChain, trail } from "../ports/audit-trail.ts";
import { shuffled } from "../ports/seeded-random.ts";
import type { Served } from "./served-stores.ts";

interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
  readonly json: any;
}

async function post({ baseUrl }: Served, path: string, as: Readonly<Record<string, string>>, body: object) {
  const headers = { ...as, "content-type": "application/json" };
  const response = await fetch(`${baseUrl}/v1/approvals${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, json: await response.json() } satisfies Reply;
}

const decisions = ["approved", "rejected", "request_changes"] as const;
const hourMs = 3_600_000;

/**
 * Sixteen at once over HTTP: fifteen decisions of two reviewers and the agent's withdrawal. `expiring`: the service's
 * clock passes the expiry while they are on their way.
 *
 * @returns how the approval ended
 */
export async function race(served: Served, id: string, expiring: boolean, random: () => number): Promise<string> {
  const asked = { approvalRequestId: id, executionId: id, reviewers: ["rita", "sam"], expiresInHours: 1 };
  assert.equal((await post(served, "", agent, asked)).status, 201);
  const racers = Array.from({ length: 16 }, (_, n) => async (): Promise<Reply> => {
    if (n === 15) return post(served, `/${id}/cancel`, agent, { feedback: "racer 15" });
    const body = { decision: decisions[n % 3], feedback: `racer ${n}` };
    return post(served, `/${id}/decision`, n % 2 === 0 ? rita : sam, body);
  });
  const running = shuffled(racers, random).map((run) => run());
  if (expiring) {
    await sleep(random() * 8);
    served.moveClock(hourMs);
  }
  const replies = await Promise.all(running);
  return assertOneEnd(served, id, replies, expiring);
}

async function assertOneEnd({ deps }: Served, id: string, replies: readonly Reply[], expiring: boolean) {
  assert.equal(replies.length, 16);
  const row = (await deps.approvals.load(id)) ?? assert.fail();
  const won = replies.filter(({ status }) => status === 200);
  const expired = row.status === "expired";
  assert.ok(expiring || !expired);
  assert.equal(won.length, expired ? 0 : 1);
  for (const { status, json } of replies) {
    if (status !== 200) assert.deepEqual([status, json.code], expired ? [410, "expired"] : [409, "already_decided"]);
    const told = status === 200 ? json : json.approval;
    assert.equal(told.decision, row.status);
    assert.equal(told.feedback, "feedback" in row ? row.feedback : null);
    assert.equal(told.reviewer?.id ?? null, "reviewer" in row ? row.reviewer.id : null);
  }
  const sealed = await trail(deps.audit, { approvalRequestId: id });
  const chain = sealed.map(({ entry }) => entry).filter(({ sequence }) => sequence !== null);
  assertChain(chain);
  const ends = chain.filter(({ decision }) => decision !== null);
  assert.deepEqual(
    ends.map(({ decision }) => decision),
    [row.status],
  );
  assert.equal((await deps.executions.load(id))?.pendingApprovals, 0);
  return row.status;
}
