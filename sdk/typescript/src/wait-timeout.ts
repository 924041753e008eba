import type { Approval } from "./approval.ts";
import { SaysoError } from "./sayso-error.ts";

/**
 * The time given to a wait is up and the approval is still pending. Nothing is lost: the approval stays, and the next
 * `waitForApproval` or `waitForResume` with the same id takes up where this one left off.
 *
 * @example
 * try {
 *   await client.waitForApproval("claim-42", { timeout: 60_000 });
 * } catch (error) {
 *   if (error instanceof WaitTimeout) console.log(`${error.approvalRequestId} is still pending`);
 *   else throw error;
 * }
 */
export class WaitTimeout extends SaysoError {
  override readonly name: string = "WaitTimeout";
  declare readonly code: "wait_timeout";
  readonly approvalRequestId: string;
  /** The time that was waited, in milliseconds. */
  readonly timeout: number;

  constructor(
    approvalRequestId: string,
    timeout: number,
    details: { approval?: Approval | undefined; pending?: boolean | undefined; cause?: unknown } = {},
  ) {
    const { approval, pending = approval !== undefined } = details;
    const state = pending ? "it is still pending" : "no answer about it could be had";
    super("wait_timeout", `Waited ${timeout} ms for approval ${approvalRequestId}: ${state}`, details);
    this.approvalRequestId = approvalRequestId;
    this.timeout = timeout;
  }
}
