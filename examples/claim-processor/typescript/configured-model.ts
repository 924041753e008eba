import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AgentModel } from "@sayso/sdk";

/**
 * The model that `SAYSO_MODEL` names, if any:
 * - an AI Gateway id, `anthropic/claude-sonnet-4.5` (the gateway reads its key from `AI_GATEWAY_API_KEY`), or
 * - a file, `./my-model.ts`, that exports `model`: any model of the Vercel AI SDK.
 */
export async function configuredModel(): Promise<AgentModel | undefined> {
  const name = process.env.SAYSO_MODEL ?? "";
  if (name === "") return undefined;
  if (!/\.m?[jt]s$/.test(name)) return name;
  const { model } = (await import(pathToFileURL(resolve(name)).href)) as { model?: AgentModel };
  if (model === undefined) throw new Error(`SAYSO_MODEL: ${name} does not export "model"`);
  return model;
}

/** What assesses the claims: the model's id, or `rules`. */
export function assessorName(model: AgentModel | undefined): string {
  if (model === undefined) return "rules";
  return typeof model === "string" ? model : model.modelId;
}

/** The same where people read it: nobody should take rules for an AI. */
export function assessorInWords(model: AgentModel | undefined): string {
  return model === undefined ? "fixed rules, not AI" : assessorName(model);
}
