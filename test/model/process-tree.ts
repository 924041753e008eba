import type { Reply } from "./perform.ts";
import { Process, type Standing, type Task } from "./process.ts";

/** A process after a certain past. Two processes with the same past are the same, since nothing else reaches them. */
export interface Place {
  readonly number: number;
  readonly task: Task;
  readonly standing: Standing;
  readonly past: readonly Fed[];
}

interface Fed {
  readonly reply: Reply | undefined;
  readonly now: number;
}

/**
 * Every place that a process can come to. A promise cannot be copied, so a place that is left in a second direction is
 * reached again from the start, by the same answers at the same times; a run that is still standing there is used once.
 */
export class ProcessTree {
  readonly places: Place[] = [];
  readonly #next = new Map<string, Place>();
  readonly #standing = new Map<number, Process>();

  start(task: Task, now: number): Place | Promise<Place> {
    return this.#go(`${task.name} ${task.input}`, task, [], undefined, now);
  }

  /** Where a process comes to from a place when its call is answered so. `answer`: the answer's number. */
  feed(place: Place, reply: Reply, answer: number, now: number): Place | Promise<Place> {
    return this.#go(`${place.number} ${answer}`, place.task, place.past, { place, reply }, now);
  }

  #go(
    from: string,
    task: Task,
    past: readonly Fed[],
    fed: { readonly place: Place; readonly reply: Reply } | undefined,
    now: number,
  ): Place | Promise<Place> {
    const known = this.#next.get(from) ?? this.#next.get(`${from} at ${now}`);
    return known ?? this.#make(from, task, past, fed, now);
  }

  async #make(
    from: string,
    task: Task,
    past: readonly Fed[],
    fed: { readonly place: Place; readonly reply: Reply } | undefined,
    now: number,
  ): Promise<Place> {
    const process = fed ? await this.#at(fed.place) : new Process(task);
    const standing = fed ? await process.feed(fed.reply, now) : await process.start(now);
    const place = { number: this.places.length, task, standing, past: [...past, { reply: fed?.reply, now }] };
    this.places.push(place);
    if ("call" in standing) this.#standing.set(place.number, process);
    this.#next.set(process.readClock ? `${from} at ${now}` : from, place);
    return place;
  }

  async #at({ number, task, past, standing: expected }: Place): Promise<Process> {
    const left = this.#standing.get(number);
    if (left) {
      this.#standing.delete(number);
      return left;
    }
    const process = new Process(task);
    let standing: Standing | undefined;
    for (const { reply, now } of past) standing = reply ? await process.feed(reply, now) : await process.start(now);
    if (JSON.stringify(standing) !== JSON.stringify(expected)) throw new Error(`${task.name} is not deterministic`);
    return process;
  }
}
