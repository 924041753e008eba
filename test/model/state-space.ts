import { describeStep } from "./describe-step.ts";
import { answerFault, worldFault } from "./invariants.ts";
import { Numbered } from "./numbered.ts";
import { perform as faultless, type Reply, stepWait, type WaitStep } from "./perform.ts";
import { type Place, ProcessTree } from "./process-tree.ts";
import type { Actor, Bug, Scenario } from "./scenario.ts";
import { Settling } from "./settling.ts";
import { expiresAt } from "./the-claim.ts";
import { keyOf, type World } from "./world.ts";

/** Actors by number: 0 has not begun, -1 has died, above 0 stands at a place, below -1 has ended with a result. */
export interface State {
  readonly world: number;
  readonly moment: number;
  readonly crashes: number;
  readonly faults: number;
  readonly aborts: number;
  readonly actors: readonly number[];
}

export interface Edge {
  readonly label: () => string;
  readonly to: State;
}

/** The states of a scenario, the steps between them, and what must hold in each. */
export class StateSpace {
  readonly #scenario: Scenario;
  readonly #bug: Bug | undefined;
  readonly #perform: typeof faultless;
  readonly #stepWait: typeof stepWait;
  readonly #tree = new ProcessTree();
  readonly #worlds = new Numbered<World>();
  readonly #replies = new Numbered<Reply>();
  readonly #results = new Numbered<unknown>();
  readonly #performed = new Map<string, { readonly world: number; readonly reply: number }>();
  readonly #inputs = new Map<string, readonly string[]>();
  readonly #checked = new Map<string, string | null>();
  readonly #settling: Settling;

  constructor(scenario: Scenario, bug?: Bug) {
    this.#scenario = scenario;
    this.#bug = bug;
    this.#perform = bug?.perform?.(faultless) ?? faultless;
    this.#stepWait = bug?.stepWait ?? stepWait;
    this.#settling = new Settling(this.#perform, this.#stepWait, (actor, input) => this.#task(actor, input));
  }

  async start(): Promise<State> {
    const { start, crashes, faults, aborts, actors } = this.#scenario;
    const world = this.#number(await start());
    return { world, moment: 0, crashes, faults, aborts, actors: actors.map(() => 0) };
  }

  /** How many worlds there are, and how long at most it took until an agent was told. */
  get measures() {
    return { worlds: this.#worlds.values.length, longestLagMs: this.#settling.longestLagMs };
  }

  #number(world: World): number {
    return this.#worlds.of(world, keyOf(world));
  }

