import { sleep } from "./sleep.ts";
import { unlessAborted } from "./unless-aborted.ts";

const firstDelay = 100;
const longestDelay = 1000;

/**
 * The time in which the server cannot be reached. However many waits there are, one probe looks for its return: a
 * thousand waits that each tried again every second would keep the machine busy and the starting server down.
 */
export class Outage {
  readonly #reachable: () => Promise<boolean>;
  readonly #onStart: () => void;
  #end: Promise<void> | undefined;
  #waiting = 0;

  /**
   * @param reachable asks the server once
   * @param onStart is told once per outage
   */
  constructor(reachable: () => Promise<boolean>, onStart: () => void) {
    this.#reachable = reachable;
    this.#onStart = onStart;
  }

  /** Resolves when the server can be reached again; rejects with the signal's reason. */
  async over(signal: AbortSignal): Promise<void> {
    this.#waiting++;
    try {
      this.#end ??= this.#probe();
      await unlessAborted(this.#end, signal);
    } finally {
      this.#waiting--;
    }
  }

  async #probe(): Promise<void> {
    let told = false;
    for (let failures = 0; this.#waiting > 0; failures++) {
      await sleep(Math.random() * Math.min(longestDelay, firstDelay * 2 ** Math.min(failures, 16)));
      if (await this.#reachable()) break;
      if (!told) this.#onStart();
      told = true;
    }
    this.#end = undefined;
  }
}
