import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { root } from "./documents.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const languages = ["TypeScript", "Python", "Go"] as const;
const references = languages.map((language) => read(`docs/reference/${language.toLowerCase()}.md`));

/** Where the tests of each language are. */
const suites = {
  TypeScript: globSync("test/sdk/**/*.test.ts", { cwd: root }),
  Python: globSync("test/python/test_*.py", { cwd: root }),
  Go: [...globSync("sdk/go/*_test.go", { cwd: root }), "test/go/programs.test.ts"],
};

const rows = read("docs/sdks.md")
  .split("\n")
  .filter((line) => /^\| (?!what |---)/.test(line))
  .map((line) => line.slice(2, -2).split(" | "));

function quoted(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
}

/** The languages that the reference shows, none where nothing of that name is there. */
function shownBy(reference: string): readonly string[] {
  const [, file = "", name] = /^([\w-]+(?:\.test)?\.(?:json|ts|py|go))(?:: (.+))?$/.exec(reference) ?? [];
  if (file.endsWith(".json")) {
    const cases: readonly { readonly name: string }[] = JSON.parse(read(`sdk/vectors/${file}`));
    return name === undefined || cases.some((one) => one.name === name) ? languages : [];
  }
  return languages.filter((language) =>
    suites[language].some((path) => basename(path) === file && name !== undefined && isTest(read(path), file, name)),
  );
}

function isTest(source: string, file: string, name: string): boolean {
  if (file.endsWith(".py")) return source.includes(`def ${name}(`);
  if (file.endsWith(".go")) return source.includes(`func ${name}(`);
  // A name that is made of more than the words before its first value.
  return ['"', "`"].some((quote) => [quote, ": $"].some((end) => source.includes(`test(${quote}${name}${end}`)));
}

/** The name as a whole word. */
function isIn(text: string, name: string): boolean {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w])${plain}(?![\\w])`).test(text);
}

test("the page has rows", () => {
  assert.ok(rows.length > 40);
  for (const row of rows) assert.equal(row.length, 5, row[0]);
});

describe("each row of the SDKs' table is shown by what it names", () => {
  for (const [what = "", ...cells] of rows)
    test(what, () => {
      const shown = quoted(cells[3] ?? "");
      for (const reference of shown) assert.notDeepEqual(shownBy(reference), [], `there is no ${reference}`);
      const proven = new Set(shown.flatMap(shownBy));
      for (const [column, language] of languages.entries()) {
        const cell = cells[column] ?? "";
        for (const name of quoted(cell))
          assert.ok(isIn(references[column] ?? "", name), `the reference of ${language} has no ${name}`);
        assert.equal(cell.startsWith("—") || proven.has(language), true, `nothing shows it in ${language}`);
      }
    });
});

describe("a row would not be shown", () => {
  for (const reference of [
    "requests.json: no such case",
    "no.json",
    "waits.test.ts",
    "waits.test.ts: no",
    "test_x.py: test_y",
  ])
    test(`by ${reference}`, () => {
      const shown = reference === "no.json" ? () => assert.throws(() => shownBy(reference)) : undefined;
      if (shown !== undefined) return shown();
      assert.deepEqual(shownBy(reference), []);
    });
});
