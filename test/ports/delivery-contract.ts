import assert from "node:assert/strict";
import { suite } from "node:test";
import { destinationKey } from "../../functions/core/destination.ts";
import { type EventDelivery, newDelivery, reopened, settled, taken } from "../../functions/core/event-delivery.ts";
import type { DeliveredEvent } from "../../functions/ports/delivery-store.ts";
import { minute, sha256, t0 } from "./given.ts";
import { type Adapter, onStores, plain, type StoresUnderTest } from "./stores-under-test.ts";

const to = (endpointId: string) => ({ kind: "webhook", endpointId }) as const;
const first = { cursor: null, limit: 10 };

function event(eventId: string, note = ""): DeliveredEvent {
  const timestamp = "2026-01-01T10:00:00.000Z";
  return { eventId, type: "approval.decided", timestamp, sequence: 2, data: { approvalRequestId: "claim-1", note } };
}

function delivery(endpointId: string, eventId: string, createdAt = t0, dueAt = createdAt): EventDelivery {
  return newDelivery(sha256, to(endpointId), event(eventId), { approvalRequestId: "claim-1", createdAt, dueAt });
}

async function finish({ deliveries }: StoresUnderTest, one: EventDelivery, outcome: "delivered" | "gone") {
  const held = taken(one, t0 + minute, t0 + 2 * minute) ?? assert.fail("it may be taken");
  assert.equal(await deliveries.commit(one, held), "committed");
  const sent = outcome === "gone" ? ({ outcome, reason: "it answered 410" } as const) : { outcome };
  const after = settled(sha256, held, sent, t0 + minute, t0 + minute + 5);
  assert.equal(await deliveries.commit(held, after), "committed");
  return after;
}

