/** A limited number of places. */
export class Slots {
  readonly #count: number;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#count = count;
    this.#free = count;
  }

  /** Resolves when a place is free, with the function that frees it again; calling that twice does no harm. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    };
  }

  /** Resolves when nobody has a place. */
  async allFree(): Promise<void> {
    const frees: (() => void)[] = [];
    for (let taken = 0; taken < this.#count; taken++) frees.push(await this.take());
    for (const free of frees) free();
  }
}
