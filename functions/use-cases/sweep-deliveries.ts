import { rescheduled } from "../core/event-delivery.ts";
import type { DueDelivery } from "../ports/delivery-store.ts";
import type { Deps } from "./deps.ts";

type Needs = Pick<Deps, "deliveries" | "deliveryQueue" | "clock" | "settings" | "log">;

const batch = 500;
/** At once. */
const together = 50;

export interface SweptDeliveries {
  readonly queued: number;
  readonly failed: number;
  readonly oldestOverdueMs: number;
}

/** Queues every delivery that is due: retries whose time has come, and whatever was lost on the way. */
export async function sweepDeliveries(deps: Needs): Promise<SweptDeliveries> {
  const { deliveries, clock, log } = deps;
  const now = clock.now();
  const due = await deliveries.due(now, batch);
  let failed = 0;
  for (let from = 0; from < due.length; from += together)
    await Promise.all(
      due.slice(from, from + together).map(async (one) => {
        try {
          await queue(deps, one);
        } catch (cause) {
          failed++;
          log.error("a delivery could not be queued", { deliveryId: one.deliveryId, cause });
        }
      }),
    );
  const oldestOverdueMs = Math.max(0, ...due.map(({ dueAt }) => now - dueAt));
  return { queued: due.length - failed, failed, oldestOverdueMs };
}

/** Whoever is queued waits in the queue: the timers look again later, and see to the others meanwhile. */
async function queue({ deliveries, deliveryQueue, clock, settings }: Needs, due: DueDelivery): Promise<void> {
  const { destination, deliveryId } = due;
  const delivery = await deliveries.load({ destination, deliveryId });
  if (!delivery || delivery.dueAt === null || delivery.dueAt > clock.now()) return;
  const later = rescheduled(delivery, clock.now() + settings.deliveryGraceMs);
  if ((await deliveries.commit(delivery, later)) === "committed")
    await deliveryQueue.push({ destination, deliveryId }, 0);
}
