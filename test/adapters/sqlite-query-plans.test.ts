import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { after, describe, test } from "node:test";
import { sqliteApprovalStore } from "../../functions/adapters/sqlite/approval-store.ts";
import { sqliteAuditStore } from "../../functions/adapters/sqlite/audit-store.ts";
import { Database } from "../../functions/adapters/sqlite/database.ts";
import { sqliteDeliveryStore } from "../../functions/adapters/sqlite/delivery-store.ts";
import { sqliteExecutionStore } from "../../functions/adapters/sqlite/execution-store.ts";
import { sqliteStatsStore } from "../../functions/adapters/sqlite/stats-store.ts";
import { statuses } from "../../functions/core/approval.ts";

const folder = mkdtempSync(join(tmpdir(), "sayso-plans-"));
const path = join(folder, "sayso.db");
new Database(path).close();
const db = new DatabaseSync(path);
after(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** How SQLite would go about each statement that a store asks, instead of its rows. */
async function plansOf(ask: (database: Database) => unknown): Promise<readonly string[]> {
  const plans: string[] = [];
  const explain = (sql: string, ...values: SQLInputValue[]): never[] => {
    plans.push(
      ...db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...values)
        .map(({ detail }) => String(detail)),
    );
    return [];
  };
  const asked = { all: explain, each: explain, get: (...of: Parameters<typeof explain>) => void explain(...of) };
  await ask(asked as unknown as Database);
  assert.ok(plans.length > 0);
  return plans;
}

const page = { cursor: null, limit: 50 };
const cursor = Buffer.from(JSON.stringify([1_767_261_600_000, "claim-42"])).toString("base64url");

const narrow = [
  ...statuses.flatMap((status) => [{ status }, { status, reviewer: "rita" }, { status, agent: "a" }]),
  ...[{ agent: "a" }, { reviewer: "rita" }, { executionId: "run-1" }, { requestedBy: "agent:a" }],
  { status: "pending", reviewer: "rita", sort: "expiresAt" },
] as const;

describe("a list of approvals goes along an index that holds nothing else, the first page and the later ones", () => {
  for (const filters of narrow)
    test(JSON.stringify(filters), async () => {
      for (const at of [null, cursor]) {
        const plans = await plansOf((database) =>
          sqliteApprovalStore(database).list({ ...page, ...filters, cursor: at }),
        );
        for (const plan of plans) assert.match(plan, /^SEARCH \w+ USING (COVERING |PRIMARY )?(INDEX|KEY) /);
      }
    });
});

const others: Readonly<Record<string, (database: Database) => unknown>> = {
  "every approval": (database) => sqliteApprovalStore(database).list(page),
  "every approval, later": (database) => sqliteApprovalStore(database).list({ ...page, cursor }),
  "what is due": (database) => sqliteApprovalStore(database).due(0, 100),
  "every execution": (database) => sqliteExecutionStore(database).list(page),
  "an agent's executions": (database) => sqliteExecutionStore(database).list({ ...page, agent: "a" }),
  "notes of an execution": (database) => sqliteExecutionStore(database).notes("run-1", page),
  "the audit trail": (database) => sqliteAuditStore(database).query(page),
  "an approval's audit trail": (database) =>
    sqliteAuditStore(database).query({ ...page, approvalRequestId: "claim-42" }),
  "deliveries to an endpoint": (database) =>
    sqliteDeliveryStore(database).list({ ...page, destination: { kind: "webhook", endpointId: "wh_1" } }),
  "deliveries that are due": (database) => sqliteDeliveryStore(database).due(0, 100),
  "how many wait": (database) => sqliteStatsStore(database).waiting(),
};

describe("no other list goes through a table, or sorts one", () => {
  for (const [name, ask] of Object.entries(others))
    test(name, async () => {
      for (const plan of await plansOf(ask)) {
        // One row for each agent that there has ever been.
        if (plan === "SCAN stats_pending") continue;
        // Those that come due at the very same instant are put in order.
        if (name === "what is due" && plan === "USE TEMP B-TREE FOR LAST TERM OF ORDER BY") continue;
        assert.match(plan, /^(SEARCH|SCAN) \w+ USING /);
      }
    });
});
