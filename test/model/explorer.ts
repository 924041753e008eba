import type { Bug, Scenario } from "./scenario.ts";
import { isQuiet, keyOfState, type State, StateSpace } from "./state-space.ts";

export interface Exploration {
  readonly states: number;
  readonly worlds: number;
  readonly steps: number;
  /** States in which nobody was at work, each followed to its end. */
  readonly quiet: number;
  /** Milliseconds of virtual time from a decision, or the last activity, until the agent had it, at most. */
  readonly longestLagMs: number;
  /** The first broken invariant, with a shortest way to it. */
  readonly violation?: { readonly fault: string; readonly trace: readonly string[] };
}

/** Visits every state of a scenario, nearest first, until an invariant is broken or nothing is left. */
export async function explore(scenario: Scenario, bug?: Bug): Promise<Exploration> {
  const space = new StateSpace(scenario, bug);
  const states: State[] = [await space.start()];
  const from: number[] = [-1];
  const known = new Set(states.map(keyOfState));
  let [steps, quiet] = [0, 0];
  for (let at = 0; at < states.length; at++) {
    const state = states[at] as State;
    if (isQuiet(state)) quiet++;
    const fault = await space.faultOf(state);
    if (fault !== undefined) {
      const violation = { fault, trace: await traceTo(space, states, from, at) };
      return { states: at + 1, steps, quiet, ...space.measures, violation };
    }
    for (const { to } of await space.edges(state)) {
      steps++;
      const key = keyOfState(to);
      if (known.has(key)) continue;
      known.add(key);
      states.push(to);
      from.push(at);
    }
  }
  return { states: states.length, steps, quiet, ...space.measures };
}

/** The steps from the start, found again by taking them: nobody keeps words for every one of them. */
async function traceTo(space: StateSpace, states: readonly State[], from: readonly number[], end: number) {
  const trace: string[] = [];
  for (let at = end; (from[at] as number) >= 0; at = from[at] as number) {
    const edges = await space.edges(states[from[at] as number] as State);
    const key = keyOfState(states[at] as State);
    trace.unshift(edges.find(({ to }) => keyOfState(to) === key)?.label() ?? "?");
  }
  return trace;
}
