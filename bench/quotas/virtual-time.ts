/** What a process does one after the other: each number is milliseconds that it takes or waits. */
export type Steps<T = void> = Generator<number, T, void>;

interface Due {
  readonly at: number;
  readonly order: number;
  readonly steps: Steps;
}

const isSooner = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Processes in a time that passes only when all of them wait: the same ones at the same moments in every run. */
export class VirtualTime {
  /** Milliseconds since the start. */
  now = 0;
  readonly #heap: Due[] = [];
  #order = 0;

  start(steps: Steps, inMs = 0): void {
    this.#push({ at: this.now + inMs, order: this.#order++, steps });
  }

  /** Until nobody has anything left to do. */
  run(): void {
    for (let due = this.#pop(); due; due = this.#pop()) {
      this.now = due.at;
      const { done, value } = due.steps.next();
      if (!done) this.start(due.steps, value);
    }
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let at = heap.push(due) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !isSooner(due, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = due;
  }

  #pop(): Due | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (!left) break;
      if (right && isSooner(right, left)) child++;
      const below = heap[child];
      if (!below || !isSooner(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
