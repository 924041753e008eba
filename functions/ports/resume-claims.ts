/** The sole right to try one delivery for a while. */
export interface ResumeClaim {
  /** 1, 2, 3 … over all attempts at this delivery. */
  readonly attempt: number;
  /** Earlier attempts whose outcome nobody heard: one of them may have arrived. */
  readonly unheard: number;
}

/**
 * Keeps two from delivering to one waiter at once, and remembers what became of earlier attempts. Outside the
 * approval's row: attempts change no approval.
 */
export interface ResumeClaims {
  /**
   * Takes the next attempt, unless it must wait (epoch milliseconds). The attempt counts as unheard until it is put off
   * or the waiter's delivery ends.
   *
   * @param holder names the caller's try, so that its own earlier success is not taken for somebody else's
   */
  take(
    approvalRequestId: string,
    waiterId: string,
    holder: string,
    now: number,
    until: number,
  ): Promise<ResumeClaim | undefined>;
  /** Lets the next attempt wait until then, unless another one was taken meanwhile. `heard`: this one did not arrive. */
  putOff(approvalRequestId: string, waiterId: string, claim: ResumeClaim, until: number, heard: boolean): Promise<void>;
  /** Lets the next attempt be made now and the delays begin anew, unless one is being made. */
  hasten(approvalRequestId: string, waiterId: string, now: number): Promise<void>;
  /** Until when the next attempt must wait, by waiter; absent where none was made. */
  waits(approvalRequestId: string): Promise<ReadonlyMap<string, number>>;
}
