import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, newFolder } from "../local/spawned-sayso.ts";
import { exportTrail } from "../long/exported-trail.ts";
import { type KillableService, startService } from "../long/killable-service.ts";
import { persistentCall } from "../long/persistent-call.ts";
import { startWebhookReceiver } from "../scenarios/webhook-receiver.ts";
import { type AgentLine, journalOf, type ReviewerLine } from "./journal.ts";
import { killPlan, type Victim, victims } from "./kill-plan.ts";
import { type Killable, killableProcess } from "./killable-process.ts";

/** Longer than the longest delay that so many kills of an agent can add up to; what is open then is judged as it is. */
const settleWithinMs = 150_000;

function killableServer(service: KillableService): Killable {
  let alive = Promise.resolve();
  return {
    alive: () => alive,
    kill: async () => {
      alive = service.kill();
      alive.catch(() => {});
    },
  };
}

async function rowOf({ baseUrl, adminToken }: KillableService, id: string) {
  return (await persistentCall(`${baseUrl}/v1/approvals/${id}`, adminToken)).json;
}

/** Until what is left over has had its time: a claim or a lease of a process that was killed holds the next one up. */
async function settle(service: KillableService, webhookId: string, ids: readonly string[]): Promise<void> {
  const { baseUrl, adminToken } = service;
  const end = Date.now() + settleWithinMs;
  let open: readonly string[] = ids;
  while (Date.now() < end) {
    const pending = `${baseUrl}/v1/webhooks/${webhookId}/deliveries?status=pending&limit=1`;
    const { deliveries } = (await persistentCall(pending, adminToken)).json;
    const rows = await Promise.all(open.map((id) => rowOf(service, id)));
    open = rows
      .filter(({ resumeState }) => resumeState !== "resumed")
      .map(({ approvalRequestId }) => approvalRequestId);
    if (deliveries.length === 0 && open.every((id) => id.startsWith("poll"))) return;
    await sleep(500);
  }
}

/** Everything is killed as planned, then left alone until it has come to an end. Returns what everybody says of it. */
export async function killRun(seed: number, kills: number) {
  const began = Date.now();
  const folder = newFolder();
  const service = await startService();
  const receiver = await startWebhookReceiver();
  const { baseUrl, apiKey, adminToken } = service;
  const hooks = await persistentCall(`${baseUrl}/v1/webhooks`, adminToken, { url: receiver.url });
  const journal = (name: string) => join(folder, `${name}.ndjson`);
  const port = String(await freePort());
  const polling = killableProcess("agents-process.ts", [journal("polling"), baseUrl, apiKey, String(seed)]);
  const calledBack = killableProcess("agents-process.ts", [journal("called"), baseUrl, apiKey, String(seed), port]);
  const reviewers = killableProcess("reviewers-process.ts", [journal("reviewers"), baseUrl, adminToken, String(seed)]);
  const all: Readonly<Record<Victim, Killable>> = {
    server: killableServer(service),
    "polling agents": polling,
    "called agents": calledBack,
    reviewers,
  };
  const killed: Record<string, number> = Object.fromEntries(victims.map((victim) => [victim, 0]));
  try {
    for (const { victim, after } of killPlan(seed, kills)) {
      await all[victim].alive();
      await sleep(after);
      await all[victim].kill();
      killed[victim] = (killed[victim] ?? 0) + 1;
    }
    const killedAfterMs = Date.now() - began;
    await Promise.all(victims.map((victim) => all[victim].alive()));
    const through = Promise.all([polling.finish(), calledBack.finish()]);
    await Promise.race([through, sleep(settleWithinMs, undefined, { ref: false })]);
    await reviewers.finish();
    const agents = ["polling", "called"].flatMap((name) => journalOf<AgentLine>(journal(name)));
    const ids = agents.filter(({ type }) => type === "asking").map(({ id }) => id);
    await settle(service, hooks.json.webhookId, ids);
    const rows = [];
    for (const id of ids) rows.push(await rowOf(service, id));
    const pending = (await persistentCall(`${baseUrl}/v1/approvals?status=pending`, adminToken)).json.approvals.length;
    const trail = await exportTrail(service);
    const code = await service.stop();
    return {
      ...{ killed, killedAfterMs, tookMs: Date.now() - began, restarts: service.restarts, log: service.log, code },
      ...{ agents, reviewers: journalOf<ReviewerLine>(journal("reviewers")), rows, pending, trail },
      events: receiver.told.map(({ headers, event }) => ({ messageId: headers["webhook-id"] ?? "", ...event })),
    };
  } finally {
    receiver.stop();
    for (const { stop } of [polling, calledBack, reviewers]) stop();
  }
}

export type KillRun = Awaited<ReturnType<typeof killRun>>;
