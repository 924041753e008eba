import type { Log } from "../functions/ports/environment.ts";

type Work = () => Promise<void>;

/** Long enough for whoever was answered to get the processor first, and for what comes together to be written together. */
const restMs = 10;

/** Work that no answer depends on, done a moment after the answers are out. */
export class Afterwork {
  readonly #log: Log;
  #works: Work[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  add(work: Work): void {
    this.#works.push(work);
    this.#timer ??= setTimeout(() => this.finish(), restMs);
  }

  /** Does at once what is left, and resolves when it is done. */
  async finish(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const works = this.#works;
    this.#works = [];
    await Promise.all(
      works.map((work) => work().catch((cause) => this.#log.error("work after an answer failed", { cause }))),
    );
  }
}
