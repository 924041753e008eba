import type { WebhookEndpoint } from "../../core/webhook-endpoint.ts";
import type { WebhookStore } from "../../ports/webhook-store.ts";
import { toPage, toPosition } from "./cursor.ts";
import type { Database } from "./database.ts";

/** The secrets stand in the file in clear: whoever can read it can also read what they protect. */
export function sqliteWebhookStore(db: Database): WebhookStore {
  const parse = (row: Record<string, unknown>) => JSON.parse(String(row.endpoint)) as WebhookEndpoint;
  return {
    add: (endpoint) =>
      db.write(() => {
        const { endpointId, version } = endpoint;
        const sql = "INSERT OR IGNORE INTO webhooks (id, version, endpoint) VALUES (?, ?, ?)";
        return db.run(sql, endpointId, version, JSON.stringify(endpoint)) === 1 ? "added" : "duplicate";
      }),
    find: async (id) => {
      const row = db.get("SELECT endpoint FROM webhooks WHERE id = ?", id);
      return row && parse(row);
    },
    list: async ({ cursor, limit }) => {
      const after = toPosition(cursor)?.[1] ?? "";
      const rows = db.all("SELECT endpoint FROM webhooks WHERE id > ? ORDER BY id LIMIT ?", after, limit + 1);
      return toPage(rows.map(parse), limit, ({ endpointId }) => [0, endpointId]);
    },
    commit: (before, after) =>
      db.write(() => {
        const sql = "UPDATE webhooks SET version = ?, endpoint = ? WHERE id = ? AND version = ?";
        const values = [after.version, JSON.stringify(after), before.endpointId, before.version];
        return db.run(sql, ...values) === 1 ? "committed" : "conflict";
      }),
    remove: (id) => db.write(() => (db.run("DELETE FROM webhooks WHERE id = ?", id) === 1 ? "removed" : "not_found")),
  };
}
