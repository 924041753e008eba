import { accessSync, constants, rmSync, writeFileSync } from "node:fs";
import type { Log } from "../../ports/environment.ts";
import { NotRecorded, type StoreTrouble, troubleInWords } from "../../ports/not-recorded.ts";
import { isDiskError, resultCode } from "./result-code.ts";

const tryAgainMs = 1_000;
/** A disk that is nearly full takes small writes between large ones that it does not: that is one trouble, not many. */
const calmMs = 5_000;

const remedies: Readonly<Record<StoreTrouble, string>> = {
  full: "Make room on it",
  read_only: "Make both writable again (after an error, look at the system's log and check the file system first)",
  failing: "Look at the system's log, and at the quotas and limits of this process",
};

const troubles: Readonly<Record<string, StoreTrouble>> = {
  EROFS: "read_only",
  EACCES: "read_only",
  EPERM: "read_only",
  ENOSPC: "full",
  EDQUOT: "full",
};

interface Trouble {
  readonly trouble: StoreTrouble;
  readonly since: number;
  refusedAt: number;
  refused: number;
}

/** Knows whether the disk takes what is written, and tells of it once when it no longer does, and once when it does again. */
export class DiskWatch {
  readonly #path: string;
  readonly #tryWrite: () => void;
  #now: Trouble | undefined;
  #timer: NodeJS.Timeout | undefined;
  #log: Log | undefined;

  /** @param tryWrite writes something that changes nothing, or throws */
  constructor(path: string, tryWrite: () => void) {
    this.#path = path;
    this.#tryWrite = tryWrite;
  }

  get trouble(): StoreTrouble | null {
    return this.#now?.trouble ?? null;
  }

  /** Until then nobody is told: a program that cannot start says so itself. */
  tell(log: Log): void {
    this.#log = log;
    if (this.#now) this.#tellOf(this.#now);
  }

  /** What a write that came to nothing is to be answered with. */
  refuse(error: unknown): unknown {
    if (!isDiskError(error)) return error;
    const trouble = this.#troubleOf(error);
    const at = performance.now();
    const first = this.#now === undefined;
    this.#now ??= { trouble, since: at, refusedAt: at, refused: 0 };
    this.#now.refusedAt = at;
    this.#now.refused++;
    if (first) this.#tellOf(this.#now);
    this.#timer ??= setInterval(() => this.#lookAgain(), tryAgainMs).unref();
    return new NotRecorded(trouble, error);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #lookAgain(): void {
    if (!this.#now || performance.now() - this.#now.refusedAt < calmMs) return;
    try {
      this.#tryWrite();
    } catch {
      return;
    }
    const { since, refused } = this.#now;
    this.#now = undefined;
    this.stop();
    const afterSeconds = Math.round((performance.now() - since) / 1_000);
    this.#log?.info("the disk takes writes again", { database: this.#path, afterSeconds, refusedWrites: refused });
  }

  #tellOf({ trouble }: Trouble): void {
    const message = `${troubleInWords[trouble]}: nothing can be recorded, and requests are refused`;
    const todo = `${remedies[trouble]}; Sayso then goes on by itself, and nothing that it has acknowledged is lost.`;
    this.#log?.error(message, { database: this.#path, todo });
  }

  /** SQLite keeps the system's own reason to itself. */
  #troubleOf(error: unknown): StoreTrouble {
    if (resultCode(error) === 13) return "full";
    const beside = `${this.#path}-try`;
    try {
      accessSync(this.#path, constants.W_OK);
      writeFileSync(beside, "");
      rmSync(beside);
      return "failing";
    } catch (cause) {
      return troubles[(cause as NodeJS.ErrnoException).code ?? ""] ?? "failing";
    }
  }
}
