import { readFileSync } from "node:fs";

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
