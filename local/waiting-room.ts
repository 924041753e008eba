import type { ServerResponse } from "node:http";
import type { Waits } from "../functions/ports/effects.ts";

interface Waiting {
  readonly response: ServerResponse;
  readonly until: number;
  /** Sends what the API says by then, and never rejects. One function for all that wait. */
  readonly answer: (response: ServerResponse) => Promise<void>;
}

/**
 * Long polls that have nothing to say yet. Each is its open response and a few words beside it: ten thousand of them
 * hold no promise, no timer and no closure of their own.
 */
export class WaitingRoom implements Waits {
  readonly #rooms = new Map<string, Waiting[]>();
  readonly #ticks: NodeJS.Timeout;
  #closed = false;

  constructor(now: () => number, tickMs = 100) {
    this.#ticks = setInterval(() => this.#leave(now()), tickMs);
  }

  park(approvalRequestId: string, waiting: Waiting): void {
    if (this.#closed) return void waiting.answer(waiting.response);
    const room = this.#rooms.get(approvalRequestId);
    if (room) room.push(waiting);
    else this.#rooms.set(approvalRequestId, [waiting]);
  }

  /** Locally the timers keep the clock, so a wait has nothing to begin. */
  async start(): Promise<"waiting"> {
    return "waiting";
  }

  /** Resolves when they have been answered: whoever decided is told after those who waited for it. */
  async wake({ approvalRequestId }: { readonly approvalRequestId: string }): Promise<void> {
    const room = this.#rooms.get(approvalRequestId) ?? [];
    this.#rooms.delete(approvalRequestId);
    await Promise.all(room.map(({ answer, response }) => answer(response)));
  }

  /** Ends every wait, also those that are still on their way here, so that clients ask again elsewhere or later. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#ticks);
    this.#leave(Number.POSITIVE_INFINITY);
  }

  #leave(now: number): void {
    for (const [id, room] of this.#rooms) {
      if (!room.some(({ until, response }) => until <= now || response.destroyed)) continue;
      const staying = room.filter(({ until, response }) => until > now && !response.destroyed);
      if (staying.length > 0) this.#rooms.set(id, staying);
      else this.#rooms.delete(id);
      for (const { until, response, answer } of room) if (until <= now && !response.destroyed) void answer(response);
    }
  }
}
