import fc from "fast-check";
import type { Policy, ResumeTarget, Waiter } from "../../functions/core/approval.ts";
import type { Command } from "../../functions/core/command.ts";
import { expiresAt, ivan, onDashboard, requestClaim, rita, sam } from "./claim.ts";

/** A command and how long after the one before it the clock shows it: less than nothing when the clock is set back. */
export interface Step {
  readonly elapsedMs: number;
  readonly command: Command;
}

const otto = { id: "otto@example.com", name: "Otto Ode", via: "link" } as const;

/** What a person said: none of it may stand in the audit trail. */
export const words = ["Pay it, but not the hotel.", 'Ivan\n"knows" why: €', "Zoë's own claim \ud83d\ude00"] as const;
export const persons = [rita, sam, ivan, otto].flatMap(({ id, name }) => [id, name]);
const crowd = Array.from({ length: 20 }, (_, n) => `reviewer-${n}@example.com`);
/** Begins every token and callback of a waiter. */
export const tokenMark = "AQC8AAAAKg";

const target: fc.Arbitrary<ResumeTarget> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("task-token"), taskToken: fc.constant(`${tokenMark}-task`) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "poll" }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("event"), detail: fc.constant({ correlation: tokenMark }) }) },
);

const waiter: fc.Arbitrary<Waiter> = fc
  .record({ number: fc.integer({ min: 1, max: 40 }), run: fc.constantFrom("run-1", "run-1", "run-2", null), target })
  .map(({ number, run, target }) => ({
    waiterId: `waiter-${number}`,
    executionId: run,
    kind: target.kind,
    target,
    state: "waiting",
  }));

function mostly<T>(usual: T, ...rare: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });
}

const { approval } = requestClaim;
const stranger = { ...approval.requestedBy, id: "agent:other" };

const policy: fc.Arbitrary<Policy> = fc
  .record({
    exclusive: mostly(false, true),
    allowSelfApproval: mostly(false, true),
    remindAfterHours: fc.constantFrom(undefined, 0.5, 3, 71),
    escalateAfterHours: fc.constantFrom(undefined, 0.5, 5, 71),
    escalateTo: fc.constantFrom([otto.id], [otto.id, sam.id], crowd.slice(1)),
  })
  .map(({ remindAfterHours, escalateAfterHours, escalateTo, ...rules }) => ({
    quorum: 1,
    ...rules,
    ...(remindAfterHours !== undefined && { remindAfterHours }),
    ...(escalateAfterHours !== undefined && { escalateAfterHours, escalateTo }),
  }));

const request: fc.Arbitrary<Command> = fc
  .record({
    waiter,
    asked: mostly(approval, { ...approval, contentDigest: "sha256:0000" }, { ...approval, requestedBy: stranger }),
    policy,
  })
  .map(({ waiter, asked, policy }) => ({ type: "request", waiter, approval: { ...asked, policy } }));

const decision: fc.Arbitrary<Command> = fc.record({
  type: fc.constant("decide"),
  decision: fc.constantFrom("approved", "rejected", "request_changes"),
  reviewer: fc.constantFrom(rita, sam, ivan, otto),
  linkGeneration: fc.constantFrom(null, 1, 2),
  feedback: fc.constantFrom(null, ...words),
  response: fc.constantFrom(null, { amount: 12_400 }),
  decisionId: fc.constantFrom("attempt-1", "attempt-2"),
  evidence: fc.constantFrom(onDashboard, { channel: "api", session: null, displayedDigest: null, shownAt: null }),
});

const hourMs = 3_600_000;
const waiterId = fc.integer({ min: 1, max: 40 }).map((number) => `waiter-${number}`);
const feedback = fc.constantFrom(...words);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 24, arbitrary: request },
  { weight: 2, arbitrary: decision },
  { weight: 1, arbitrary: fc.constant({ type: "expire" }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("cancel"),
      requester: mostly("agent:claim-processor", "agent:other"),
      feedback,
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("fail"), feedback }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("change_expiry"),
      by: fc.constantFrom(rita, sam),
      expiresAt: fc.integer({ min: -80, max: 80 }).map((hours) => expiresAt + hours * hourMs),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Command>({ type: "remind" }, { type: "escalate" }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("reassign"),
      by: fc.constantFrom(rita, sam, ivan, otto),
      as: mostly<"reviewer" | "admin">("reviewer", "admin"),
      reviewers: fc.oneof(
        fc.subarray([rita.id, sam.id, ivan.id, otto.id], { minLength: 1 }),
        fc.constantFrom(crowd, [...crowd, otto.id], [...approval.reviewers]),
      ),
      reason: fc.constantFrom(null, ...words),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("restart_wait"),
      generation: fc.integer({ min: 1, max: 3 }),
      reason: fc.constant("aborted"),
    }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("resumed"), waiterId }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("give_up_resume"), waiterId, reason: fc.constant("gone") }) },
);

const elapsedMs = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 * hourMs }) },
  { weight: 1, arbitrary: fc.constantFrom(72 * hourMs, 72 * hourMs - 1, 8_640 * hourMs) },
  { weight: 2, arbitrary: fc.integer({ min: -600_000, max: 0 }) },
);

/** What may happen to one approval in its life, of whatever length. */
export const randomSteps: fc.Arbitrary<Step[]> = fc.array(fc.record({ elapsedMs, command }), {
  maxLength: 60,
  size: "max",
});
