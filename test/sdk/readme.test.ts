import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";

const readme = await readFile(new URL("../../sdk/typescript/README.md", import.meta.url), "utf8");
const compiler = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");

test("every TypeScript block of the SDK's README compiles against the built package", {
  timeout: 120_000,
}, async (t) => {
  const blocks = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code ?? "");
  assert.equal(blocks.length, 4);
  const folder = await mkdtemp(new URL("readme-", import.meta.url).pathname);
  t.after(() => rm(folder, { recursive: true }));
  const files = blocks.map((_, index) => join(folder, `block-${index + 1}.ts`));
  await Promise.all(files.map((file, index) => writeFile(file, blocks[index] ?? "")));
  const options =
    "--ignoreConfig --noEmit --strict --skipLibCheck --target es2023 --module nodenext --types node".split(" ");
  const compiled = promisify(execFile)(process.execPath, [compiler, ...options, ...files]);
  const output = await compiled.then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  );
  assert.equal(output, "");
});
