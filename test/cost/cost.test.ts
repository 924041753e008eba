import assert from "node:assert/strict";
import { test } from "node:test";
import { startDynamoDbLocal, whyNotDynamoDbLocal } from "../../tools/dynamodb-local.ts";
import { meteredLife } from "./metered-life.ts";
import { costPerMillion } from "./prices.ts";

const reason = whyNotDynamoDbLocal();
if (reason && process.env.CI === "true") throw new Error(reason);
const budget = 110;

test("a million approvals, pushed to their agents, cost no more than the budget", {
  skip: reason ?? false,
}, async (t) => {
  const { endpoint, stop } = await startDynamoDbLocal();
  t.after(stop);
  const usage = await meteredLife(endpoint);
  const costs = costPerMillion(usage);
  const total = Object.values(costs).reduce((sum, cost) => sum + cost, 0);
  for (const [name, cost] of Object.entries(costs))
    t.diagnostic(`${name}: ${usage[name as keyof typeof usage]} an approval, $${cost.toFixed(2)} a million`);
  t.diagnostic(`in all $${total.toFixed(2)}; with Start and End counted $${(total + 50).toFixed(2)}`);
  assert.ok(total <= budget, `$${total.toFixed(2)}`);
});
