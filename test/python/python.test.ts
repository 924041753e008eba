import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, test } from "node:test";
import { pythonEnvironment, whyNotPython } from "../../tools/python-environment.ts";

const root = join(import.meta.dirname, "..", "..");
const missing = whyNotPython();

interface PythonTest {
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly text: string;
}

/** Runs a module in the SDK's folder, and gives what it said and its exit code. */
async function run(python: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1", SAYSO_NODE: process.execPath, ...more };
  const child = spawn(python, ["-m", ...args], { cwd: join(root, "sdk", "python"), env });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, said: out + err };
}

/** Every test of pytest's, how it ended; a test may appear twice when what it used could not be taken away again. */
async function pytest(python: string) {
  const folder = mkdtempSync(join(tmpdir(), "sayso-pytest-"));
  try {
    const report = join(folder, "report.ndjson");
    const { code, said } = await run(python, ["pytest", "--quiet"], { SAYSO_PYTEST_REPORT: report });
    const lines = existsSync(report) ? readFileSync(report, "utf8").trim().split("\n") : [];
    return { code, said, tests: lines.map((line): PythonTest => JSON.parse(line)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (missing !== undefined) test("the Python SDK", { skip: missing });
else {
  execFileSync(process.execPath, ["tools/build.ts", "dashboard", "local"], { cwd: root });
  const python = await pythonEnvironment("python-sdk", join(root, "sdk", "python", "requirements-dev.txt"));
  const { code, said, tests } = await pytest(python);

  describe("pytest", () => {
    for (const { name, outcome, text: why } of tests)
      test(name, { skip: outcome === "skipped" && why }, () => {
        assert.equal(outcome, "passed", why);
      });

    test("it ran to its end", () => {
      const failed = tests.filter(({ outcome }) => outcome === "failed").length;
      assert.equal(code, failed > 0 ? 1 : 0, said);
      assert.ok(tests.length > 0, said);
    });
  });

  /** Blocks of the SDK's README: each is a file that a test of pytest's runs and is called after. */
  const printed = [
    "pause_once.py",
    "decide.py",
    "take_up_a_wait.py",
    "claim_agent_snippet.py",
    "receive_callback.py",
    "lambda_handler.py",
  ];
  for (const name of printed)
    test(`the README's ${name} was run`, () => {
      const runs = tests.filter((one) => /^test_\w+\.py::.*\[.*\]$/.test(one.name) && one.name.includes(name));
      assert.deepEqual(
        runs.map(({ outcome }) => outcome),
        ["passed"],
      );
    });

  const sources = [".", "../../test/python", "../../examples/claim-processor/python"];
  const checks = {
    "ruff finds nothing": ["ruff", "check", ...sources],
    "ruff would format nothing anew": ["ruff", "format", "--check", ...sources],
    "mypy --strict finds nothing": ["mypy"],
  };
  for (const [name, args] of Object.entries(checks))
    test(name, async () => {
      const { code: ended, said: complaint } = await run(python, args);
      assert.equal(ended, 0, complaint);
    });
}
