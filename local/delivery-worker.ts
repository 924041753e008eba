import { setTimeout as sleep } from "node:timers/promises";
import { type Destination, destinationKey, destinationName } from "../functions/core/destination.ts";
import type { DeliveryQueue } from "../functions/ports/delivery-sender.ts";
import type { DeliveryPlace } from "../functions/ports/delivery-store.ts";
import { type AttemptedDelivery, attemptDelivery } from "../functions/use-cases/attempt-delivery.ts";
import type { Deps } from "../functions/use-cases/deps.ts";

/** Attempts at once, over all destinations; those that struggle share half of them. */
const places = 1_000;
const strugglingPlaces = 500;
/** Attempts at once at one destination that took its last one at once; any other gets one at a time. */
const placesEach = 4;
/** Whoever takes longer struggles, and so does whoever took nothing. */
const promptMs = 1_000;

const goodbyeMs = 1_000;

interface Lane {
  readonly destination: Destination;
  /** Ids, oldest first; one that is asked for twice waits once. */
  readonly waiting: Set<string>;
  running: number;
  state: "unknown" | "prompt" | "struggling";
}

/**
 * Makes deliveries beside whoever asked for them, each destination in a lane of its own: one that hangs takes one place
 * and holds up nobody else's. What a crash cuts short, and what must wait, is found by the timers.
 */
export class DeliveryWorker implements DeliveryQueue {
  readonly #lanes = new Map<string, Lane>();
  /** Lanes with something to do and a place free, the one that has waited longest first. */
  readonly #ready = new Set<Lane>();
  readonly #readyStruggling = new Set<Lane>();
  readonly #running = new Set<Promise<void>>();
  #struggling = 0;
  #deps: Deps | undefined;

  start(deps: Deps): void {
    this.#deps = deps;
  }

  /** Keeps nothing back: what must wait is the timers'. */
  async push({ destination, deliveryId }: DeliveryPlace): Promise<void> {
    const key = destinationKey(destination);
    const lane = this.#lanes.get(key) ?? { destination, waiting: new Set(), running: 0, state: "unknown" };
    this.#lanes.set(key, lane);
    lane.waiting.add(deliveryId);
    this.#offer(lane);
    this.#next();
  }

  /** Lets the attempts end that have begun, for a moment: what hangs is tried again after the next start. */
  async stop(): Promise<void> {
    this.#ready.clear();
    this.#readyStruggling.clear();
    this.#deps = undefined;
    await Promise.race([Promise.all(this.#running), sleep(goodbyeMs, undefined, { ref: false })]);
  }

  #offer(lane: Lane): void {
    if (lane.waiting.size === 0 || lane.running >= (lane.state === "prompt" ? placesEach : 1)) return;
    (lane.state === "struggling" ? this.#readyStruggling : this.#ready).add(lane);
  }

  #next(): void {
    while (this.#deps && this.#running.size < places) {
      const [lane] = this.#ready;
      if (lane) {
        this.#ready.delete(lane);
        this.#run(this.#deps, lane, false);
        continue;
      }
      const [struggling] = this.#struggling < strugglingPlaces ? this.#readyStruggling : [];
      if (!struggling) return;
      this.#readyStruggling.delete(struggling);
      this.#run(this.#deps, struggling, true);
    }
  }

  #run(deps: Deps, lane: Lane, struggling: boolean): void {
    const [deliveryId] = lane.waiting;
    if (deliveryId === undefined) return;
    lane.waiting.delete(deliveryId);
    lane.running++;
    if (struggling) this.#struggling++;
    const work = this.#attempt(deps, lane, deliveryId).finally(() => {
      lane.running--;
      if (struggling) this.#struggling--;
      this.#running.delete(work);
      if (lane.waiting.size + lane.running === 0) this.#lanes.delete(destinationKey(lane.destination));
      this.#offer(lane);
      this.#next();
    });
    this.#running.add(work);
    this.#offer(lane);
  }

  async #attempt(deps: Deps, lane: Lane, deliveryId: string): Promise<void> {
    const { destination } = lane;
    try {
      lane.state = judge(lane.state, await attemptDelivery(deps, { destination, deliveryId }));
    } catch (cause) {
      deps.log.error("a delivery failed", { deliveryId, destination: destinationName(destination), cause });
    }
  }
}

function judge(state: Lane["state"], delivery: AttemptedDelivery): Lane["state"] {
  const last = delivery?.attempts.at(-1);
  if (!last) return state;
  return last.outcome === "delivered" && last.tookMs <= promptMs ? "prompt" : "struggling";
}
