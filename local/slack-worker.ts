import type { SlackTasks } from "../functions/adapters/sqlite/slack-tasks.ts";
import { NotRecorded } from "../functions/ports/not-recorded.ts";
import type { SlackQueue, SlackTask } from "../functions/ports/slack-app.ts";
import { doSlackTask } from "../functions/use-cases/decide-in-slack.ts";
import type { Deps } from "../functions/use-cases/deps.ts";

const batch = 100;
const retryMs = 1_000;
const maxAttempts = 60;

/** Does what people asked for in Slack after it has been answered, one by one. What a crash leaves is done after the next start. */
export class SlackWorker implements SlackQueue {
  readonly #tasks: SlackTasks;
  readonly #attempts = new Map<number, number>();
  #deps: Deps | undefined;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(tasks: SlackTasks) {
    this.#tasks = tasks;
  }

  start(deps: Deps): void {
    this.#deps = deps;
    this.#wake();
  }

  async push(task: SlackTask): Promise<void> {
    await this.#tasks.add(task);
    setImmediate(() => this.#wake());
  }

  async stop(): Promise<void> {
    this.#deps = undefined;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wake(): void {
    const deps = this.#deps;
    if (!deps) return;
    clearTimeout(this.#timer);
    this.#running ??= this.#work(deps)
      .catch((cause) => {
        deps.log.error("what was asked for in Slack cannot be read", { cause });
        this.#later();
      })
      .finally(() => {
        this.#running = undefined;
      });
  }

  #later(): void {
    this.#timer = setTimeout(() => this.#wake(), retryMs);
  }

  async #work(deps: Deps): Promise<void> {
    for (let tasks = this.#tasks.list(batch); tasks.length > 0; tasks = this.#tasks.list(batch))
      for (const { seq, task } of tasks) {
        if (!this.#deps) return;
        if (!(await this.#attempt(deps, seq, task))) {
          this.#later();
          return;
        }
        await this.#tasks.remove(seq);
      }
  }

  /** Whether it is over: done, or given up. */
  async #attempt(deps: Deps, seq: number, task: SlackTask): Promise<boolean> {
    if (!deps.slack) return true;
    try {
      await doSlackTask({ ...deps, slack: deps.slack }, task);
      return true;
    } catch (cause) {
      if (cause instanceof NotRecorded) return false;
      const attempts = (this.#attempts.get(seq) ?? 0) + 1;
      this.#attempts.set(seq, attempts);
      deps.log.error("what was asked for in Slack failed", { attempts, cause });
      return attempts >= maxAttempts;
    }
  }
}
