import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/** Lines that are on disk once `append` has resolved. A line torn by a crash is cut off when the file is opened. */
export class AppendOnlyFile {
  readonly #file: FileHandle;
  #waiting: string[] = [];
  #written: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<{ file: AppendOnlyFile; lines: string[] }> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, "a+");
    const bytes = await file.readFile();
    const end = bytes.lastIndexOf("\n") + 1;
    if (end < bytes.length) await file.truncate(end);
    const lines = bytes.subarray(0, end).toString().split("\n").slice(0, -1);
    return { file: new AppendOnlyFile(file), lines };
  }

  /** Lines that come while the disk is busy are written together. */
  append(line: string): Promise<void> {
    this.#waiting.push(line);
    if (this.#waiting.length === 1) this.#written = this.#written.then(() => this.#flush());
    return this.#written;
  }

  async #flush(): Promise<void> {
    const lines = this.#waiting;
    this.#waiting = [];
    await this.#file.appendFile(lines.map((line) => `${line}\n`).join(""));
    await this.#file.datasync();
  }
}
