import { type Destination, destinationKey, toDestination } from "../../core/destination.ts";
import { deliveryIdAt, type EventDelivery } from "../../core/event-delivery.ts";
import type { DeliveredEvent, DeliveryQuery, DeliveryStore, DueDelivery } from "../../ports/delivery-store.ts";
import { toPage, toPosition } from "./cursor.ts";
import type { Database } from "./database.ts";

export function sqliteDeliveryStore(db: Database): DeliveryStore {
  return {
    loadEvent: async (eventId) => {
      const row = db.get("SELECT event FROM delivered_events WHERE id = ?", eventId);
      return row && (JSON.parse(String(row.event)) as DeliveredEvent);
    },
    add: (event, deliveries) =>
      db.write(() => {
        const sql = "INSERT OR IGNORE INTO delivered_events (id, kept_at, event) VALUES (?, ?, ?)";
        db.run(sql, event.eventId, Date.parse(event.timestamp), JSON.stringify(event));
        for (const delivery of deliveries) insert(db, delivery);
      }),
    load: async ({ destination, deliveryId }) => {
      const sql = "SELECT delivery FROM deliveries WHERE destination = ? AND id = ?";
      const row = db.get(sql, destinationKey(destination), deliveryId);
      return row && parse(row);
    },
    commit: (before, after) =>
      db.write(() => {
        const changed = db.run(
          `UPDATE deliveries SET status = ?, version = ?, due_at = ?, delivery = ?
           WHERE destination = ? AND id = ? AND version = ?`,
          ...[after.status, after.version, after.dueAt, JSON.stringify(after)],
          ...[destinationKey(before.destination), before.deliveryId, before.version],
        );
        return changed === 1 ? "committed" : "conflict";
      }),
    list: async (query) => list(db, query),
    due: async (now, limit) => findDue(db, now, limit),
  };
}

function parse(row: Record<string, unknown>): EventDelivery {
  return JSON.parse(String(row.delivery)) as EventDelivery;
}

function insert(db: Database, delivery: EventDelivery): void {
  const { destination, deliveryId, status, version, createdAt, dueAt } = delivery;
  db.run(
    `INSERT OR IGNORE INTO deliveries (destination, id, status, version, created_at, due_at, delivery)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[destinationKey(destination), deliveryId, status, version, createdAt, dueAt, JSON.stringify(delivery)],
  );
}

function findDue(db: Database, now: number, limit: number): readonly DueDelivery[] {
  const due: DueDelivery[] = [];
  const sql = "SELECT destination, id, due_at AS dueAt FROM deliveries WHERE due_at <= ? ORDER BY due_at";
  for (const row of db.each(sql, now)) {
    const destination = toDestination(String(row.destination));
    if (destination && due.push({ destination, deliveryId: String(row.id), dueAt: Number(row.dueAt) }) === limit) break;
  }
  return due;
}

function list(db: Database, { destination, status, from, to, cursor, limit }: DeliveryQuery) {
  const conditions: [string, string | undefined][] = [
    ["destination = ?", destinationKey(destination satisfies Destination)],
    ["status = ?", status],
    ["id >= ?", from === undefined ? undefined : deliveryIdAt(from)],
    ["id < ?", to === undefined ? undefined : deliveryIdAt(to)],
    ["id < ?", toPosition(cursor)?.[1]],
  ];
  const given = conditions.filter((condition): condition is [string, string] => condition[1] !== undefined);
  const rows = db.all(
    `SELECT delivery FROM deliveries WHERE ${given.map(([sql]) => sql).join(" AND ")} ORDER BY id DESC LIMIT ?`,
    ...given.map(([, value]) => value),
    limit + 1,
  );
  return toPage(rows.map(parse), limit, ({ deliveryId }) => [0, deliveryId]);
}

/** Forgets what no redelivery may bring any more. Returns how many deliveries went. */
export function pruneDeliveries(db: Database, before: number): Promise<number> {
  return db.write(() => {
    db.run("DELETE FROM delivered_events WHERE kept_at < ?", before);
    return db.run("DELETE FROM deliveries WHERE created_at < ?", before);
  });
}
