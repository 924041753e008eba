import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./documents.ts";

/** Runs a script of the project's as a document says, in an environment without an AWS account. */
function runScript(name: string, args: readonly string[], home: string): string {
  const { PATH = "" } = process.env;
  const { stdout, stderr, status, error } = spawnSync("npm", ["run", "--silent", "--ignore-scripts", name, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { PATH, HOME: home },
  });
  if (error) throw error;
  assert.equal(status, 0, stderr);
  return stdout;
}

test("the README's deployment can be synthesised without an AWS account", { timeout: 120_000 }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), "sayso-synth-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const settings = ["-c", "defaultReviewers=alice@example.com", "-c", "longPollConcurrency=0"];
  runScript("synth", ["--", "--output", join(folder, "out"), ...settings], folder);
  const { Resources } = JSON.parse(readFileSync(join(folder, "out", "Sayso.template.json"), "utf8"));
  const all = JSON.stringify(Resources);
  assert.match(all, /"alice@example\.com"/);
  assert.doesNotMatch(all, /ReservedConcurrentExecutions/);
});

test("the claim processor says how it is used", () => {
  assert.match(runScript("claims", ["--", "--help"], tmpdir()), /npm run claims/);
});
