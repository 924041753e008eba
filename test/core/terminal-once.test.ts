import assert from "node:assert/strict";
import { test } from "node:test";
import type { Approval, Status } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { decide } from "../../functions/core/decide.ts";
import { evolve } from "../../functions/core/evolve.ts";
import { approve, cancel, expiresAt, handOver, nextDay, olga, pendingClaim, sam, timedClaim } from "./claim.ts";
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
function race(order: typeof rivals, timeOf: (index: number) => number, claim: Approval = pendingClaim) {
  let approval = claim;
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

/** Asked again, asked more, handed over to Olga: none of it ends the claim, nor does it keep anybody else from ending it. */
const amid: typeof rivals = [
  [{ type: "remind" }, "pending"],
  [{ type: "escalate" }, "pending"],
  [handOver, "pending"],
  [{ ...approve, reviewer: sam }, "approved"],
  [{ ...approve, reviewer: olga, decision: "rejected" }, "rejected"],
  [cancel, "error"],
];

test("F3 F15 in each of 720 orders with a reminder, an escalation and a handing-over there is one end, by who may then", () => {
  for (const order of ordersOf(amid)) {
    const { approval, outcomes, ends } = race(order, () => nextDay, timedClaim);
    const before = (command: Command) =>
      order.slice(
        0,
        order.findIndex(([other]) => other === command),
      );
    const [remind, escalate, , bySam, byOlga] = amid.map(([command]) => command) as [
      Command,
      Command,
      Command,
      Command,
      Command,
    ];
    const has = (command: Command, earlier: Command) => before(command).some(([other]) => other === earlier);
    const mayEnd = (command: Command) =>
      command === cancel ||
      (command === bySam && !has(bySam, handOver)) ||
      (command === byOlga && (has(byOlga, escalate) || has(byOlga, handOver)));
    const [first, status] = order.find(([command]) => mayEnd(command)) ?? [];
    assert.equal(approval.status, status);
    assert.equal(ends.length, 1);
    const late = outcomes.slice(order.findIndex(([command]) => command === first) + 1);
    assert.ok(
      late.every((line) => line.startsWith("!")),
      `${late}`,
    );
    assert.ok(
      outcomes[order.findIndex(([command]) => command === remind)]?.match(/approval.reminded|!already_decided/),
    );
  }
});

test("F4 at expiresAt the same six find it expired, whichever comes first", () => {
  for (const order of ordersOf(amid)) {
    const { approval, ends } = race(order, () => expiresAt, timedClaim);
    assert.deepEqual(
      [approval.status, ends, approval.reviewers],
      ["expired", ["approval.expired"], timedClaim.reviewers],
    );
  }
});
