import assert from "node:assert/strict";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { root } from "./documents.ts";

/** Which program's tests are where, by the table's columns. */
const suites = {
  TypeScript: "test/sdk/**/*.test.ts",
  Python: "test/python/test_*.py",
  Go: "sdk/go/*_test.go",
  server: "test/api/*.test.ts",
};

const readme = readFileSync(join(root, "sdk/vectors/README.md"), "utf8");
const rows = [...readme.matchAll(/^\| `([\w-]+\.json)` \| (.+) \|$/gm)].map(([, file = "", cells = ""]) => ({
  file,
  cells: cells.split(" | "),
}));
const files = readdirSync(join(root, "sdk/vectors")).filter((file) => file.endsWith(".json"));

test("the table has a row for each file of vectors", () => {
  assert.deepEqual(rows.map(({ file }) => file).toSorted(), files.toSorted());
});

describe("a program runs the vectors that the table says it runs", () => {
  for (const [column, [program, places]] of Object.entries(suites).entries()) {
    const sources = globSync(places, { cwd: root }).map((path) => readFileSync(join(root, path), "utf8"));
    // Where the server's side is the one list of codes, its test reads it through the SDK's.
    const names = (file: string) => [`"${file}"`, ...(file === "errors.json" ? ["server-codes.ts"] : [])];
    for (const { file, cells } of rows)
      test(`${program}: ${file}`, () => {
        const says = cells[column] ?? "";
        assert.match(says, /^(yes|no: .+|.{8,})$/);
        const runs = sources.some((source) => names(file).some((name) => source.includes(name)));
        assert.equal(runs, !says.startsWith("no: "));
      });
  }
});
