import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { blocks, root } from "./documents.ts";

const compiler = fileURLToPath(import.meta.resolve("typescript/bin/tsc"));
// Within the project, where its packages are found, and out of the sight of git and of the linter.
const cache = join(root, ".cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "blocks-"));
after(() => rmSync(folder, { recursive: true }));

const configuration = {
  extends: "../../tsconfig.json",
  compilerOptions: { moduleDetection: "force" },
  include: ["*.ts"],
};

/** Fails to compile where the SDK's types are not really looked at. */
const wrong = `import { SaysoClient } from "@sayso/sdk";
// @ts-expect-error an address is a string
new SaysoClient({ serverUrl: 42 });
`;

test("every TypeScript block compiles against the real packages", { timeout: 120_000 }, () => {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(configuration));
  writeFileSync(join(folder, "wrong.ts"), wrong);
  // So many empty lines before it that the compiler's line is the document's.
  for (const { document, line, code } of blocks.filter(({ language }) => language === "ts"))
    writeFileSync(join(folder, `${document.replaceAll("/", "-")}-${line}.ts`), "\n".repeat(line) + code);
  const { stdout, error } = spawnSync(process.execPath, [compiler, "-p", "."], { cwd: folder, encoding: "utf8" });
  if (error) throw error;
  assert.equal(stdout, "");
});
