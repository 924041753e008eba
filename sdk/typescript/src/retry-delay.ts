import type { SaysoError } from "./sayso-error.ts";

const firstDelay = 100;

/** A server that is away comes back at a moment nobody can know: ask often. One that is overloaded gets more time. */
const longestDelay = { network: 1000, busy: 5000 };

/** Milliseconds before the next attempt: what the server asked for, else full jitter that doubles with each failure. */
export function retryDelay(failures: number, error: SaysoError): number {
  if (error.retryAfter !== undefined) return error.retryAfter + Math.random() * firstDelay;
  const longest = error.code === "network" ? longestDelay.network : longestDelay.busy;
  return Math.random() * Math.min(longest, firstDelay * 2 ** Math.min(failures, 16));
}
