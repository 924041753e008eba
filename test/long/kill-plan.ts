import { setTimeout as sleep } from "node:timers/promises";

type Victim = "service" | "worker";

interface Kill {
  readonly victim: Victim;
  /** How much of the work is done by then, from 0 to 1. */
  readonly at: number;
  /** Milliseconds more. */
  readonly after: number;
}

/** So many kills of each, at moments spread over the whole run. */
function planKills(each: number, random: () => number): readonly Kill[] {
  const victims = (["service", "worker"] as const).flatMap((victim) => Array<Victim>(each).fill(victim));
  return victims
    .map((victim) => ({ victim, at: 0.005 + 0.955 * random(), after: 250 * random() }))
    .sort((a, b) => a.at - b.at);
}

interface Scene {
  readonly each: number;
  readonly random: () => number;
  readonly progress: () => number;
  readonly kill: Readonly<Record<Victim, () => Promise<void>>>;
  readonly over: () => boolean;
  readonly say: (line: string) => void;
}

/** Carries the plan out. One victim may be killed while the other is on its way up. Returns how often each was killed. */
export async function killAsPlanned({ each, random, progress, kill, over, say }: Scene) {
  const killed = { service: 0, worker: 0 };
  const last: Record<Victim, Promise<void>> = { service: Promise.resolve(), worker: Promise.resolve() };
  for (const { victim, at, after } of planKills(each, random)) {
    while (progress() < at && !over()) await sleep(20);
    if (over()) break;
    await sleep(after);
    await last[victim];
    say(`kill -9 ${victim} ${++killed[victim]} of ${each}, at ${Math.round(100 * progress())} % of the work`);
    last[victim] = kill[victim]();
  }
  await Promise.all([last.service, last.worker]);
  return killed;
}
