import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import { applyCommand } from "../../functions/use-cases/apply-command.ts";
import { cancelApproval } from "../../functions/use-cases/cancel-approval.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { readApproval } from "../../functions/use-cases/read-approval.ts";
import { runTimers } from "../../functions/use-cases/run-timers.ts";
import { answer, ask } from "./claim.ts";
import { type Fault, faultyApprovals } from "./faulty-approvals.ts";
import { chainOf, dispatchAll, givenDeps, minute, t0, typesOf } from "./given-deps.ts";

const replay = { key: "sha256:attempt", payloadDigest: "sha256:body", status: 200 };
const late = t0 + 73 * 3_600_000;

interface Step {
  readonly title: string;
  readonly ready: (deps: Deps, time: { now: number }) => Promise<unknown>;
  readonly run: (deps: Deps, time: { now: number }) => Promise<unknown>;
  /** The approval's whole chain, however often the step had to be tried. */
  readonly entries: readonly string[];
  readonly status: string;
}

const decided = ["approval.created", "approval.decided"];

/** Everything that commits, each the way a caller repeats it. */
const steps: readonly Step[] = [
  {
    title: "a request",
    ready: async () => {},
    run: (deps) => ask(deps, {}),
    entries: ["approval.created"],
    status: "pending",
  },
  {
    title: "a decision with its key",
    ready: (deps) => ask(deps),
    run: (deps) => answer(deps, { replay }),
    entries: decided,
    status: "approved",
  },
  {
    title: "a cancellation",
    ready: (deps) => ask(deps),
    run: (deps) =>
      cancelApproval(deps, {
        approvalRequestId: "claim-42",
        requester: "agent:claim-processor",
        feedback: "withdrawn",
      }),
    entries: ["approval.created", "approval.cancelled"],
    status: "error",
  },
  {
    title: "an expiry by the timer, with the agent told",
    ready: async (deps, time) => {
      await ask(deps);
      time.now = late;
    },
    run: (deps, time) => {
      time.now += minute;
      return runTimers(deps, "claim-42");
    },
    entries: ["approval.created", "approval.expired", "execution.resumed"],
    status: "expired",
  },
  {
    title: "an expiry found by a reader",
    ready: async (deps, time) => {
      await ask(deps);
      time.now = late;
    },
    run: (deps) => readApproval(deps, "claim-42"),
    entries: ["approval.created", "approval.expired"],
    status: "expired",
  },
  {
    title: "the record that the agent was told",
    ready: async (deps) => {
      await ask(deps);
      await answer(deps);
    },
    // A delivery whose record failed is made again when its claim is over.
    run: (deps, time) => {
      time.now += minute;
      return dispatchAll(deps, "claim-42");
    },
    entries: [...decided, "execution.resumed"],
    status: "approved",
  },
  {
    title: "the record that a wait broke",
    ready: (deps) => ask(deps),
    run: (deps) =>
      applyCommand(deps, "claim-42", { type: "restart_wait", generation: 1, reason: "the wait had ended" }),
    entries: ["approval.created", "wait.restarted"],
    status: "pending",
  },
];

function givenFaultyDeps() {
  const stores = memoryStores();
  const faults: Fault[] = [];
  return { ...givenDeps({ ...stores, approvals: faultyApprovals(stores.approvals, faults) }), faults };
}

async function tryUntilDone(run: () => Promise<unknown>): Promise<number> {
  for (let failures = 0; failures < 10; failures++) {
    try {
      await run();
      return failures;
    } catch {}
  }
  return assert.fail("never done");
}

/** Which faults the first commits of the step meet, and how many of its attempts its caller sees fail. */
const plans: readonly [faults: Fault[], seenToFail: number][] = [
  [["before"], 1],
  [["after"], 1],
  [["conflict"], 0],
  [["conflict", "conflict", "after", "before"], 1],
  [["after", "conflict", "before"], 1],
  [["before", "before", "conflict", "after"], 3],
];

for (const step of steps)
  describe(`F6 F8 ${step.title} is neither lost nor doubled`, () => {
    for (const [faults, seenToFail] of plans)
      test(`when its commits meet ${faults.join(", ")}`, async () => {
        const given = givenFaultyDeps();
        await step.ready(given.deps, given.time);
        given.faults.push(...faults);
        const failures = await tryUntilDone(() => step.run(given.deps, given.time));
        assert.ok(failures >= seenToFail, `${failures} attempts failed`);
        given.faults.length = 0;
        await step.run(given.deps, given.time);
        assert.deepEqual(await typesOf(given.deps, "claim-42"), step.entries);
        const approval = await given.deps.approvals.load("claim-42");
        assert.equal(approval?.status, step.status);
        assert.equal(approval?.version, step.entries.length);
        const chain = await chainOf(given.deps, "claim-42");
        assert.equal(approval?.lastHash, chain.at(-1)?.hash);
        assert.deepEqual(
          chain.map(({ previousHash }) => previousHash),
          [null, ...chain.slice(0, -1).map(({ hash }) => hash)],
        );
      });
  });

test("a store that never stops conflicting is reported as broken instead of being asked for ever", async () => {
  const { deps, faults } = givenFaultyDeps();
  faults.push(...Array<Fault>(1000).fill("conflict"));
  await assert.rejects(ask(deps), /claim-42 changed under 100 attempts at request/);
  assert.equal(faults.length, 900);
});
