import assert from "node:assert/strict";
import { test } from "node:test";
import { synthesize } from "../infra/synthesize.ts";
import { idleCosts } from "./idle.ts";

const computeBudget = 0.05;

test("an idle stack costs what docs/operations.md says, and its functions no more than five cents a month", (t) => {
  const { counts, ...dollars } = idleCosts(synthesize().template);
  for (const [name, amount] of Object.entries(dollars)) t.diagnostic(`${name}: $${amount.toFixed(4)} a month`);
  assert.ok(dollars.compute <= computeBudget, `$${dollars.compute}`);
  assert.deepEqual(counts, {
    ...{ schedules: 1, queues: 4, streams: 1, provisioned: 0 },
    ...{ keys: 2, alarms: 18, dashboards: 1, pools: 1 },
  });
  assert.deepEqual(Object.fromEntries(Object.entries(dollars).map(([name, amount]) => [name, amount.toFixed(2)])), {
    ...{ compute: "0.04", polling: "1.04", sweepReads: "0.04", sweepLog: "0.02" },
    ...{ keys: "2.00", alarms: "1.80", metrics: "0.60", dashboard: "3.00" },
  });
});