/** `DeliveryStore`. */
export function deliveryContract(adapter: Adapter): void {
  suite("deliveries", () => {
    onStores(adapter, "carry the event that was kept first under its id", async ({ deliveries }) => {
      assert.equal(await deliveries.loadEvent("e-1"), undefined);
      await deliveries.add(event("e-1", "Ünïcödé 🙂"), []);
      await deliveries.add(event("e-1", "another"), [delivery("wh_a", "e-1")]);
      assert.deepEqual(await deliveries.loadEvent("e-1"), event("e-1", "Ünïcödé 🙂"));
      await deliveries.add(event("e-2", "🧳".repeat(16_000)), []);
      assert.deepEqual(await deliveries.loadEvent("e-2"), event("e-2", "🧳".repeat(16_000)));
    });

    onStores(adapter, "are added once: the same event to the same destination is one delivery", async (stores) => {
      const { deliveries } = stores;
      const one = delivery("wh_a", "e-1");
      await deliveries.add(event("e-1"), [one, delivery("wh_b", "e-1")]);
      const after = await finish(stores, one, "delivered");
      await deliveries.add(event("e-1"), [one, delivery("wh_a", "e-2")]);
      assert.deepEqual(await deliveries.load(one), after);
      const ofA = await deliveries.list({ ...first, destination: to("wh_a") });
      assert.deepEqual(ofA.items.map(({ eventId, status }) => [eventId, status]).toSorted(), [
        ["e-1", "succeeded"],
        ["e-2", "pending"],
      ]);
      assert.equal(await deliveries.load({ ...one, deliveryId: "dlv_0" }), undefined);
    });

    onStores(adapter, "are added by the hundred", async ({ deliveries }) => {
      await deliveries.add(
        event("e-1"),
        Array.from({ length: 230 }, (_, n) => delivery(`wh_${n}`, "e-1", t0, t0 + n)),
      );
      assert.equal((await deliveries.due(t0 + 1000, 500)).length, 230);
      await deliveries.add(event("e-1"), []);
    });

    onStores(adapter, "are taken by one of many at once", async ({ deliveries }) => {
      const one = delivery("wh_a", "e-1");
      await deliveries.add(event("e-1"), [one]);
      const holders = Array.from({ length: 8 }, (_, n) => taken(one, t0, t0 + minute + n) ?? assert.fail());
      const outcomes = await Promise.all(holders.map((held) => deliveries.commit(one, held)));
      assert.equal(outcomes.filter((outcome) => outcome === "committed").length, 1);
      assert.deepEqual(await deliveries.load(one), holders[outcomes.indexOf("committed")]);
      assert.equal(await deliveries.commit(delivery("wh_a", "e-9"), delivery("wh_a", "e-9")), "conflict");
    });

    onStores(adapter, "are due in the order of their time, as long as they are pending", async (stores) => {
      const { deliveries } = stores;
      const [late, early, later, done] = [
        delivery("wh_a", "e-1", t0, t0 + 30),
        delivery("wh_b", "e-1", t0, t0 + 10),
        delivery("wh_a", "e-2", t0, t0 + 50),
        delivery("wh_a", "e-3", t0, t0 + 5),
      ];
      await deliveries.add(event("e-1"), [late, early, later, done]);
      await finish(stores, done, "gone");
      const due = async (now: number, limit = 10) =>
        (await deliveries.due(now, limit)).map(({ destination, deliveryId, dueAt }) => [
          destinationKey(destination).slice("webhook:".length),
          deliveryId,
          dueAt - t0,
        ]);
      assert.deepEqual(await due(t0 + 9), []);
      assert.deepEqual(await due(t0 + 30), [
        ["wh_b", early.deliveryId, 10],
        ["wh_a", late.deliveryId, 30],
      ]);
      assert.deepEqual(await due(t0 + 1000, 1), [["wh_b", early.deliveryId, 10]]);
      await deliveries.commit(early, taken(early, t0, t0 + minute) ?? assert.fail());
      assert.deepEqual(
        (await due(t0 + 1000)).map(([, id]) => id),
        [late.deliveryId, later.deliveryId],
      );
      const again = reopened((await deliveries.load(done)) ?? assert.fail(), t0 + 20) ?? assert.fail("it had ended");
      await deliveries.commit((await deliveries.load(done)) ?? assert.fail(), again);
      assert.deepEqual((await due(t0 + 1000)).at(0), ["wh_a", done.deliveryId, 20]);
    });

    onStores(adapter, "go to reviewers through their channels too, whatever their ids hold", async ({ deliveries }) => {
      for (const reviewer of ["rita@example.com", "role:claims:lead"]) {
        const destination = { kind: "channel", reviewer, channel: "slack" } as const;
        const about = { approvalRequestId: "claim-1", createdAt: t0, dueAt: t0 + 10 };
        const one = newDelivery(sha256, destination, event("e-1"), about);
        await deliveries.add(event("e-1"), [one]);
        assert.deepEqual(await deliveries.load(one), one);
        const due = (await deliveries.due(t0 + 10, 10)).find(({ deliveryId }) => deliveryId === one.deliveryId);
        assert.deepEqual(plain(due?.destination), destination);
      }
    });

    onStores(adapter, "are listed newest event first, by status and time, in pages", async (stores) => {
      const { deliveries } = stores;
      const ofA = Array.from({ length: 7 }, (_, n) => delivery("wh_a", `e-${n}`, t0 + n * minute, t0));
      await deliveries.add(event("e-1"), [...ofA, delivery("wh_ab", "e-1")]);
      for (const [n, one] of ofA.entries()) if (n < 2) await finish(stores, one, "gone");
      const list = async (query: object, limit = 3) => {
        const pages: string[] = [];
        let cursor: string | null = null;
        do {
          const page = await deliveries.list({ destination: to("wh_a"), cursor, limit, ...query });
          pages.push(page.items.map(({ eventId }) => eventId).join(" "));
          cursor = page.nextCursor;
        } while (cursor !== null);
        return pages;
      };
      assert.deepEqual(await list({}), ["e-6 e-5 e-4", "e-3 e-2 e-1", "e-0"]);
      assert.deepEqual(await list({ status: "failed" }), ["e-1 e-0"]);
      assert.deepEqual(await list({ status: "pending" }, 4), ["e-6 e-5 e-4 e-3", "e-2"]);
      assert.deepEqual(await list({ status: "succeeded" }), [""]);
      assert.deepEqual(await list({ from: t0 + 2 * minute, to: t0 + 4 * minute }), ["e-3 e-2"]);
      assert.deepEqual(await list({ from: t0 + 5 * minute }), ["e-6 e-5"]);
      assert.deepEqual(await list({ to: t0 + minute }), ["e-0"]);
      assert.deepEqual(await list({ destination: to("wh_c") }), [""]);
    });
  });
}
