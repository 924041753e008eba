import { type MemoryStores, memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import type { Approval } from "../../functions/core/approval.ts";
import type { SealedEntry } from "../../functions/core/audit-entry.ts";
import type { Change } from "../../functions/ports/approval-store.ts";
import type { PublishedEvent, ResumeMessage } from "../../functions/ports/effects.ts";
import type { ResumeClaim } from "../../functions/ports/resume-claims.ts";
import { id } from "./the-claim.ts";
import { copied, type Wait, type World } from "./world.ts";

/** What a process asks of the world at one await: the verb of a port and its arguments. */
export type Call = readonly [verb: string, ...args: readonly unknown[]];

/** The answer: a value as JSON has it (null for none), or the name of the error that is thrown. */
export type Reply = { readonly value: unknown } | { readonly error: string };

export interface Performed {
  readonly world: World;
  readonly reply: Reply;
}

export type Perform = (world: World, call: Call) => Promise<Performed>;

type Verb = (world: World, ...args: never[]) => Promise<Performed>;

/** Carries out one call as one step: the stores are the production ones in memory, over a copy of the world's. */
export const perform: Perform = (world, [verb, ...args]) => {
  const known = verbs[verb];
  if (!known) throw new Error(`the world knows no ${verb}`);
  return known(world, ...(args as never[]));
};

async function onStores(world: World, use: (stores: MemoryStores) => Promise<unknown>): Promise<Performed> {
  const memory = copied(world.memory);
  const value = (await use(memoryStores(memory))) ?? null;
  return { world: { ...world, memory }, reply: { value } };
}

const done = (world: World): Performed => ({ world, reply: { value: null } });
const failed = (world: World, error: string): Performed => ({ world, reply: { error } });

function setWait(world: World, generation: number, wait: Wait): World {
  return { ...world, waits: { ...world.waits, [generation]: wait } };
}

const verbs: Readonly<Record<string, Verb>> = {
  load: (world) => onStores(world, ({ approvals }) => approvals.load(id)),
  commit: (world, change: Change) => onStores(world, ({ approvals }) => approvals.commit(change)),
  reschedule: (world, approval: Approval, dueAt: number) =>
    onStores(world, ({ approvals }) => approvals.reschedule(approval, dueAt)),
  due: (world, now: number, limit: number) => onStores(world, ({ approvals }) => approvals.due(now, limit)),
  "find replay": (world, key: string) => onStores(world, ({ approvals }) => approvals.findReplay(key)),
  observe: (world, entry: SealedEntry) => onStores(world, ({ audit }) => audit.observe(entry)),
  "take claim": (world, waiterId: string, holder: string, now: number, until: number) =>
    onStores(world, ({ resumeClaims }) => resumeClaims.take(id, waiterId, holder, now, until)),
  "put off": (world, waiterId: string, claim: ResumeClaim, until: number, heard: boolean) =>
    onStores(world, ({ resumeClaims }) => resumeClaims.putOff(id, waiterId, claim, until, heard)),
  "read claims": (world) => onStores(world, async ({ resumeClaims }) => [...(await resumeClaims.waits(id))]),
  "start wait": async (world, generation: number) =>
    world.waits[generation]
      ? failed(world, "ExecutionAlreadyExists")
      : done(setWait(world, generation, { state: "begun", round: 1 })),
  "describe wait": async (world, generation: number) => {
    const state = world.waits[generation]?.state;
    const status = state === "over" ? "SUCCEEDED" : state === "broken" ? "ABORTED" : "RUNNING";
    return { world, reply: { value: { status } } };
  },
  "read token": async (world) => ({ world, reply: { value: world.waitToken } }),
  "forget token": async (world, token: string) =>
    done(world.waitToken === token ? { ...world, waitToken: null } : world),
  "end wait": async (world, token: string) => {
    const found = Object.entries(world.waits).find(
      ([generation, { state, round }]) => state === "waiting" && tokenOf(Number(generation), round) === token,
    );
    if (!found) return failed(world, "TaskTimedOut");
    return done(setWait(world, Number(found[0]), { ...found[1], state: "over" }));
  },
  "tell agent": async (world, token: string, decision: string) =>
    world.told[token] === undefined
      ? done({ ...world, told: { ...world.told, [token]: decision } })
      : failed(world, "TaskTimedOut"),
  push: async (world, { waiterId }: ResumeMessage) =>
    // Two alike are as good as three: each is taken by somebody, and either may come first.
    done({ ...world, queue: { ...world.queue, [waiterId]: Math.min(2, (world.queue[waiterId] ?? 0) + 1) } }),
  publish: async (world, { eventId, data }: PublishedEvent) =>
    done({ ...world, published: { ...world.published, [eventId]: (data as { status?: string }).status ?? "" } }),
};

export function tokenOf(generation: number, round: number): string {
  return `wait ${generation}.${round}`;
}

/** What happens to a state machine by itself: it leaves its token, sees its time run out, or is aborted by somebody. */
export type WaitStep = "leave token" | "time out" | "abort";

export function stepWait(world: World, generation: number, step: WaitStep): World {
  const wait = world.waits[generation];
  if (!wait) throw new Error(`there is no wait ${generation}`);
  if (step === "abort") return setWait(world, generation, { ...wait, state: "broken" });
  if (step === "time out") return setWait(world, generation, { ...wait, state: "looking" });
  const row = world.memory.approvals.get(id);
  const approval = row && (JSON.parse(row.approval) as Approval);
  if (approval?.status !== "pending" || approval.waitGeneration !== generation)
    return setWait(world, generation, { ...wait, state: "looking" });
  const memory = copied(world.memory);
  memory.approvals.set(id, { approval: row?.approval ?? "", dueAt: approval.expiresAt + expiryGraceMs });
  const left = { ...world, memory, waitToken: tokenOf(generation, wait.round) };
  return setWait(left, generation, { ...wait, state: "waiting" });
}

/** As the state machine's input says: `dueAt` of a wait that runs. */
const expiryGraceMs = 15_000;
