import { setTimeout as sleep } from "node:timers/promises";
import { decide } from "./http-call.ts";
import { monotonicMs } from "./monotonic.ts";
import { percentiles } from "./percentiles.ts";
import type { Result } from "./result.ts";
import { startServer } from "./server.ts";
import { addWebhook, ask } from "./webhook-calls.ts";
import { startReceiver } from "./webhook-receiver.ts";

const warmUp = 50;
const count = 1_000;
const wantedMs = 150;

/** From a decision being sent to its event arriving at a webhook's receiver, in this process; one at a time. */
export async function webhookLatency(): Promise<Result> {
  const server = await startServer("sayso");
  const arrived = new Map<string, (atMs: number) => void>();
  const receiver = await startReceiver((_, id, atMs) => arrived.get(id)?.(atMs));
  await addWebhook(server.baseUrl, `${receiver.url}/hooks`, "approval.decided");
  const samples: number[] = [];
  for (let n = 0; n < warmUp + count; n++) {
    const id = `claim-${n}`;
    await ask(server.baseUrl, id);
    // Over the time that the outbox rests, so that no phase of it is favoured.
    await sleep(20 + ((n * 37) % 100));
    const arrival = new Promise<number>((resolve) => arrived.set(id, resolve));
    const sentMs = monotonicMs();
    await decide(server.baseUrl, id);
    const tookMs = (await arrival) - sentMs;
    if (n >= warmUp) samples.push(tookMs);
  }
  receiver.stop();
  await server.stop();
  const took = percentiles(samples);
  const figure = (name: "p50" | "p99", wanted: string | null) => ({
    name: `decision sent → event at the webhook, ${name}`,
    measured: `${took[name].toFixed(1)} ms`,
    wanted,
    met: wanted === null ? null : took[name] <= wantedMs,
  });
  return { figures: [figure("p50", null), figure("p99", `≤ ${wantedMs} ms`)], raw: took };
}
