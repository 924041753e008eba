import type { Deps } from "../../functions/use-cases/deps.ts";
import type { Perform, WaitStep } from "./perform.ts";
import type { Step } from "./stepped-deps.ts";
import type { World } from "./world.ts";

/** Somebody who may act once, at any moment at which there is something to act on. */
export interface Actor {
  readonly name: string;
  /** What it may begin with in a world; empty as long as there is nothing to do. */
  readonly inputs: (world: World) => readonly string[];
  readonly run: (deps: Deps, input: string) => Promise<unknown>;
  /** What the world does about its having returned: a message is taken off the queue, a state machine goes on. */
  readonly finish?: (world: World, input: string, returned: unknown) => World;
  /** What a reviewer means by it, so that the answer can be held against the record. */
  readonly means?: { readonly decision: string; readonly reviewer: string; readonly key: string };
}

/** Who acts on what, and how much may go wrong. Everything within these bounds is explored. */
export interface Scenario {
  readonly name: string;
  /** What it is about, in words. */
  readonly about: string;
  readonly start: () => Promise<World>;
  readonly actors: readonly Actor[];
  /** The moments that the clock may show, in order; it may move on before any step. */
  readonly moments: readonly number[];
  /** How many processes may die, each before any of its calls. */
  readonly crashes: number;
  /** How many calls may fail, before their effect or with the answer lost after it. */
  readonly faults: number;
  /** How many state machines may be aborted. */
  readonly aborts: number;
}

/** A bug put in on purpose, to show that the invariants would find it. */
export interface Bug {
  readonly title: string;
  readonly scenario: string;
  /** The invariant that must be found broken. */
  readonly breaks: string;
  /** Changes what an actor is given. */
  readonly deps?: (actor: string) => (deps: Deps, step: Step) => Deps;
  /** Changes what a call does to the world. */
  readonly perform?: (perform: Perform) => Perform;
  readonly stepWait?: (world: World, generation: number, step: WaitStep) => World;
  /** Stands in for what an actor does. */
  readonly run?: (actor: Actor) => Actor["run"];
}
