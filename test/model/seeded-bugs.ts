import type { Approval, ReviewerDecision } from "../../functions/core/approval.ts";
import type { Change } from "../../functions/ports/approval-store.ts";
import { applyCommand } from "../../functions/use-cases/apply-command.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { deciding } from "./actors.ts";
import { stepWait, tokenOf } from "./perform.ts";
import type { Bug } from "./scenario.ts";
import { expiresAt, id, minute, rowOf } from "./the-claim.ts";
import { copied, type World } from "./world.ts";

/** Writes a part of a change, whatever is there. */
function put(world: World, { after, entries, dueAt }: Change, part: "row" | "entries"): World {
  const memory = copied(world.memory);
  if (part === "row") memory.approvals.set(id, { approval: JSON.stringify(after), dueAt });
  else for (const { entry } of entries) memory.entries.set(entry.eventId, JSON.stringify(entry));
  return { ...world, memory };
}

const committed = { value: "committed" } as const;

type Deliver = NonNullable<Deps["resumers"]["task-token"]>["deliver"];

/** Mistakes that others have made, or that this design was drawn to rule out; each must be found. */
export const seededBugs: readonly Bug[] = [
  {
    title: "the store commits without looking whether somebody else did",
    scenario: "deciding",
    breaks: "I1",
    perform: (perform) => (world, call) =>
      perform(world, call[0] === "commit" ? ["commit", { ...(call[1] as Change), before: rowOf(world) }] : call),
  },
  {
    title: "the row and its audit entry are two writes",
    scenario: "deciding",
    breaks: "I2",
    deps: () => (deps, step) => ({
      ...deps,
      approvals: {
        ...deps.approvals,
        commit: async (change) => {
          await step("put row", change);
          await step("put entries", change);
          return "committed";
        },
      },
    }),
    perform: (perform) => async (world, call) => {
      if (call[0] === "put row") return { world: put(world, call[1] as Change, "row"), reply: committed };
      if (call[0] === "put entries") return { world: put(world, call[1] as Change, "entries"), reply: committed };
      return perform(world, call);
    },
  },
  {
    title: "whoever comes second is told that their decision counts",
    scenario: "deciding",
    breaks: "I4",
    run: ({ run, means }) =>
      means
        ? async (deps, input) => ({
            ...((await run(deps, input)) as object),
            ...{ ok: true, status: means.decision, reviewer: means.reviewer },
          })
        : run,
  },
  {
    title: "the expiry is left to the timers",
    scenario: "deciding",
    breaks: "I5",
    deps: (actor) => (deps) => ({
      ...deps,
      approvals: {
        ...deps.approvals,
        load: async () => {
          const approval = await deps.approvals.load(id);
          return approval && /^(rita|sam)/.test(actor) ? { ...approval, expiresAt: expiresAt + minute } : approval;
        },
      },
    }),
  },
  {
    title: "a retry under the same key is another attempt",
    scenario: "deciding",
    breaks: "I6",
    run: ({ name, run, means }) =>
      means ? deciding(name, means.decision as ReviewerDecision, means.reviewer, false).run : run,
  },
  {
    title: "a decision leaves the timers nothing to do",
    scenario: "waiting",
    breaks: "I3",
    perform: (perform) => (world, call) => {
      const change = call[1] as Change;
      if (call[0] !== "commit" || change.after.status !== "approved") return perform(world, call);
      return perform(world, ["commit", { ...change, dueAt: null }]);
    },
  },
  {
    title: "the state machine leaves its token without looking at the row",
    scenario: "waiting",
    breaks: "I3",
    stepWait: (world, generation, step) => {
      const wait = world.waits[generation];
      if (step !== "leave token" || !wait) return stepWait(world, generation, step);
      const waits = { ...world.waits, [generation]: { ...wait, state: "waiting" as const } };
      return { ...world, waits, waitToken: tokenOf(generation, wait.round) };
    },
  },
  {
    title: "a commit puts the whole row, with the token as it was when it was loaded",
    scenario: "waiting",
    breaks: "I3",
    deps: () => (deps, step) => {
      let token: unknown = null;
      return {
        ...deps,
        approvals: {
          ...deps.approvals,
          load: async () => {
            token = await step("read token");
            return deps.approvals.load(id);
          },
          commit: async (change) => (await step("put whole row", change, token)) as "committed" | "conflict",
        },
      };
    },
    perform: (perform) => async (world, call) => {
      if (call[0] !== "put whole row") return perform(world, call);
      const performed = await perform(world, ["commit", call[1]]);
      const won = "value" in performed.reply && performed.reply.value === "committed";
      return won ? { ...performed, world: { ...performed.world, waitToken: call[2] as string | null } } : performed;
    },
  },
  {
    title: "the stream reads the row from a copy that lags behind",
    scenario: "waiting",
    breaks: "I2",
    deps: (actor) => (deps) =>
      /^stream \d/.test(actor)
        ? {
            ...deps,
            approvals: {
              ...deps.approvals,
              load: async () => {
                const approval = await deps.approvals.load(id);
                return approval && ({ ...approval, status: "pending" } as Approval);
              },
            },
          }
        : deps,
  },
  {
    title: "two may tell one agent at the same time",
    scenario: "telling",
    breaks: "I3",
    deps: () => (deps) => ({
      ...deps,
      resumeClaims: { ...deps.resumeClaims, take: async () => ({ attempt: 1, unheard: 0 }) },
    }),
  },
  {
    title: "whoever outlived their claim gives the agent up",
    scenario: "telling",
    breaks: "I2",
    deps: () => (deps) => {
      let asked = 0;
      // The first look at the clock begins the claim, the later ones were made without one.
      return { ...deps, clock: { now: () => (asked ||= deps.clock.now()) } };
    },
  },
  {
    title: "an agent counts as told before it is",
    scenario: "telling",
    breaks: "I2",
    deps: () => (deps) => {
      const deliver = deps.resumers["task-token"]?.deliver as Deliver;
      const early: Deliver = async (approval, waiter, attempt) => {
        await applyCommand(deps, id, { type: "resumed", waiterId: waiter.waiterId });
        return deliver(approval, waiter, attempt);
      };
      return { ...deps, resumers: { "task-token": { deliver: early } } };
    },
  },
  {
    title: "the sweep takes what is due off the list before it has seen to it",
    scenario: "telling",
    breaks: "I3",
    perform: (perform) => async (world, call) => {
      const performed = await perform(world, call);
      if (call[0] !== "due") return performed;
      const memory = copied(world.memory);
      const row = memory.approvals.get(id);
      if (row?.dueAt != null && row.dueAt <= (call[1] as number)) memory.approvals.set(id, { ...row, dueAt: null });
      return { ...performed, world: { ...performed.world, memory } };
    },
  },
];
