import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ApprovalResult, SaysoError } from "../../sdk/typescript/src/index.ts";

/** What the server answers with: text is sent as it is. */
export interface VectorAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One outcome of a question: an answer, or what happens instead of one. */
export type VectorOutcome =
  | VectorAnswer
  | { readonly network: "cut" }
  | { readonly hold: true }
  | { readonly away: true };

/** The cases of one file of `sdk/vectors`, which its README explains. */
export function vectors<Case extends { readonly name: string }>(file: string): readonly Case[] {
  return JSON.parse(readFileSync(new URL(`../../sdk/vectors/${file}`, import.meta.url), "utf8"));
}

/** A result as the vectors write it. */
export function plain(result: ApprovalResult | null) {
  if (result === null) return null;
  assert.ok(result instanceof ApprovalResult);
  return { ...result, approved: result.approved, changesRequested: result.changesRequested };
}

/** What the call returned, or the error of ours with which it failed. */
export async function outcomeOf<T>(call: Promise<T>): Promise<T | SaysoError> {
  return call.catch((error: unknown) => {
    assert.ok(error instanceof SaysoError, String(error));
    return error;
  });
}
