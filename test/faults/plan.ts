import type { Call, Perform, Performed } from "../model/perform.ts";
import type { World } from "../model/world.ts";

/** What may go wrong with one call: its process dies, or it sees the call fail, before or after it had its effect. */
export const kinds = ["dies before", "dies after", "fails before", "loses the answer of"] as const;
export type Kind = (typeof kinds)[number];

/** Thrown out of a process that goes no further; whatever it was about to catch. */
export class Death extends Error {}

/** Goes wrong at one call for as many calls as said; then all goes well. */
export interface Plan<Point = number> {
  readonly kind: Kind;
  /** Which call: by default its number, counted from the start of a life. */
  readonly at: Point;
  readonly times?: number;
}

/** What is to go wrong with a call: the process that makes it dies of it, or sees it fail, with its effect or without. */
export interface Fault {
  readonly fault: "death" | "failure";
  readonly hasEffect: boolean;
}

export function faultOf(kind: Kind): Fault {
  return {
    fault: kind.startsWith("dies") ? "death" : "failure",
    hasEffect: kind === "dies after" || kind === "loses the answer of",
  };
}

/** The plans that go wrong at one point, in each way that there is. */
export function plansAt<Point>(at: Point): readonly Plan<Point>[] {
  return [...kinds.map((kind) => ({ kind, at })), { kind: "fails before", at, times: 7 }];
}

export function inWords({ kind, times = 1 }: Plan<unknown>): string {
  return times > 1 ? `${times} calls in a row fail from` : `the process ${kind}`;
}

export type Outcome = Performed & { readonly fault?: Fault["fault"] };

/** Carries a call out as far as the plan lets it. */
export async function carryOut(
  plan: Plan | undefined,
  number: number,
  perform: Perform,
  world: World,
  call: Call,
): Promise<Outcome> {
  const { kind, at, times = 1 } = plan ?? { kind: "fails before", at: Number.POSITIVE_INFINITY };
  if (number < at || number >= at + times) return perform(world, call);
  const { fault, hasEffect } = faultOf(kind);
  const performed = hasEffect ? await perform(world, call) : { world, reply: { error: "TimeoutError" } };
  return { ...performed, fault };
}
