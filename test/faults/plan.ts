import type { Call, Perform, Performed } from "../model/perform.ts";
import type { World } from "../model/world.ts";

/** What may go wrong with one call: its process dies, or it sees the call fail, before or after it had its effect. */
export const kinds = ["dies before", "dies after", "fails before", "loses the answer of"] as const;
export type Kind = (typeof kinds)[number];

/** Thrown out of a process that goes no further; whatever it was about to catch. */
export class Death extends Error {}

/** Goes wrong at one call, counted from the start of a life, for as many calls as said; then all goes well. */
export interface Plan {
  readonly kind: Kind;
  readonly at: number;
  readonly times?: number;
}

export type Outcome = Performed & { readonly fault?: "death" | "failure" };

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
  const done = kind === "dies after" || kind === "loses the answer of";
  const performed = done ? await perform(world, call) : { world, reply: { error: "TimeoutError" } };
  return { ...performed, fault: kind.startsWith("dies") ? "death" : "failure" };
}
