import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lexer, type Token, type Tokens, walkTokens } from "marked";

export const root = join(import.meta.dirname, "..", "..");

/** Code as a document prints it. */
export interface Block {
  /** The document's path in the project. */
  readonly document: string;
  /** The line of the document above the code's first. */
  readonly line: number;
  /** As the fence names it; empty where it does not, or where the code is only indented. */
  readonly language: string;
  /** Ends with a line break. */
  readonly code: string;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  void walkTokens(lexer(text), (token) => {
    tokens.push(token);
  });
  return tokens;
}

/** Every block of a document, in order, also those within lists and quotations. */
export function blocksOf(document: string, text: string): readonly Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const token of tokensOf(text)) {
    if (token.type !== "code") continue;
    const { raw, lang = "", text: code } = token as Tokens.Code;
    const at = text.indexOf(raw.trimStart().split("\n")[0] ?? "", from);
    from = at + raw.trim().length;
    blocks.push({ document, line: text.slice(0, at).split("\n").length, language: lang, code: `${code}\n` });
  }
  return blocks;
}

/** What stands between backticks within a document's sentences. */
export function quotedIn(text: string): readonly string[] {
  return tokensOf(text).flatMap((token) => (token.type === "codespan" ? [token.text] : []));
}

const places = ["*.md", "{docs,examples,lib,sdk}/**/*.md"];
// What is under docs/reference is made from the SDKs: its blocks are signatures and the examples of its sources.
const notOurs = ["**/node_modules/**", "**/dist/**", "**/.venv/**", "docs/reference/**"];

/** All that is written to be read, by its path in the project. */
export const documents: ReadonlyMap<string, string> = new Map(
  globSync(places, { cwd: root, exclude: notOurs })
    .toSorted()
    .map((path) => [path.replaceAll("\\", "/"), readFileSync(join(root, path), "utf8")]),
);

export const blocks = [...documents].flatMap(([path, text]) => blocksOf(path, text));
