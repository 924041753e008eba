import { createHash } from "node:crypto";

/** Characters that an execution's id has at most. */
const longest = 128;

/**
 * The id under which reviewers find a durable execution: the agent's name and what Lambda itself calls the execution, so
 * that it is the same in every replay. A name that does not fit is replaced by its digest.
 */
export function durableExecutionId(agent: string, durableExecutionArn: string): string {
  const own = durableExecutionArn.split("/durable-execution/").at(-1) ?? durableExecutionArn;
  const readable = `${plain(agent)}:${plain(own)}`;
  if (readable.length <= longest) return readable;
  const digest = createHash("sha256").update(durableExecutionArn).digest("hex");
  return `${plain(agent).slice(0, longest - digest.length - 1)}:${digest}`;
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9._~@-]+/g, ":");
}
