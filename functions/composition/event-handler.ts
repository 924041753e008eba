import middy from "@middy/core";
import { log } from "./runtime.ts";

/** A function that AWS calls with an event: what it throws is logged, and thrown on, since AWS tries again then. */
export function eventHandler<Event, Result>(name: string, handle: (event: Event) => Promise<Result>) {
  return middy<Event, Result>()
    .use({ onError: ({ error }) => log.error(`${name} failed`, { cause: error }) })
    .handler(handle);
}
