import { setTimeout as sleep } from "node:timers/promises";
import type { ResumeMessage, ResumeQueue } from "../functions/ports/effects.ts";
import type { Deps } from "../functions/use-cases/deps.ts";
import { resumeExecution } from "../functions/use-cases/resume-execution.ts";

/** Deliveries at once: a slow agent takes one place and holds up nobody else's. */
const places = 32;

const goodbyeMs = 1_000;

/** Makes deliveries beside whoever asked for them. What a crash cuts short is found again by the timers. */
export class ResumeWorker implements ResumeQueue {
  readonly #waiting: ResumeMessage[] = [];
  readonly #running = new Set<Promise<void>>();
  #deps: Deps | undefined;

  start(deps: Deps): void {
    this.#deps = deps;
  }

  async push(message: ResumeMessage): Promise<void> {
    this.#waiting.push(message);
    this.#next();
  }

  /** Lets the deliveries end that have begun, for a moment: whoever hangs is told after the next start. */
  async stop(): Promise<void> {
    this.#waiting.length = 0;
    await Promise.race([Promise.all(this.#running), sleep(goodbyeMs, undefined, { ref: false })]);
  }

  #next(): void {
    const deps = this.#deps;
    if (!deps || this.#running.size >= places) return;
    const message = this.#waiting.shift();
    if (!message) return;
    const work = this.#deliver(deps, message).finally(() => {
      this.#running.delete(work);
      this.#next();
    });
    this.#running.add(work);
  }

  async #deliver(deps: Deps, { approvalRequestId, waiterId }: ResumeMessage): Promise<void> {
    try {
      await resumeExecution(deps, approvalRequestId, waiterId);
    } catch (cause) {
      deps.log.error("a delivery failed", { approvalRequestId, waiterId, cause });
    }
  }
}
