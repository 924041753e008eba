import {
  maxCallsOfAttempt,
  maxResumeAttempts,
  refusedPauseMs,
  resumeDelayMs,
} from "../../functions/core/resume-policy.ts";
import { seededRandom } from "../../test/ports/seeded-random.ts";
import { type Bucket, assumedMs as ms, quotas, type Region, sdk, units } from "./quotas.ts";
import type { StackNumbers } from "./stack-numbers.ts";
import { TokenBucket } from "./token-bucket.ts";
import { type Steps, VirtualTime } from "./virtual-time.ts";

/** One approval whose agent waits with a task token. */
export interface Simulated {
  endedAt: number;
  resumedAt: number;
  woken: boolean;
  attempts: number;
  givenUp: boolean;
}

interface Entry {
  readonly of: Simulated;
  readonly type: "ended" | "resumed";
  tries: number;
}

export interface Setting {
  readonly stack: StackNumbers;
  readonly region: Region;
  /** Of the table of approvals, and shards of the audit table's stream. */
  readonly partitions: number;
  /** What requests are let through. */
  readonly admitted: Bucket;
}

const sweepEveryMs = 60_000;
const sweepRunMs = 45_000;
/** After it ended an approval whose agent was not told is the sweep's. */
const graceMs = 120_000;

const sdkPauseMs = (refusals: number, part: number) =>
  part * Math.min(sdk.throttledBaseMs * 2 ** refusals, sdk.longestMs);

/** The way from an approval's end to its agent, over the quotas that lie on it. A simulation: nothing here is called. */
export class SimulatedService {
  readonly time = new VirtualTime();
  readonly counts = { setAside: 0, waitsFailed: 0, putOff: 0, swept: 0 };
  readonly sendTask: TokenBucket;
  readonly #setting: Setting;
  readonly #random = seededRandom(1);
  readonly #gateway: TokenBucket;
  readonly #transitions: TokenBucket;
  readonly #starts: TokenBucket;
  readonly #tableUnits: TokenBucket;
  readonly #lanes: Entry[][];
  readonly #busyLanes = new Set<number>();
  readonly #queue: Simulated[] = [];
  #taken = 0;
  #workers = 0;
  #queueSince = -1;
  #running = 0;
  #turn = 0;
  readonly #due: { at: number; of: Simulated }[] = [];
  #sweeping = false;

  constructor(setting: Setting) {
    const { region, partitions, stack, admitted } = setting;
    this.#setting = setting;
    this.sendTask = new TokenBucket(this.time, region.sendTaskSuccess);
    this.#transitions = new TokenBucket(this.time, region.stateTransition);
    this.#starts = new TokenBucket(this.time, region.startExecution);
    this.#gateway = new TokenBucket(this.time, admitted);
    const perSecond = partitions * quotas.partitionUnits;
    this.#tableUnits = new TokenBucket(this.time, { size: perSecond, perSecond });
    this.#lanes = Array.from({ length: partitions * stack.stream.atOncePerShard }, () => []);
  }

