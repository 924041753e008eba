import { setTimeout as sleep } from "node:timers/promises";
import { monotonicMs } from "./monotonic.ts";
import { median, percentiles } from "./percentiles.ts";
import type { Result } from "./result.ts";
import { startServer } from "./server.ts";
import { addWebhook, ask } from "./webhook-calls.ts";
import { startDeadReceiver, startReceiver } from "./webhook-receiver.ts";

const endpoints = 1_000;
const events = 100;
/** One endpoint in so many is dead, where any is. */
const deadEvery = 10;
const rounds = 2;
const wantedRatio = 1.2;
const patienceMs = 600_000;

/**
 * 100 events at once to 1,000 webhooks, with one in ten of them dead, its connections taken and never answered, and with
 * none: when each healthy webhook has its events. The same 900 are compared; runs with and without dead ones alternate.
 */
export async function webhookFanOut(): Promise<Result> {
  const runs = { none: [] as Run[], tenth: [] as Run[] };
  for (let round = 0; round < rounds; round++)
    for (const kind of round % 2 === 0 ? (["none", "tenth"] as const) : (["tenth", "none"] as const))
      runs[kind].push(await run(kind === "tenth"));
  const of = (kind: keyof typeof runs, name: keyof Run) => median(runs[kind].map((one) => one[name]));
  const figure = (name: "medianMs" | "lastMs", what: string) => {
    const [none, tenth] = [of("none", name), of("tenth", name)];
    const ratio = tenth / none;
    return {
      name: `${events} events to ${endpoints} webhooks, ${what}, a tenth dead`,
      measured: `${(tenth / 1000).toFixed(1)} s, × ${ratio.toFixed(2)} of ${(none / 1000).toFixed(1)} s with none dead`,
      wanted: `≤ × ${wantedRatio}`,
      met: ratio <= wantedRatio,
    };
  };
  return {
    figures: [
      figure("medianMs", "the median healthy one has them all"),
      figure("lastMs", "the last healthy one has them all"),
    ],
    raw: runs,
  };
}

interface Run {
  readonly medianMs: number;
  readonly lastMs: number;
  readonly deliveredPerSecond: number;
}

async function run(withDead: boolean): Promise<Run> {
  const server = await startServer("sayso");
  const left = new Map<string, number>();
  const doneMs: number[] = [];
  let delivered = 0;
  const receiver = await startReceiver((path, _, atMs) => {
    delivered++;
    const still = (left.get(path) ?? 0) - 1;
    left.set(path, still);
    if (still === 0 && !path.startsWith("/dying/")) doneMs.push(atMs);
  });
  const dead = await startDeadReceiver();
  for (let n = 0; n < endpoints; n++) {
    const dies = n % deadEvery === 0;
    const path = dies ? `/dying/${n}` : `/hooks/${n}`;
    left.set(path, events);
    await addWebhook(server.baseUrl, `${dies && withDead ? dead.url : receiver.url}${path}`, "approval.created");
  }
  const beganMs = monotonicMs();
  await Promise.all(Array.from({ length: events }, (_, n) => ask(server.baseUrl, `claim-${n}`)));
  const healthy = endpoints - endpoints / deadEvery;
  while (doneMs.length < healthy) {
    if (monotonicMs() - beganMs > patienceMs) throw new Error(`${doneMs.length} of ${healthy} have their events`);
    await sleep(100);
  }
  const tookMs = percentiles(doneMs.map((atMs) => atMs - beganMs));
  const deliveredPerSecond = Math.round(delivered / (tookMs.max / 1000));
  server.kill("SIGKILL");
  await server.stop();
  for (const { stop } of [receiver, dead]) stop();
  return { medianMs: tookMs.p50, lastMs: tookMs.max, deliveredPerSecond };
}
