import type { StandardSchemaV1 } from "@standard-schema/spec";
import { SaysoError } from "./sayso-error.ts";

/** A model of the Vercel AI SDK: an object of one of its providers, or an AI Gateway id such as `"anthropic/claude-sonnet-4.5"`. */
export type AgentModel =
  | string
  | { readonly specificationVersion: string; readonly provider: string; readonly modelId: string };

/** What the model is asked. */
export interface ModelQuestion {
  /** What the model is and how it should judge. */
  readonly system?: string | undefined;
  /** The case itself. */
  readonly user: string;
  /** Ends the call with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The AI Gateway id that the environment names, if it does. */
export function environmentModel(): string | undefined {
  return process.env.SAYSO_MODEL || undefined;
}

/** The agent's model, `how` being the way to set one. @throws {SaysoError} `model_not_configured` */
export function configuredModel(model: AgentModel | undefined, how: string): AgentModel {
  if (model !== undefined) return model;
  throw new SaysoError(
    "model_not_configured",
    `This agent has no model: set one with ${how}, a model of the Vercel AI SDK`,
  );
}

/** The model's answer as text. */
export async function askModel(model: AgentModel, question: ModelQuestion): Promise<string> {
  const { generateText } = await aiSdk();
  const { system, user, signal } = question;
  const { text } = await generateText({ model: model as never, system, prompt: user, abortSignal: signal });
  return text;
}

/** The model's answer in the schema's shape, and found to be so. */
export async function askModelFor<Schema extends StandardSchemaV1>(
  model: AgentModel,
  question: ModelQuestion,
  schema: Schema,
): Promise<StandardSchemaV1.InferOutput<Schema>> {
  return readAnswer(schema, await askModelForJson(model, question, schema));
}

/** The model's answer as the JSON that it gave when shown the schema, unchecked. */
export async function askModelForJson(
  model: AgentModel,
  question: ModelQuestion,
  schema: StandardSchemaV1,
): Promise<unknown> {
  const { generateText, Output, NoObjectGeneratedError, asSchema, jsonSchema } = await aiSdk();
  const { system, user, signal } = question;
  // The model is shown the schema; the answer is checked afterwards, with the schema's own words for what is wrong.
  const shape = Output.object({ schema: jsonSchema(() => asSchema(schema as never).jsonSchema) });
  try {
    const result = await generateText({
      model: model as never,
      system,
      prompt: user,
      abortSignal: signal,
      output: shape,
    });
    return result.output;
  } catch (cause) {
    if (!NoObjectGeneratedError.isInstance(cause)) throw cause;
    throw new SaysoError("invalid_answer", "The model did not answer with JSON", { cause });
  }
}

/** The answer as the schema reads it. @throws {SaysoError} `invalid_answer` with `fields` */
export async function readAnswer<Schema extends StandardSchemaV1>(
  schema: Schema,
  answer: unknown,
): Promise<StandardSchemaV1.InferOutput<Schema>> {
  const checked = await schema["~standard"].validate(answer);
  if (checked.issues === undefined) return checked.value as StandardSchemaV1.InferOutput<Schema>;
  const fields = checked.issues.map((issue) => ({ field: pathOf(issue), detail: issue.message }));
  const summary = fields.map(({ field, detail }) => `${field || "answer"}: ${detail}`).join("; ");
  throw new SaysoError("invalid_answer", `The model's answer does not match the schema: ${summary}`, { fields });
}

function pathOf(issue: StandardSchemaV1.Issue): string {
  return (issue.path ?? []).map((segment) => String(typeof segment === "object" ? segment.key : segment)).join(".");
}

/** Loaded at the first question: whoever never asks a model need not install it. */
async function aiSdk() {
  try {
    return await import("ai");
  } catch (cause) {
    const message = 'agent.ai needs the Vercel AI SDK: install "ai" (version 6 or later) and a provider of your choice';
    throw new SaysoError("model_not_configured", message, { cause });
  }
}
