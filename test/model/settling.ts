import { publishedTypes } from "../../functions/core/event.ts";
import { waitersToTell } from "../../functions/core/resume-policy.ts";
import { dispatching, sweeping, timing, working } from "./actors.ts";
import type { Perform, stepWait } from "./perform.ts";
import { Process, type Task } from "./process.ts";
import type { Actor } from "./scenario.ts";
import { chainOf, dueAtOf, expiresAt, minute, rowOf } from "./the-claim.ts";
import type { World } from "./world.ts";

/** Rounds after which a world that still has something to do is taken to have it for ever. */
const mostRounds = 60;

/** Steps at one moment after which a world that is still busy is taken to be busy for ever. */
const mostAtOnce = 200;

interface Settled {
  readonly fault?: string;
  readonly lagMs: number;
}

/**
 * Follows a world in which nobody is at work to its end, with nothing going wrong any more: the state machine goes on,
 * queued messages are delivered, and a sweep runs each minute. Once with the stream at work, and once with the stream
 * down for good. I3: in the end every approval has ended, every waiter has been told, and nothing waits.
 */
export class Settling {
  readonly #perform: Perform;
  readonly #stepWait: typeof stepWait;
  readonly #task: (actor: Actor, input: string) => Task;
  readonly #known = new Map<string, Settled>();
  #runs = 0;
  longestLagMs = 0;

  constructor(perform: Perform, step: typeof stepWait, task: (actor: Actor, input: string) => Task) {
    this.#perform = perform;
    this.#stepWait = step;
    this.#task = task;
  }

  async faultOf(world: World, now: number, actors: readonly Actor[]): Promise<string | undefined> {
    for (const stream of [true, false]) {
      const key = abstractKey(world, now, stream);
      const settled = this.#known.get(key) ?? (await this.#settle(world, now, stream));
      this.#known.set(key, settled);
      this.longestLagMs = Math.max(this.longestLagMs, settled.lagMs);
      if (settled.fault) return `I3 ${settled.fault}${stream ? "" : ", with the stream down"}`;
    }
    return actors.length === 0 ? "nobody acts" : undefined;
  }

  async #settle(start: World, startedAt: number, stream: boolean): Promise<Settled> {
    let [world, now, lagMs] = [start, startedAt, 0];
    this.#runs = 0;
    const wasOver = rowOf(start)?.status !== "pending";
    for (let round = 0; round < mostRounds; round++) {
      const told = Object.keys(world.told).length;
      if (round > 0) world = await this.#run(sweeping("sweep"), "", world, now);
      const idle = await this.#untilIdle(world, now, stream);
      if (!idle) return { fault: "somebody tries the same for ever", lagMs };
      world = idle;
      if (Object.keys(world.told).length > told) lagMs = Math.max(lagMs, now - endedAt(world, startedAt));
      if (stream && wasOver && isAnyOpen(world)) return { fault: "a wait goes on although it was decided", lagMs };
      const next = nextMoment(world, now);
      if (next === undefined) break;
      now = next;
    }
    const fault = leftOver(world, stream);
    return { lagMs, ...(fault !== undefined && { fault }) };
  }

  /** Lets the state machine, the stream and the queue go on for as long as there is something for them; undefined for ever. */
  async #untilIdle(start: World, now: number, stream: boolean): Promise<World | undefined> {
    let world = start;
    const [delivering, telling] = [dispatching("stream"), working("worker")];
    let left = mostAtOnce;
    for (let busy = true; busy; ) {
      if (left-- === 0) return undefined;
      world = await this.#machines(world, now);
      const [entry] = stream ? delivering.inputs(world) : [];
      const [message] = telling.inputs(world);
      if (entry !== undefined) world = await this.#run(delivering, entry, world, now);
      else if (message !== undefined) world = await this.#run(telling, message, world, now);
      else busy = false;
    }
    return world;
  }

  async #machines(start: World, now: number): Promise<World> {
    let world = start;
    for (const [name, { state }] of Object.entries(world.waits)) {
      const generation = Number(name);
      if (state === "begun") world = this.#stepWait(world, generation, "leave token");
      if (state === "waiting" && now >= expiresAt) world = this.#stepWait(world, generation, "time out");
      if (world.waits[generation]?.state === "looking") world = await this.#run(timing("timers"), name, world, now);
    }
    return world;
  }

  async #run(actor: Actor, input: string, start: World, now: number): Promise<World> {
    // Whoever comes later is somebody else, with identifiers of their own.
    const process = new Process({ ...this.#task(actor, input), name: `${actor.name} ${++this.#runs}` });
    let world = start;
    let standing = await process.start(now);
    while ("call" in standing) {
      const performed = await this.#perform(world, standing.call);
      world = performed.world;
      standing = await process.feed(performed.reply, now);
    }
    return "returned" in standing ? (actor.finish?.(world, input, standing.returned) ?? world) : world;
  }
}

/** What will never happen any more although it should. */
export function leftOver(world: World, stream: boolean): string | undefined {
  const row = rowOf(world);
  if (!row) return undefined;
  if (row.status === "pending") return "it is pending for ever";
  for (const { executionId, state } of row.waiters)
    if (world.told[`token of ${executionId}`] !== row.status || state !== "resumed")
      return `${executionId} waits for ever (${state})`;
  if (isAnyOpen(world)) return "a wait goes on for ever";
  const unpublished = chainOf(world).find(
    ({ type, eventId }) =>
      (publishedTypes as readonly string[]).includes(type) && world.published[eventId] === undefined,
  );
  return stream && unpublished ? `${unpublished.type} is never published` : undefined;
}

function isAnyOpen({ waits }: World): boolean {
  return Object.values(waits).some(({ state }) => state !== "over" && state !== "broken");
}

function endedAt(world: World, startedAt: number): number {
  const row = rowOf(world);
  return Math.max(startedAt, row && "decidedAt" in row ? row.decidedAt : 0);
}

/** When something is due next: a sweep, which comes each minute, or the state machine's time-out. */
export function nextMoment(world: World, now: number): number | undefined {
  const dueAt = dueAtOf(world);
  const moments = [
    ...(dueAt === null ? [] : [Math.max(now + minute, dueAt)]),
    ...(isAnyOpen(world) ? [Math.max(now + 1, expiresAt)] : []),
  ];
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

/** Worlds that differ in identifiers and hashes only come to the same end. */
function abstractKey(world: World, now: number, stream: boolean): string {
  const row = rowOf(world);
  const { memory, waitToken, waits, told, queue, dispatched, published } = world;
  const chain = chainOf(world).map(({ type, eventId }) => [type, dispatched.includes(eventId), published[eventId]]);
  const claims = [...memory.resumeClaims.values()].map((ofWaiters) =>
    [...ofWaiters].map(([waiterId, { attempts, unheard, until }]) => [waiterId, attempts, unheard, until]),
  );
  const shape = row && [
    row.status,
    row.waiters,
    row.waitGeneration,
    row.expiresAt,
    row.updatedAt,
    waitersToTell(row).length,
  ];
  return JSON.stringify([stream, now, shape, dueAtOf(world), waitToken, waits, told, queue, chain, claims]);
}
