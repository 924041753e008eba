import { setTimeout as sleep } from "node:timers/promises";
import { decideByLink, decideByToken, pendingIds } from "./api-decisions.ts";
import { type Attempt, choose } from "./attempt.ts";
import type { KillableService } from "./killable-service.ts";

export interface Desk {
  readonly name: string;
  readonly service: KillableService;
  readonly book: Attempt[];
  readonly random: () => number;
  /** How many of what waits are left to somebody else. */
  readonly leave: () => number;
  readonly over: () => boolean;
}

const rivalry = 0.15;
const longestRestMs = 800;

/** Somebody with a program decides one claim after the other; at times a rival decides the same one otherwise, at once. */
export async function workAtDesk({ name, service, book, random, leave, over }: Desk): Promise<void> {
  let number = 0;
  const decide = async (approvalRequestId: string, by: string) => {
    const choice = { approvalRequestId, by, ...choose(by, ++number, random) };
    const attempt = await (random() < 0.3 ? decideByLink(service, choice) : decideByToken(service, choice));
    if (attempt) book.push(attempt);
  };
  while (!over()) {
    await sleep(longestRestMs * random());
    const waiting = await pendingIds(service);
    const id = waiting[Math.floor(random() * waiting.length)];
    if (id === undefined || waiting.length <= leave()) continue;
    const rivals = random() < rivalry ? [name, `${name}'s rival`] : [name];
    await Promise.all(rivals.map((by) => decide(id, by)));
  }
}
