/** A stretch of a list, and where the next one begins; `cursor` is opaque to everyone but the store. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface PageRequest {
  readonly cursor: string | null;
  /** 1 to 100. */
  readonly limit: number;
}

/** Thrown by a store for a cursor that it never handed out. */
export class InvalidCursor extends Error {
  constructor() {
    super("not a cursor of this list");
    this.name = "InvalidCursor";
  }
}
