/** One line of what was measured. */
export interface Figure {
  readonly name: string;
  readonly measured: string;
  /** Null for what is measured to know it, without a figure to reach. */
  readonly wanted: string | null;
  readonly met: boolean | null;
}

export interface Result {
  readonly figures: readonly Figure[];
  /** The numbers behind the figures, as they are written to the JSON file. */
  readonly raw: unknown;
}
