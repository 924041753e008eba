import type * as z from "zod/mini";
import type { agentfieldError } from "../schemas/agentfield.ts";
import type { Problem } from "../schemas/problem.ts";

/** Below it clients of Agentfield's ask, and read errors in its form. */
const root = "/api/";

export function isAgentfieldPath(path: string): boolean {
  return path.startsWith(root);
}

/** Their names of our fields. */
const names: Readonly<Record<string, string>> = {
  "resume.url": "callback_url",
  executionId: "execution_id",
  agent: "node_id",
};

/** A problem in the form that Agentfield's clients read: they print the text, and look for `message`, then `error`. */
export function toAgentfieldError({ code, detail, errors, approval }: Problem): z.infer<typeof agentfieldError> {
  const renamed = errors?.map(({ field, detail: said }) => ({ field: names[field] ?? field, detail: said }));
  const fields = code === "invalid_request" && renamed?.map(({ field, detail: said }) => `${field} ${said}`).join("; ");
  return { error: code, message: fields || detail, ...(renamed && { errors: renamed }), ...(approval && { approval }) };
}
