import type { Clock } from "../ports/environment.ts";
import type { Caller } from "./caller.ts";
import { type ProblemReply, problemReply } from "./problem-reply.ts";

/** Says 429 to whoever asks too fast. Each returns undefined while the caller may go on. */
export interface RateLimit {
  take(caller: Caller): ProblemReply | undefined;
  /** Counts a credential that was refused, so that nobody can guess at speed. */
  failure(): ProblemReply | undefined;
}

interface Rate {
  /** Requests at once. */
  readonly burst: number;
  readonly perSecond: number;
}

export interface Rates {
  readonly agent: Rate;
  readonly link: Rate;
  readonly failure: Rate;
}

export const defaultRates: Rates = {
  agent: { burst: 20_000, perSecond: 5_000 },
  link: { burst: 60, perSecond: 2 },
  failure: { burst: 100, perSecond: 10 },
};

const maxBuckets = 10_000;

/** A token bucket for each credential, in this process. */
export function createRateLimit(clock: Clock, hash: (text: string) => string, rates: Rates = defaultRates): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  function spend(key: string, { burst, perSecond }: Rate): ProblemReply | undefined {
    const now = clock.now();
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    buckets.delete(key);
    buckets.set(key, { tokens: Math.max(0, tokens - 1), at: now });
    if (buckets.size > maxBuckets) buckets.delete(buckets.keys().next().value ?? "");
    if (tokens >= 1) return undefined;
    const retryAfter = String(Math.ceil((1 - tokens) / perSecond));
    return problemReply("rate_limited", `Try again in ${retryAfter} s.`, {}, { "retry-after": retryAfter });
  }
  return {
    take: (caller) => {
      if (caller.kind === "agent") return spend(caller.requester.id, rates.agent);
      return caller.kind === "link" ? spend(hash(caller.token), rates.link) : undefined;
    },
    failure: () => spend("failure", rates.failure),
  };
}
