import type { Reviewer, ReviewerDecision } from "../../functions/core/approval.ts";
import type { AuditEntry } from "../../functions/core/audit-entry.ts";
import { digest } from "../../functions/core/digest.ts";
import { type Applied, applyCommand } from "../../functions/use-cases/apply-command.ts";
import { cancelApproval } from "../../functions/use-cases/cancel-approval.ts";
import { dispatchEntry, keepWait } from "../../functions/use-cases/dispatch-entry.ts";
import { readApproval } from "../../functions/use-cases/read-approval.ts";
import { type Requested, requestApproval } from "../../functions/use-cases/request-approval.ts";
import { resumeExecution } from "../../functions/use-cases/resume-execution.ts";
import { sweep } from "../../functions/use-cases/run-timers.ts";
import { submitDecision } from "../../functions/use-cases/submit-decision.ts";
import type { Answer } from "./invariants.ts";
import type { Actor } from "./scenario.ts";
import { chainOf, id, rowOf } from "./the-claim.ts";
import type { World } from "./world.ts";

const whenAsked = (world: World) => (rowOf(world) ? [""] : []);

function answerOf(applied: Applied | Requested): Answer {
  const approval = applied.ok ? applied.approval : "approval" in applied.refusal ? applied.refusal.approval : undefined;
  return {
    ok: applied.ok,
    status: approval?.status ?? null,
    reviewer: approval && "reviewer" in approval ? approval.reviewer.id : null,
    code: applied.ok ? null : applied.refusal.code,
  };
}

const reviewer = (name: string): Reviewer => ({ id: name, name, via: "oidc" });
const evidence = { channel: "api", session: null, displayedDigest: null, shownAt: null } as const;

/** A reviewer decides once, under a key: whoever has the same key tries again what may have been done. */
export function deciding(name: string, decision: ReviewerDecision, person = name, keyed = true): Actor {
  const replay = { key: `key of ${person}`, payloadDigest: digest((text) => text, [decision]), status: 200 };
  return {
    name,
    inputs: whenAsked,
    run: async (deps) =>
      answerOf(
        await submitDecision(deps, {
          ...{ approvalRequestId: id, decision, reviewer: reviewer(person), evidence, ...(keyed && { replay }) },
          ...{ feedback: null, response: null, linkGeneration: null },
        }),
      ),
    means: { decision, reviewer: person, key: person },
  };
}

/** An agent asks as an execution that is a state of a state machine. */
export function asking(name: string, executionId = "run-1"): Actor {
  const replay = { key: `key of ${executionId}`, payloadDigest: executionId };
  return {
    name,
    inputs: () => [""],
    run: async (deps) =>
      answerOf(
        await requestApproval(deps, {
          request: {
            ...{ approvalRequestId: id, title: "Pay claim 42", executionId, expiresInHours: 1 },
            ...{ reviewers: ["rita", "sam", "tess"] },
            resume: { kind: "task-token", taskToken: `token of ${executionId}` },
          },
          requestedBy: { id: "agent:claim-processor", via: "api_key", credential: "claims01" },
          agent: "claim-processor",
          replays: { created: { ...replay, status: 201 }, found: { ...replay, status: 200 } },
        }),
      ),
  };
}

export function cancelling(name: string): Actor {
  const cancellation = { approvalRequestId: id, requester: "agent:claim-processor", feedback: "withdrawn" };
  return { name, inputs: whenAsked, run: async (deps) => answerOf(await cancelApproval(deps, cancellation)) };
}

export function reading(name: string): Actor {
  return {
    name,
    inputs: whenAsked,
    run: async (deps) => {
      const approval = await readApproval(deps, id);
      return { ok: true, status: approval?.status ?? null, reviewer: null, code: null } satisfies Answer;
    },
  };
}

export function sweeping(name: string): Actor {
  return { name, inputs: whenAsked, run: async (deps) => void (await sweep(deps)) };
}

/** The stream delivers an entry to somebody: again as long as nobody has finished with it, and in any order. */
export function dispatching(name: string): Actor {
  return {
    name,
    inputs: (world) =>
      chainOf(world)
        .filter(({ eventId }) => !world.dispatched.includes(eventId))
        .map((entry) => JSON.stringify(entry)),
    run: (deps, input) => dispatchEntry(deps, JSON.parse(input) as AuditEntry),
    finish: (world, input) => {
      const { eventId } = JSON.parse(input) as AuditEntry;
      return { ...world, dispatched: [...new Set([...world.dispatched, eventId])].sort() };
    },
  };
}

/** Takes a message off the queue when it is done with it, so that somebody else may be at the same one. */
export function working(name: string): Actor {
  return {
    name,
    inputs: ({ queue }) => Object.keys(queue).filter((waiterId) => (queue[waiterId] ?? 0) > 0),
    run: async (deps, waiterId) => void (await resumeExecution(deps, id, waiterId)),
    finish: ({ queue, ...world }, waiterId) => {
      const left = Math.max(0, (queue[waiterId] ?? 0) - 1);
      const { [waiterId]: _, ...others } = queue;
      return { ...world, queue: left > 0 ? { ...others, [waiterId]: left } : others };
    },
  };
}

/** The state machine's function: expires the approval if it is due, and says whether the wait goes on. */
export function timing(name: string): Actor {
  return {
    name,
    inputs: ({ waits }) => Object.keys(waits).filter((generation) => waits[Number(generation)]?.state === "looking"),
    run: async (deps, generation) => {
      const applied = await applyCommand(deps, id, { type: "expire" });
      return (
        applied.ok && applied.approval.status === "pending" && applied.approval.waitGeneration === Number(generation)
      );
    },
    finish: (world, generation, pending) => {
      const wait = world.waits[Number(generation)];
      if (wait?.state !== "looking") return world;
      const next = pending
        ? ({ state: "begun", round: wait.round + 1 } as const)
        : ({ ...wait, state: "over" } as const);
      return { ...world, waits: { ...world.waits, [generation]: next } };
    },
  };
}

/** Hears that a wait broke, and begins another. */
export function reconciling(name: string): Actor {
  return {
    name,
    inputs: ({ waits }) => Object.keys(waits).filter((generation) => waits[Number(generation)]?.state === "broken"),
    run: async (deps, generation) => {
      const command = {
        type: "restart_wait",
        generation: Number(generation),
        reason: "the wait ended ABORTED",
      } as const;
      const applied = await applyCommand(deps, id, command);
      if (applied.ok) await keepWait(deps, applied.approval);
    },
  };
}
