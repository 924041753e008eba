import { type Approval, isApproval } from "./approval.ts";
import { approvalPath } from "./approval-path.ts";
import type { HttpAnswer, HttpTransport } from "./http-transport.ts";
import type { Outage } from "./outage.ts";
import { retryDelay } from "./retry-delay.ts";
import { SaysoError } from "./sayso-error.ts";
import { sleep } from "./sleep.ts";
import { WaitTimeout } from "./wait-timeout.ts";
import { timeUp, withinTime } from "./within-time.ts";

/** Seconds for which the server is asked to hold its answer while the approval is pending. */
const hold = 20;
const attemptTimeout = (hold + 10) * 1000;

/** A held answer that comes back pending sooner than this was not held. */
const shortestHold = 1000;

/** How long a wait may take. */
export interface WaitLimits {
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  /** When the wait began, as `performance.now()` said it. */
  readonly since: number;
}

interface Poll {
  readonly answer: Promise<Approval>;
  readonly stop: AbortController;
  waiters: number;
}

/** The waits of one client: one poll per approval however many wait for it, through any outage of the server. */
export class ApprovalWaits {
  readonly #transport: HttpTransport;
  readonly #outage: Outage;
  readonly #polls = new Map<string, Poll>();

  constructor(transport: HttpTransport, outage: Outage) {
    this.#transport = transport;
    this.#outage = outage;
  }

  /** The approval once it is terminal; {@link WaitTimeout} if that takes longer than the limits allow. */
  async untilTerminal(id: string, limits: WaitLimits): Promise<Approval> {
    const poll = this.#join(id);
    try {
      const approval = await withinTime(poll.answer, timeLeft(limits), limits.signal);
      if (approval !== timeUp) return approval;
    } finally {
      this.#leave(id, poll);
    }
    return this.#lastLook(id, limits, (approval) => approval.status !== "pending");
  }

  /** The approval as it stands now, pending or not, as soon as the server can be asked. */
  async now(id: string, limits: WaitLimits): Promise<Approval> {
    const stop = new AbortController();
    try {
      const asking = this.#keepAsking(approvalPath(id), stop.signal).then((answer) => readApproval(answer, id));
      const approval = await withinTime(asking, timeLeft(limits), limits.signal);
      if (approval !== timeUp) return approval;
    } finally {
      stop.abort();
    }
    return this.#lastLook(id, limits, () => true);
  }

  /** Asked once more at the time-out: a wait of 24 h on an approval of 24 h must end as `expired`. */
  async #lastLook(id: string, limits: WaitLimits, enough: (approval: Approval) => boolean): Promise<Approval> {
    const { timeout, signal } = limits;
    const look = { method: "GET", path: approvalPath(id), signal, retryFor: 2000, attemptTimeout: 10_000 } as const;
    let approval: Approval;
    try {
      approval = readApproval(await this.#transport.call(look), id);
    } catch (cause) {
      if (cause instanceof SaysoError && cause.retryable) throw new WaitTimeout(id, timeout, { cause });
      throw cause;
    }
    if (enough(approval)) return approval;
    throw new WaitTimeout(id, timeout, { approval });
  }

  #join(id: string): Poll {
    const running = this.#polls.get(id);
    const stop = running?.stop ?? new AbortController();
    const poll = running ?? { answer: this.#poll(id, stop.signal), stop, waiters: 0 };
    if (running === undefined) {
      this.#polls.set(id, poll);
      const ended = () => this.#forget(id, poll);
      poll.answer.then(ended, ended);
    }
    poll.waiters++;
    return poll;
  }

  #leave(id: string, poll: Poll): void {
    if (--poll.waiters > 0) return;
    poll.stop.abort();
    this.#forget(id, poll);
  }

  #forget(id: string, poll: Poll): void {
    if (this.#polls.get(id) === poll) this.#polls.delete(id);
  }

  async #poll(id: string, signal: AbortSignal): Promise<Approval> {
    for (let early = 0; ; ) {
      const asked = performance.now();
      const answer = await this.#keepAsking(`${approvalPath(id)}?wait=${hold}`, signal);
      const approval = readApproval(answer, id);
      if (approval.status !== "pending") return approval;
      early = performance.now() - asked < shortestHold ? early + 1 : 0;
      await sleep(
        answer.retryAfter ?? (early > 1 ? Math.random() * Math.min(1000, 50 * 2 ** Math.min(early, 16)) : 0),
        signal,
      );
    }
  }

  /** Asks until the server answers, be it away for a week. */
  async #keepAsking(path: string, signal: AbortSignal): Promise<HttpAnswer> {
    for (let failures = 0; ; failures++) {
      try {
        return await this.#transport.call({ method: "GET", path, signal, retryFor: 0, attemptTimeout });
      } catch (error) {
        if (!(error instanceof SaysoError && error.retryable)) throw error;
        if (error.code === "network") await this.#outage.over(signal);
        await sleep(retryDelay(failures, error), signal);
      }
    }
  }
}

function timeLeft({ timeout, since }: WaitLimits): number {
  return timeout - (performance.now() - since);
}

function readApproval({ body }: HttpAnswer, id: string): Approval {
  if (isApproval(body, id)) return body;
  throw new SaysoError("network", `The server answered with something that is not approval ${id}`);
}
