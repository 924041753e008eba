import assert from "node:assert/strict";
import fc from "fast-check";
import { applyCommand } from "../../functions/use-cases/apply-command.ts";
import { cancelApproval } from "../../functions/use-cases/cancel-approval.ts";
import { readApproval } from "../../functions/use-cases/read-approval.ts";
import { runTimers } from "../../functions/use-cases/run-timers.ts";
import { answer, ask, claimProcessor, refusalOf as codeOf, otherAgent, rita, sam } from "../use-cases/claim.ts";
import { chainOf, dispatchAll, type givenDeps, hour } from "../use-cases/given-deps.ts";
import { current, type ExpectedWorld, refusalOf, tellAll } from "./expected.ts";

/** The service under test: use cases over some stores, and what its agents were told. */
export type Real = ReturnType<typeof givenDeps> & {
  /** Makes ids of this run's own: stores are shared by all runs. */
  readonly own: (name: string) => string;
};

type Command = fc.AsyncCommand<ExpectedWorld, Real>;

/** A step with what must come of it; afterwards every approval is held against what is expected. */
function command(words: string, run: (expected: ExpectedWorld, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (expected, real) => {
      await run(expected, real);
      await assertAsExpected(expected, real);
    },
    toString: () => words,
  };
}

async function assertAsExpected({ approvals }: ExpectedWorld, { deps, own, did }: Real): Promise<void> {
  for (const [id, { status, told }] of approvals) {
    const row = (await deps.approvals.load(own(id))) ?? assert.fail(`${id} is gone`);
    // An expiry that nobody has come upon yet.
    if (row.status === "pending" && status === "expired") continue;
    assert.equal(row.status, status);
    const chain = await chainOf(deps, own(id));
    assert.equal(row.version, chain.length);
    assert.equal(row.lastHash, chain.at(-1)?.hash);
    const deliveries = did.filter((line) => line.startsWith(`deliver ${own(id)} `));
    assert.deepEqual(
      deliveries.toSorted(),
      [...told].map((execution) => `deliver ${own(id)} ${status} to ${own(execution)}`).toSorted(),
    );
  }
}

const ids = fc.constantFrom("claim-1", "claim-2");

const asks = fc.record({
  id: ids,
  title: fc.constantFrom("Pay", "Pay", "Refund"),
  execution: fc.constantFrom("run-1", "run-2"),
});

const decides = fc.record({
  id: ids,
  reviewer: fc.constantFrom("rita", "rita", "sam", "otto"),
  decision: fc.constantFrom("approved", "rejected", "request_changes"),
  key: fc.constantFrom("k-1", "k-2"),
});

const persons = { rita, sam, otto: { id: "otto", name: "Otto Okafor", via: "oidc" } } as const;

/** Whatever may happen to two approvals of two runs. */
export const commands: fc.Arbitrary<Command>[] = [
  asks.map(({ id, title, execution }) =>
    command(`ask ${id} ${title} as ${execution}`, async (expected, { deps, own }) => {
      const asked = await ask(deps, {
        ...{ approvalRequestId: own(id), title, executionId: own(execution) },
        resume: { kind: "task-token", taskToken: `token of ${own(execution)}` },
      });
      const known = current(expected, id);
      if (known && known.title !== title) return assert.equal(codeOf(asked), "approval_request_conflict");
      assert.equal(asked.ok && asked.created, !known);
      if (known) known.waiting.add(execution);
      else
        expected.approvals.set(id, {
          ...{ title, status: "pending", expiresAt: expected.now + 72 * hour, winner: null },
          ...{ waiting: new Set([execution]), told: new Set() },
        });
    }),
  ),
  decides.map(({ id, reviewer, decision, key }) =>
    command(`${reviewer}: ${decision} ${id} under ${key}`, async (expected, { deps, own }) => {
      const replay = { key: own(`${reviewer} ${id} ${key} ${decision}`), payloadDigest: decision, status: 200 };
      const person = persons[reviewer as keyof typeof persons];
      const given = await answer(deps, {
        ...{ approvalRequestId: own(id), reviewer: person, replay },
        decision: decision as "approved",
      });
      const approval = current(expected, id);
      if (approval && reviewer === "otto") return assert.equal(codeOf(given), "not_a_reviewer");
      const again =
        approval?.winner?.reviewer === reviewer && approval.winner.key === key && approval.status === decision;
      const refusal = again ? null : refusalOf(approval);
      assert.equal(codeOf(given) ?? null, refusal);
      if (refusal !== null || !approval || again) return;
      approval.status = decision;
      approval.winner = { reviewer, key };
    }),
  ),
  fc.record({ id: ids, own: fc.boolean() }).map((by) =>
    command(`cancel ${by.id}${by.own ? "" : " as another agent"}`, async (expected, { deps, own }) => {
      const requester = by.own ? claimProcessor.id : otherAgent.id;
      const cancelled = await cancelApproval(deps, { approvalRequestId: own(by.id), requester, feedback: "withdrawn" });
      const approval = current(expected, by.id);
      if (approval && !by.own) return assert.equal(codeOf(cancelled), "not_your_approval");
      const refusal = approval?.status === "error" ? null : refusalOf(approval);
      assert.equal(codeOf(cancelled) ?? null, refusal);
      if (approval && refusal === null) approval.status = "error";
    }),
  ),
  fc.record({ id: ids, hours: fc.integer({ min: -1, max: 100 }) }).map(({ id, hours }) =>
    command(`move the expiry of ${id} to ${hours} hours from now`, async (expected, { deps, own }) => {
      const expiresAt = expected.now + hours * hour;
      const moved = await applyCommand(deps, own(id), { type: "change_expiry", by: rita, expiresAt });
      const approval = current(expected, id);
      const refusal = refusalOf(approval) ?? (hours <= 0 ? "expiry_in_the_past" : null);
      assert.equal(codeOf(moved) ?? null, refusal);
      if (approval && refusal === null) approval.expiresAt = expiresAt;
    }),
  ),
  ids.map((id) =>
    command(`read ${id}`, async (expected, { deps, own }) => {
      const read = await readApproval(deps, own(id));
      assert.equal(read?.status, current(expected, id)?.status);
    }),
  ),
  ids.map((id) =>
    command(`run the timers of ${id}`, async (expected, { deps, own }) => {
      await runTimers(deps, own(id));
      tellAll(current(expected, id));
    }),
  ),
  ids.map((id) =>
    command(`deliver the entries of ${id}`, async (expected, { deps, own }) => {
      await dispatchAll(deps, own(id));
      // An expiry that nobody has come upon yet has no entry.
      if ((await deps.approvals.load(own(id)))?.status !== "pending") tellAll(current(expected, id));
    }),
  ),
  fc.constantFrom(1, 60_000, 20 * hour, 72 * hour - 1, 72 * hour).map((ms) =>
    command(`${ms} ms pass`, async (expected, { time }) => {
      expected.now += ms;
      time.now += ms;
    }),
  ),
];
