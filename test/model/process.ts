import type { Deps } from "../../functions/use-cases/deps.ts";
import type { Call, Reply } from "./perform.ts";
import { type Step, steppedDeps } from "./stepped-deps.ts";

/** Where a process stands: before a call, or at its end with what it returned or threw. */
export type Standing = { readonly call: Call } | { readonly returned: unknown } | { readonly thrown: string };

/** A use case on its way, started anew for each run. */
export interface Task {
  readonly name: string;
  readonly input: string;
  readonly run: (deps: Deps, input: string) => Promise<unknown>;
  /** What is put wrong with its needs on purpose. */
  readonly patch?: (deps: Deps, step: Step) => Deps;
}

/** One run of a task, held at each of its calls until it is fed the answer. It must make one call at a time. */
export class Process {
  readonly #task: Task;
  #now = 0;
  #answer: ((reply: Reply) => void) | undefined;
  #stand: (standing: Standing) => void = () => {};
  /** Whether the clock was read on the last stretch: only then does it matter what time it was. */
  readClock = false;

  constructor(task: Task) {
    this.#task = task;
  }

  start(now: number): Promise<Standing> {
    return this.#until(now, () => {
      const { name, input, run, patch = (deps) => deps } = this.#task;
      const step: Step = (...call) => this.#step(call);
      const clock = {
        now: () => {
          this.readClock = true;
          return this.#now;
        },
      };
      run(patch(steppedDeps(name, step, clock), step), input).then(
        (returned) => this.#stand({ returned }),
        (cause: unknown) => this.#stand({ thrown: cause instanceof Error ? cause.name : String(cause) }),
      );
    });
  }

  feed(reply: Reply, now: number): Promise<Standing> {
    const answer = this.#answer;
    if (!answer) throw new Error(`${this.#task.name} asked for nothing`);
    this.#answer = undefined;
    return this.#until(now, () => answer(reply));
  }

  #until(now: number, go: () => void): Promise<Standing> {
    this.#now = now;
    this.readClock = false;
    return new Promise((resolve) => {
      this.#stand = resolve;
      go();
    });
  }

  #step(call: Call): Promise<unknown> {
    if (this.#answer) throw new Error(`${this.#task.name} makes two calls at once: ${call[0]}`);
    return new Promise((resolve, reject) => {
      this.#answer = (reply) => ("error" in reply ? reject(namedError(reply.error)) : resolve(reply.value));
      this.#stand({ call });
    });
  }
}

function namedError(name: string): Error {
  return Object.assign(new Error(`${name}, put in on purpose`), { name });
}