  get #concurrency(): number {
    return quotas.concurrency - this.#setting.stack.reservedConcurrency;
  }

  /** A person decides: the caller asks again for as long as there is no room. */
  *decide(of: Simulated): Steps {
    while (!this.#gateway.take() || this.#running >= this.#concurrency) yield 1_000 * (1 + this.#random());
    this.#running++;
    yield 2 * ms.read;
    yield* this.#write(units.end);
    of.endedAt = this.time.now;
    this.#emit({ of, type: "ended", tries: 0 });
    of.woken = yield* this.#sendTaskSuccess(sdk.attempts);
    this.#running--;
  }

  /** A wait's time is up, and its state machine goes on by itself. */
  *expire(of: Simulated): Steps {
    for (;;) {
      yield this.#transitions.queueUp();
      const error = yield* this.#runTimers(of);
      if (error === undefined) break;
      const retry = this.#setting.stack.runTimersRetries.find(({ ErrorEquals }) =>
        ErrorEquals.some((name) => name === error || name === "States.ALL" || name === "States.TaskFailed"),
      );
      if (!retry || of.attempts >= retry.MaxAttempts) {
        // The reconciler starts another wait, which lasts a second.
        this.counts.waitsFailed++;
        of.attempts = 0;
        yield this.#starts.queueUp() + 1_000;
        yield this.#transitions.queueUp();
        continue;
      }
      const longest = Math.min(retry.IntervalSeconds * retry.BackoffRate ** of.attempts, retry.MaxDelaySeconds);
      of.attempts++;
      yield this.#random() * longest * 1000;
    }
    of.attempts = 0;
    for (const _ of ["StillPending", "Over"]) yield this.#transitions.queueUp();
  }

  *#runTimers(of: Simulated): Steps<string | undefined> {
    if (this.#running >= this.#concurrency) return "Lambda.TooManyRequestsException";
    this.#running++;
    yield ms.read;
    const written = yield* this.#tryToWrite(units.end);
    this.#running--;
    if (!written) return "ThrottlingException";
    of.endedAt = this.time.now;
    this.#emit({ of, type: "ended", tries: 0 });
    return undefined;
  }

  #emit(entry: Entry): void {
    const lane = this.#turn++ % this.#lanes.length;
    this.#lanes[lane]?.push(entry);
    if (this.#busyLanes.has(lane)) return;
    this.#busyLanes.add(lane);
    this.time.start(this.#workLane(lane), ms.stream);
  }

  *#workLane(lane: number): Steps {
    const { batchSize, retries } = this.#setting.stack.stream;
    const waiting = this.#lanes[lane] ?? [];
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchSize);
      const failed = new Set<Entry>();
      for (const entry of batch) if (!(yield* this.#dispatch(entry))) failed.add(entry);
      yield 2 * ms.transaction;
      const first = batch.findIndex((entry) => failed.has(entry));
      if (first < 0) continue;
      for (const entry of failed) entry.tries++;
      // All from the first that failed on comes again, but for what has been tried often enough.
      const again = batch.slice(first).filter((entry) => entry.tries <= retries);
      for (const { of, type, tries } of batch.slice(first)) {
        if (tries <= retries) continue;
        this.counts.setAside++;
        if (type === "ended") this.#leaveToSweep(of, of.endedAt + graceMs);
      }
      waiting.unshift(...again);
      yield ms.streamRetry;
    }
    this.#busyLanes.delete(lane);
  }

  *#dispatch({ of, type }: Entry): Steps<boolean> {
    yield ms.read;
    if (type === "ended") {
      yield ms.read;
      if (!of.woken) {
        if (!(yield* this.#sendTaskSuccess(sdk.attempts))) return false;
        of.woken = true;
      }
      yield ms.write + ms.read + ms.queue;
      this.#send(of);
    }
    yield ms.read + ms.events;
    return true;
  }

  #send(of: Simulated): void {
    this.time.start(this.#arrive(of), ms.delivery);
  }

  // biome-ignore lint/correctness/useYield: it is due once, and takes no time
  *#arrive(of: Simulated): Steps {
    this.#queue.push(of);
    this.#employ();
  }

  #employ(): void {
    const { first, morePerMinute, most } = quotas.queue;
    if (this.#queueSince < 0) this.#queueSince = this.time.now;
    const grown = first + ((this.time.now - this.#queueSince) / 60_000) * morePerMinute;
    const allowed = Math.min(grown, most, this.#setting.stack.queue.atOnce);
    if (this.#workers + 1 > allowed || this.#running >= this.#concurrency) return;
    if (this.#workers * this.#setting.stack.queue.batchSize >= this.#queue.length - this.#taken) return;
    this.#workers++;
    this.#running++;
    this.time.start(this.#workQueue());
  }

  *#workQueue(): Steps {
    while (this.#taken < this.#queue.length) {
      const batch = this.#queue.slice(this.#taken, this.#taken + this.#setting.stack.queue.batchSize);
      this.#taken += batch.length;
      this.#employ();
      for (const of of batch) yield* this.#resume(of);
    }
    this.#workers--;
    this.#running--;
  }

  *#resume(of: Simulated): Steps {
    yield 2 * ms.read + ms.write;
    if (yield* this.#sendTaskSuccess(maxCallsOfAttempt, refusedPauseMs)) {
      of.resumedAt = this.time.now;
      yield* this.#write(units.resumed);
      this.#emit({ of, type: "resumed", tries: 0 });
      return;
    }
    of.attempts++;
    this.counts.putOff++;
    if (of.attempts >= maxResumeAttempts) {
      of.givenUp = true;
      return;
    }
    const delayMs = resumeDelayMs(of.attempts);
    yield 2 * ms.write;
    this.#leaveToSweep(of, this.time.now + delayMs);
  }

  #leaveToSweep(of: Simulated, at: number): void {
    this.#due.push({ at, of });
    if (this.#sweeping) return;
    this.#sweeping = true;
    this.time.start(this.#sweep(), sweepEveryMs - (this.time.now % sweepEveryMs));
  }

  *#sweep(): Steps {
    while (this.#due.length > 0) {
      const began = this.time.now;
      this.#due.sort((a, b) => a.at - b.at);
      while (this.time.now - began < sweepRunMs && (this.#due[0]?.at ?? Number.POSITIVE_INFINITY) <= this.time.now) {
        const next = this.#due.shift();
        if (!next) break;
        yield 4 * ms.read + ms.queue + ms.write;
        this.counts.swept++;
        this.#send(next.of);
      }
      yield sweepEveryMs - (this.time.now - began);
    }
    this.#sweeping = false;
  }

  *#sendTaskSuccess(calls: number, pauseMs = sdkPauseMs): Steps<boolean> {
    for (let call = 0; call < calls; call++) {
      if (call > 0) yield pauseMs(call, this.#random());
      yield ms.stepFunctions;
      if (this.sendTask.take()) return true;
    }
    return false;
  }

  /** As the adapters do: eight attempts within about three seconds. */
  *#tryToWrite(count: number): Steps<boolean> {
    for (let attempt = 1; attempt <= 8; attempt++) {
      yield ms.transaction;
      if (this.#tableUnits.take(count)) return true;
      yield this.#random() * 25 * 2 ** attempt;
    }
    return false;
  }

  *#write(count: number): Steps {
    while (!(yield* this.#tryToWrite(count)));
  }
}
