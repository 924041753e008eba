import { jsonLog } from "../adapters/node/json-log.ts";
import type { Clock } from "../ports/environment.ts";

export const clock: Clock = { now: Date.now };
export const log = jsonLog((line) => process.stdout.write(`${line}\n`), Date.now);
