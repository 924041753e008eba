import { type ClaimOutcome, claimOutcomes } from "./claim-outcome.ts";

const redrawEvery = 100;
const lineEvery = 10_000;

/** One status line: redrawn in place on a terminal, a new line now and then elsewhere. */
export class ClaimsProgress {
  readonly counts: Record<ClaimOutcome, number>;
  readonly #total: number;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #terminal = process.stdout.isTTY === true;
  readonly #waiting = new Set<string>();
  #failed = 0;
  #shown = "";

  constructor(total: number, quiet: boolean) {
    this.counts = Object.fromEntries(claimOutcomes.map((outcome) => [outcome, 0])) as Record<ClaimOutcome, number>;
    this.#total = total;
    if (!quiet) this.#timer = setInterval(() => this.#show(), this.#terminal ? redrawEvery : lineEvery);
    this.#timer?.unref();
  }

  /** Claims that wait for a person's decision now. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Claims that have their outcome. */
  get done(): number {
    return claimOutcomes.reduce((sum, outcome) => sum + this.counts[outcome], 0);
  }

  pending(claimId: string): void {
    this.#waiting.add(claimId);
  }

  ended(claimId: string, outcome: ClaimOutcome): void {
    this.#waiting.delete(claimId);
    this.counts[outcome]++;
  }

  failed(claimId: string): void {
    this.#waiting.delete(claimId);
    this.#failed++;
  }

  /** Every claim that can be asked about has been: the moment to look at the inbox. */
  allAsked(): void {
    if (this.#timer !== undefined && this.waiting > 0) this.#show();
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.#terminal && this.#shown !== "") process.stdout.write("\r\x1b[K");
  }

  #show(): void {
    const line = this.#line();
    if (line === this.#shown && !this.#terminal) return;
    this.#shown = line;
    // On a terminal again and again: somebody else may have written over it. A width of 0 is one that is not known.
    const columns = process.stdout.columns || 80;
    process.stdout.write(this.#terminal ? `\r\x1b[K${line.slice(0, columns - 1)}` : `${line}\n`);
  }

  #line(): string {
    const parts = claimOutcomes
      .filter((outcome) => this.counts[outcome] > 0)
      .map((outcome) => `${this.counts[outcome]} ${outcome}`);
    if (this.#failed > 0) parts.push(`${this.#failed} not processed`);
    const toDo = this.#total - this.done - this.#failed - this.waiting;
    if (toDo > 0) parts.push(`${toDo} to do`);
    return [`${this.waiting} of ${this.#total} claims wait for a decision`, ...parts].join(" · ");
  }
}
