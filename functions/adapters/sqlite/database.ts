import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { DiskWatch } from "./disk-watch.ts";
import { isDiskError, resultCode } from "./result-code.ts";
import { migrations, schemaGeneration, stepsPerGeneration } from "./schema.ts";

type Row = Record<string, unknown>;
type Job = {
  readonly run: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (why: unknown) => void;
};

/** One write alone changes up to 20 pages, and SQLite's own checkpoint comes at 1,000. */
const commitsPerCheckpoint = 40;

/** Thrown when another process has the data open. */
export class DataInUse extends Error {
  constructor(path: string, cause: unknown) {
    super(`${path} is in use by another process`, { cause });
    this.name = "DataInUse";
  }
}

/**
 * One SQLite file, opened by one process (an exclusive lock that a crash releases), durable at every commit
 * (write-ahead log, `synchronous=FULL`). Writes that arrive in the same turn of the event loop share one transaction,
 * each in its own savepoint, and are answered only after that transaction is on the disk.
 */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly disk: DiskWatch;
  /** Called after every commit, when the answers are out. */
  onCommit: () => void = () => {};
  #queue: Job[] = [];
  #commits = 0;

  constructor(path: string) {
    this.#db = new DatabaseSync(path);
    this.disk = new DiskWatch(path, () => this.#rewriteVersion());
    try {
      this.#db.exec(
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY",
      );
      this.#migrate(path);
      // SQLite opens for reading what it must not write.
      this.#rewriteVersion();
    } catch (error) {
      const why = this.disk.refuse(error);
      this.#db.close();
      this.disk.stop();
      throw [5, 6].includes(resultCode(error) ?? 0) ? new DataInUse(path, error) : why;
    }
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** One row at a time, as far as the caller goes; nothing else may use the same statement meanwhile. */
  each(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#prepare(sql).iterate(...values) as Iterable<Row>;
  }

  /** Only inside `write`. Returns how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /**
   * Runs a job inside the next shared transaction; what it throws undoes that job alone.
   *
   * @throws NotRecorded when the disk takes nothing: then no job of that transaction was done
   */
  write<T>(run: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#queue.push({ run, resolve: resolve as (value: never) => void, reject }) === 1)
        setImmediate(() => this.#flush());
    });
  }

  close(): void {
    if (!this.#db.isOpen) return;
    this.disk.stop();
    this.#flush();
    this.#db.close();
  }

  #flush(): void {
    const jobs = this.#queue;
    this.#queue = [];
    if (jobs.length === 0) return;
    try {
      this.run("BEGIN IMMEDIATE");
      const answers = jobs.map((job) => this.#attempt(job));
      this.run("COMMIT");
      for (const answer of answers) answer();
      this.onCommit();
      if (++this.#commits % commitsPerCheckpoint === 0) setImmediate(() => this.#checkpoint());
    } catch (error) {
      const why = this.disk.refuse(error);
      this.#undo();
      for (const job of jobs) job.reject(why);
    }
  }

  /** SQLite undoes some of what the disk refuses by itself, and a second time is an error that would hide the first. */
  #undo(undo = "ROLLBACK"): void {
    try {
      if (this.#db.isTransaction) this.#db.exec(undo);
    } catch {}
  }

  /**
   * SQLite would do it within some commit, for whose answer somebody waits; here the answers are out. A disk that has no
   * room for it loses nothing: the write-ahead log keeps everything until there is.
   */
  #checkpoint(): void {
    try {
      if (this.#db.isOpen) this.get("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (error) {
      if (!isDiskError(error)) throw error;
    }
  }

  /** Writes one page with what is in it. */
  #rewriteVersion(): void {
    try {
      this.#db.exec(`BEGIN IMMEDIATE; PRAGMA user_version=${this.#version()}; COMMIT`);
    } finally {
      this.#undo();
    }
  }

  #version(): number {
    return Number(this.#db.prepare("PRAGMA user_version").get()?.user_version);
  }

  #attempt(job: Job): () => void {
    this.run("SAVEPOINT job");
    try {
      const value = job.run();
      this.run("RELEASE job");
      return () => job.resolve(value as never);
    } catch (error) {
      if (isDiskError(error)) throw error;
      this.#db.exec("ROLLBACK TO job; RELEASE job");
      return () => job.reject(error);
    }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** A file that took steps which this program does not know is used as it is: steps within a generation only add. */
  #migrate(path: string): void {
    const version = this.#version();
    if (version >= stepsPerGeneration * (schemaGeneration + 1))
      throw new Error(
        `${path} was written by a newer version of Sayso and cannot be read by this one (schema ${version}): start the newer version, or put back the copy of the folder from before the upgrade`,
      );
    for (const [index, step] of migrations.entries())
      if (index >= version) this.#db.exec(`BEGIN; ${step} PRAGMA user_version=${index + 1}; COMMIT`);
  }
}