  #world(number: number): World {
    return this.#worlds.values[number] as World;
  }

  #now({ moment }: State): number {
    return this.#scenario.moments[moment] as number;
  }

  #task(actor: Actor, input: string) {
    const { deps } = this.#bug ?? {};
    const run = this.#bug?.run?.(actor) ?? actor.run;
    return { name: actor.name, input, run, ...(deps && { patch: deps(actor.name) }) };
  }

  /** Every step that can be taken from a state. */
  async edges(state: State): Promise<readonly Edge[]> {
    const edges: Edge[] = [];
    for (const [index, actor] of this.#scenario.actors.entries()) {
      const standing = state.actors[index] as number;
      if (standing === 0) edges.push(...(await this.#beginnings(state, index, actor)));
      if (standing > 0) edges.push(...(await this.#continuations(state, index, actor, this.#placeAt(standing))));
    }
    edges.push(...this.#waits(state));
    if (state.moment + 1 < this.#scenario.moments.length)
      edges.push({ label: () => "the clock moves on", to: { ...state, moment: state.moment + 1 } });
    return edges;
  }

  #placeAt(standing: number): Place {
    return this.#tree.places[standing - 1] as Place;
  }

  async #beginnings(state: State, index: number, actor: Actor): Promise<readonly Edge[]> {
    const key = `${index} ${state.world}`;
    const inputs = this.#inputs.get(key) ?? actor.inputs(this.#world(state.world));
    this.#inputs.set(key, inputs);
    const edges: Edge[] = [];
    for (const input of inputs) {
      const place = await this.#tree.start(this.#task(actor, input), this.#now(state));
      edges.push({ label: () => `${actor.name} begins`, to: this.#enter(state, index, actor, place) });
    }
    return edges;
  }

  async #continuations(state: State, index: number, actor: Actor, place: Place): Promise<readonly Edge[]> {
    if (!("call" in place.standing)) throw new Error(`${actor.name} has ended`);
    const { call } = place.standing;
    const { world, reply } = await this.#carryOut(state.world, place);
    const edges: Edge[] = [];
    const answered = async (before: State, given: number, what: string) => {
      const value = this.#replies.values[given] as Reply;
      const next = await this.#tree.feed(place, value, given, this.#now(state));
      const label = () => `${actor.name}: ${describeStep(call, value)}${what}`;
      edges.push({ label, to: this.#enter(before, index, actor, next) });
    };
    await answered({ ...state, world }, reply, "");
    if (state.crashes > 0)
      edges.push({
        label: () => `${actor.name} dies before: ${call[0]}`,
        to: { ...state, crashes: state.crashes - 1, actors: state.actors.with(index, -1) },
      });
    if (state.faults > 0) {
      const timedOut = this.#replies.of({ error: "TimeoutError" });
      const spent = { ...state, faults: state.faults - 1 };
      await answered(spent, timedOut, " (nothing was done)");
      if (world !== state.world) await answered({ ...spent, world }, timedOut, " (it was done, the answer is lost)");
    }
    return edges;
  }

  async #carryOut(world: number, place: Place): Promise<{ readonly world: number; readonly reply: number }> {
    const key = `${world} ${place.number}`;
    const known = this.#performed.get(key);
    if (known) return known;
    if (!("call" in place.standing)) throw new Error("nothing is called");
    const performed = await this.#perform(this.#world(world), place.standing.call);
    const made = { world: this.#number(performed.world), reply: this.#replies.of(performed.reply) };
    this.#performed.set(key, made);
    return made;
  }

  /** The state after an actor has come to a place; at its end the world does what follows from that. */
  #enter(state: State, index: number, actor: Actor, { number, standing, task }: Place): State {
    if ("call" in standing) return { ...state, actors: state.actors.with(index, number + 1) };
    const actors = state.actors.with(index, -2 - this.#results.of(standing));
    if ("thrown" in standing || !actor.finish) return { ...state, actors };
    const world = actor.finish(this.#world(state.world), task.input, standing.returned);
    return { ...state, actors, world: this.#number(world) };
  }

  #waits(state: State): readonly Edge[] {
    const world = this.#world(state.world);
    const edges: Edge[] = [];
    for (const [generation, wait] of Object.entries(world.waits)) {
      const step = (what: WaitStep, left: Partial<State> = {}) =>
        edges.push({
          label: () => `wait ${generation}: ${what}`,
          to: { ...state, ...left, world: this.#number(this.#stepWait(world, Number(generation), what)) },
        });
      if (wait.state === "begun") step("leave token");
      if (wait.state === "waiting" && this.#now(state) >= expiresAt) step("time out");
      if (state.aborts > 0 && (wait.state === "begun" || wait.state === "waiting"))
        step("abort", { aborts: state.aborts - 1 });
    }
    return edges;
  }

  /** What is wrong with a state, or undefined. */
  async faultOf(state: State): Promise<string | undefined> {
    const world = this.#world(state.world);
    const results = state.actors.map((standing) => (standing < -1 ? this.#results.values[-2 - standing] : undefined));
    return (
      this.#once(`${state.world}`, () => worldFault(world)) ??
      this.#once(`${state.world} ${state.actors.map((standing) => Math.min(standing, 0))}`, () =>
        answerFault(world, this.#scenario.actors, results),
      ) ??
      (isQuiet(state) ? await this.#settling.faultOf(world, this.#now(state), this.#scenario.actors) : undefined)
    );
  }

  #once(key: string, check: () => string | undefined): string | undefined {
    const known = this.#checked.get(key);
    if (known !== undefined) return known ?? undefined;
    const fault = check();
    this.#checked.set(key, fault ?? null);
    return fault;
  }
}

/** Nobody is at work. */
export function isQuiet({ actors }: State): boolean {
  return actors.every((standing) => standing <= 0);
}

export function keyOfState({ world, moment, crashes, faults, aborts, actors }: State): string {
  return `${world},${moment}${crashes}${faults}${aborts},${actors}`;
}
