/** What the same work is done with. Times are nanoseconds of CLOCK_MONOTONIC, which all processes of a machine share. */
export interface Contestant {
  /** With version, and what it persists to: "Temporal dev server 1.5.1 (SQLite)". */
  readonly name: string;
  /** It gets no more than so many pending pauses, since it comes to no end with more. Default: as many as the others. */
  readonly mostPending?: number;
  /** Registers a pause and answers when it is durable and the waiter waits. */
  pause(id: string): Promise<void>;
  /** Sends the decision; answers when the contestant has acknowledged it. */
  decide(id: string): Promise<void>;
  /** Called for each waiter whose own code has gone on, with the moment at which it did, taken in the waiter's process. */
  onResumed(listener: (id: string, at: bigint) => void): void;
  /** Resident memory in bytes of every process that a waiting pause costs (server, worker, database), by name. */
  memory(): Record<string, number>;
  /** Has those processes that can be told to do so collect their garbage; called before memory is read. */
  collect?(): Promise<void>;
  /** Ends every process that it started, by its id. */
  stop(): Promise<void>;
}

/** @param folder an empty one for all data and logs of this run; who calls it removes it */
export type Start = (folder: string) => Promise<Contestant>;
