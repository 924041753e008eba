import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";

const dashboard = join(import.meta.dirname, "..", "..", "dashboard");
const sources = globSync("**/*.{ts,tsx}", { cwd: dashboard }).filter(
  (path) => !path.startsWith("texts/") && !path.endsWith(".d.ts"),
);
/** Attributes that a person reads or is read. */
const read = new Set([
  "aria-label",
  "title",
  "placeholder",
  "alt",
  "label",
  "none",
  "words",
  "yes",
  "aria-description",
]);
/** The names of keys are the same in every language. */
const signs = /^[^\p{L}]*$/u;

/** Words in code that a person would be shown: text of elements, attributes that are read, sentences. */
function wordsIn(path: string, source: string): readonly string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && !signs.test(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && read.has(node.name.getText()) && node.initializer)
      if (ts.isStringLiteral(node.initializer) && !signs.test(node.initializer.text)) found.push(node.initializer.text);
    const isText = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node);
    if (isText && /^\p{Lu}\p{Ll}+ \p{Ll}/u.test(node.text) && !isThrown(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...new Set(found)];
}

/** What only a programmer sees. */
function isThrown(node: ts.Node): boolean {
  return ts.isNewExpression(node.parent) && ts.isThrowStatement(node.parent.parent);
}

test("every text of the pages is in the catalogue", () => {
  assert.ok(sources.length > 50);
  const strays = sources.flatMap((path) =>
    wordsIn(path, readFileSync(join(dashboard, path), "utf8")).map((words) => `${path}: ${words}`),
  );
  assert.deepEqual(strays, []);
});

test("a text outside of the catalogue would be found", () => {
  assert.deepEqual(wordsIn("stray.tsx", "const a = <p title='Go on'>Hello {name}, {'You decide here.'}</p>;"), [
    "Go on",
    "Hello",
    "You decide here.",
  ]);
});

test("dates, numbers and amounts are written by the catalogue's one locale", () => {
  for (const path of sources) {
    const source = readFileSync(join(dashboard, path), "utf8");
    assert.doesNotMatch(source, /toLocale\w*String\(|Intl\.\w+Format\((?!locale\b|\))/, path);
  }
});

test("the pages' files name only words of the catalogue", () => {
  for (const path of globSync("*.html", { cwd: dashboard })) {
    const html = readFileSync(join(dashboard, path), "utf8");
    const texts = html
      .replace(/<[^>]*>/g, "\n")
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
    for (const text of texts) assert.match(text, /^\{\{\w+\}\}$/, path);
  }
});
