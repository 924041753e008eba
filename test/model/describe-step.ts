import type { Approval } from "../../functions/core/approval.ts";
import type { Change } from "../../functions/ports/approval-store.ts";
import type { Call, Reply } from "./perform.ts";

/** One step in one line of a trace. */
export function describeStep([verb, ...args]: Call, reply: Reply): string {
  return `${verb} ${inBrief(verb, args)}→ ${"error" in reply ? reply.error : answerInBrief(verb, reply.value)}`;
}

function inBrief(verb: string, args: readonly unknown[]): string {
  if (verb === "commit") {
    const { before, entries } = args[0] as Change;
    return `${entries.map(({ entry }) => entry.type)} over v${before?.version ?? 0} `;
  }
  const words = args.filter((arg) => typeof arg !== "object");
  return words.length > 0 ? `${words.join(" ")} ` : "";
}

function answerInBrief(verb: string, value: unknown): string {
  if (verb !== "load") return JSON.stringify(value);
  const approval = value as Approval | null;
  return approval ? `${approval.status} v${approval.version}` : "nothing";
}
