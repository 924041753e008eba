import type { CallOptions } from "./call-options.ts";
import type { ExecutionStatus, Note } from "./execution-update.ts";
import type { SaysoClient } from "./sayso-client.ts";
import { SaysoError } from "./sayso-error.ts";

/**
 * One run's story on the server, written in the order in which it happened. Writing it never fails the run and never
 * makes it wait, except in `flush`.
 */
export class ExecutionRecord {
  readonly executionId: string;
  readonly #client: SaysoClient;
  readonly #agent: string;
  readonly #onProblem: (problem: SaysoError) => void;
  #written: Promise<void> = Promise.resolve();
  /** After one write was retried in vain, the next are tried once, or a long story would hold the run for minutes. */
  #serverAway = false;

  constructor(client: SaysoClient, agent: string, executionId: string, onProblem: (problem: SaysoError) => void) {
    this.#client = client;
    this.#agent = agent;
    this.executionId = executionId;
    this.#onProblem = onProblem;
  }

  status(status: ExecutionStatus, call: CallOptions = {}): void {
    const update = { status, agent: this.#agent };
    this.#write(`status ${status}`, call, (options) => this.#client.putExecution(this.executionId, update, options));
  }

  note(note: Note, call: CallOptions = {}): void {
    this.#write("a note", call, (options) => this.#client.addNote(this.executionId, note, options));
  }

  /** Resolves when everything so far is written or given up. */
  flush(): Promise<void> {
    return this.#written;
  }

  #write(what: string, call: CallOptions, send: (options: CallOptions) => Promise<void>): void {
    this.#written = this.#written.then(async () => {
      try {
        await send(this.#serverAway ? { ...call, retryFor: 0 } : call);
        this.#serverAway = false;
      } catch (error) {
        const { code, status } = error instanceof SaysoError ? error : { code: "internal" as const, status: undefined };
        this.#serverAway = error instanceof SaysoError && error.retryable;
        const message = `${what} of execution ${this.executionId} was not recorded: ${(error as Error).message}`;
        this.#onProblem(new SaysoError(code, message, { status, cause: error }));
      }
    });
  }
}
