import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { installChromium } from "./chromium.ts";

// Runs every suite but the long ones, or those named (`npm test -- core ports`), and closes with `N passed, N failed`.
const root = join(import.meta.dirname, "..");
const suites = process.argv.slice(2).filter((word) => word !== "--thorough");
// What some suites do a short part of, they then do whole.
const thorough = process.argv.includes("--thorough");
if (thorough) process.env.THOROUGH = "1";
const patterns = suites.length > 0 ? suites.map((suite) => `test/${suite}/**/*.test.ts`) : ["test/**/*.test.ts"];
/** They run by their own names only. */
const apart = ["long"];
const exclude = apart.filter((suite) => !suites.includes(suite)).map((suite) => `test/${suite}/**`);
const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root, exclude })).map((file) => join(root, file));
// Once for all: test files run side by side, and apt does not.
if (files.some((file) => /\bbrowser\//.test(file.slice(root.length) + readFileSync(file, "utf8")))) installChromium();

let passed = 0;
let failed = 0;
let skipped = 0;
const stream = run({ files, concurrency: 2, timeout: thorough ? 3_600_000 : 1_200_000 });
stream.on("test:pass", ({ skip, details }) => {
  if (details.type === "suite") return;
  if (skip === undefined || skip === false) passed++;
  else skipped++;
});
stream.on("test:fail", ({ details }) => {
  // A suite fails with its tests, which are counted, or by itself: then its tests never ran.
  const { failureType } = details.error as Error & { readonly failureType?: string };
  if (details.type !== "suite" || failureType !== "subtestsFailed") failed++;
});
stream.compose(spec).pipe(process.stdout);
stream.on("end", () => {
  // What was skipped was not shown to work: in CI that is a failure.
  if (process.env.CI === "true") failed += skipped;
  setTimeout(() => {
    if (skipped > 0) process.stdout.write(`${skipped} skipped\n`);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  }, 200);
});
