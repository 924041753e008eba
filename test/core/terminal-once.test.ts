import assert from "node:assert/strict";
import { test } from "node:test";
import type { Approval, Status } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { evolve } from "../../functions/core/evolve.ts";
import { approve, cancel, expiresAt, nextDay, pendingClaim, sam } from "./claim.ts";
import { outcome } from "./outcome.ts";

/** Who would end the claim, and as what; `expire` ends nothing before its time. */
const rivals: readonly (readonly [Command, Status])[] = [
  [approve, "approved"],
  [{ ...approve, decision: "rejected", reviewer: sam, decisionId: "attempt-3" }, "rejected"],
  [{ ...approve, decision: "request_changes", decisionId: "attempt-4" }, "request_changes"],
  [{ type: "expire" }, "pending"],
  [cancel, "error"],
  [{ type: "fail", feedback: "the wait broke" }, "error"],
];

const terminal = ["approval.decided", "approval.expired", "approval.cancelled", "approval.failed"];

function ordersOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => ordersOf(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

/** Runs the commands one after the other, as the conditional write makes every race do, and keeps what became of each. */
function race(order: typeof rivals, timeOf: (index: number) => number) {
  let approval: Approval = pendingClaim;
  const outcomes: string[] = [];
  const ends: string[] = [];
  for (const [index, [command]] of order.entries()) {
    const verdict = decide(approval, command, timeOf(index));
    outcomes.push(outcome(verdict));
    ends.push(...verdict.events.map((event) => event.type).filter((type) => terminal.includes(type)));
    approval = verdict.events.reduce<Approval>(evolve, approval);
  }
  return { approval, outcomes, ends };
}

const orders = ordersOf(rivals);

test("F3 in each of 720 orders of six rivals in time, the first that can end it does, and one only", () => {
  assert.equal(orders.length, 720);
  for (const order of orders) {
    const { approval, ends } = race(order, () => nextDay);
    const [, first] = order.find(([{ type }]) => type !== "expire") ?? [];
    assert.equal(approval.status, first);
    assert.equal(ends.length, 1);
  }
});

test("F4 F10 in each of 720 orders of six rivals at expiresAt, it expires and nobody's decision counts", () => {
  for (const order of orders) {
    const { approval, outcomes, ends } = race(order, () => expiresAt);
    assert.deepEqual(ends, ["approval.expired"]);
    assert.equal(approval.status, "expired");
    assert.equal(outcomes.filter((line) => line.endsWith("!expired")).length, 4);
    assert.equal(outcomes[0]?.startsWith("approval.expired"), true);
  }
});

for (const cut of [1, 2, 3, 4, 5]) {
  test(`F4 in each of 720 orders, ${cut} in time and the rest not, the first in time wins or nobody does`, () => {
    for (const order of orders) {
      const { approval, ends } = race(order, (index) => expiresAt - cut + index);
      assert.equal(ends.length, 1);
      const [, first] = order.slice(0, cut).find(([{ type }]) => type !== "expire") ?? [];
      assert.equal(approval.status, first ?? "expired");
    }
  });
}
