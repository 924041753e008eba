import { readFileSync } from "node:fs";

/** A process's memory in KB (1,024 bytes), as Linux has it in /proc. */
export interface ResidentMemory {
  /** All of it: VmRSS. */
  readonly all: number;
  /** What the process made itself: heap and stacks. The rest is pages of files, shared with others that use them. */
  readonly anonymous: number;
}

export function residentMemory(pid: number): ResidentMemory {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]);
  return { all: field("VmRSS"), anonymous: field("RssAnon") };
}
