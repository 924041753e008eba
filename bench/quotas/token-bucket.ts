import type { Bucket } from "./quotas.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** Fills by so many a second, up to its size; full in the beginning. */
export class TokenBucket {
  refused = 0;
  readonly #time: VirtualTime;
  readonly #bucket: Bucket;
  #tokens: number;
  #at = 0;

  constructor(time: VirtualTime, bucket: Bucket) {
    this.#time = time;
    this.#bucket = bucket;
    this.#tokens = bucket.size;
  }

  /** @returns false where there are not enough: nothing was taken */
  take(count = 1): boolean {
    this.#fill();
    if (this.#tokens < count) {
      this.refused++;
      return false;
    }
    this.#tokens -= count;
    return true;
  }

  /** Takes one as soon as everybody who came before has theirs. @returns milliseconds until then */
  queueUp(): number {
    this.#fill();
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#bucket.perSecond) * 1000;
  }

  #fill(): void {
    const { size, perSecond } = this.#bucket;
    const now = this.#time.now;
    this.#tokens = Math.min(size, this.#tokens + ((now - this.#at) / 1000) * perSecond);
    this.#at = now;
  }
}
