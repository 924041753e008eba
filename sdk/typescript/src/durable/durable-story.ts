import { createHash } from "node:crypto";
import { type DurableContext, retryPresets } from "@aws/durable-execution-sdk-js";
import { ExecutionRecord } from "../execution-record.ts";
import type { ExecutionStatus, Note } from "../execution-update.ts";
import type { SaysoClient } from "../sayso-client.ts";
import type { SaysoError } from "../sayso-error.ts";

/** Milliseconds for which a note or status is tried again: Lambda's time is paid for, and a story fails nothing. */
const retryFor = 2000;

/** Whose story it is. */
export interface StoryOf {
  readonly client: SaysoClient;
  readonly agent: string;
  readonly executionId: string;
  readonly onProblem: (problem: SaysoError) => void;
}

/** What is recorded of one durable execution: each line a step, written once and in order. */
export class DurableStory {
  readonly #of: StoryOf;
  readonly #path: string;
  readonly #record: ExecutionRecord;
  #notes = 0;
  #written: Promise<void> = Promise.resolve();

  /** @param path tells apart the branches of one execution */
  constructor(of: StoryOf, path = "") {
    this.#of = of;
    this.#path = path;
    this.#record = new ExecutionRecord(of.client, of.agent, of.executionId, of.onProblem);
  }

  /** The story of a branch, which goes on from here by itself. */
  branch(name: string): DurableStory {
    const story = new DurableStory(this.#of, `${this.#path}${name}/`);
    story.#written = this.#written;
    return story;
  }

  status(context: DurableContext, status: ExecutionStatus): Promise<void> {
    return this.#step(context, `execution ${status}`, (record) => record.status(status, { retryFor }));
  }

  note(context: DurableContext, note: Note): Promise<void> {
    const name = `note ${++this.#notes}`;
    // A function that is killed between writing and its checkpoint writes again: the same key makes it the same note.
    const place = [context.executionContext.durableExecutionArn, `${this.#path}${name}`];
    const idempotencyKey = createHash("sha256").update(JSON.stringify(place)).digest("hex");
    return this.#step(context, name, (record) => record.note(note, { retryFor, idempotencyKey }));
  }

  /** Resolves when everything so far is written or given up. */
  flush(): Promise<void> {
    return this.#written;
  }

  /** Begins the step at once: the order in which steps begin is what their replay goes by. */
  #step(context: DurableContext, name: string, write: (record: ExecutionRecord) => void): Promise<void> {
    const before = this.#written;
    let tellSent = () => {};
    const sent = new Promise<void>((resolve) => {
      tellSent = resolve;
    });
    const step = context.step(
      name,
      async () => {
        await before;
        write(this.#record);
        await this.#record.flush();
        tellSent();
      },
      { retryStrategy: retryPresets.noRetry },
    );
    const recorded = Promise.resolve(step);
    // The step of a branch that has ended in the meantime never settles.
    this.#written = Promise.race([sent, recorded]).catch(() => {});
    return recorded;
  }
}
