import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { jsonLog } from "../../functions/adapters/node/json-log.ts";
import { startSayso } from "../../local/start-sayso.ts";
import { pythonEnvironment, whyNotPython } from "../../tools/python-environment.ts";
import { files } from "../api/callers.ts";
import { keepSecret, logged } from "../api/secrets.ts";

const root = join(import.meta.dirname, "..", "..");
const thorough = process.env.THOROUGH === "1";
const seed = process.env.SEED ?? "20261125";
const reason = whyNotPython();
if (reason && process.env.CI === "true") throw new Error(reason);

const document = "docs/openapi.json";
/** What no answer may do, however odd the question. What is taken and what is refused is for test/api to say. */
const checks = [
  ...["not_a_server_error", "status_code_conformance", "content_type_conformance"],
  ...["response_headers_conformance", "response_schema_conformance", "unsupported_method", "allow_header_conformance"],
];
const amount = thorough ? ["--phases", "coverage,fuzzing", "-n", "60"] : ["--phases", "fuzzing", "-n", "4"];

const generous = { burst: 1_000_000, perSecond: 1_000_000 };
const folder = mkdtempSync(join(tmpdir(), "sayso-"));
const started = Date.now();
/** Ten minutes pass in a second, so that a poll that waits is soon over. */
const clock = { now: () => started + (Date.now() - started) * 600 };
let sayso: Awaited<ReturnType<typeof startSayso>>;
before(async () => {
  sayso = await startSayso({
    environment: { port: 0, data: folder, publicUrl: "http://127.0.0.1", apiKey: undefined, adminToken: undefined },
    files: { ...files, "openapi.json": { type: "application/json", text: readFileSync(join(root, document), "utf8") } },
    log: jsonLog((line) => logged.push(line), Date.now),
    rates: { agent: generous, link: generous, failure: generous },
    clock,
  });
  for (const secret of Object.values(sayso.credentials)) if (typeof secret === "string") keepSecret(secret);
});
after(async () => {
  await sayso.stop();
  rmSync(folder, { recursive: true });
});

for (const who of ["an agent", "a person with every role"])
  test(`made-up calls of ${who} are answered as docs/openapi.json says, and never with a failure (seed ${seed})`, {
    skip: reason ?? false,
  }, async (t) => {
    const python = await pythonEnvironment("schemathesis", join(import.meta.dirname, "requirements.txt"));
    const { apiKey, adminToken } = sayso.credentials;
    const header = who === "an agent" ? `x-api-key: ${apiKey}` : `authorization: Bearer ${adminToken}`;
    const args = [
      ...[
        "run",
        document,
        "--url",
        `http://127.0.0.1:${sayso.port}`,
        "-H",
        header,
        "--seed",
        seed,
        "--generation-deterministic",
      ],
      ...["--checks", checks.join(","), "--continue-on-failure", "--request-timeout", "30", ...amount],
      // How fast calls are made up says something of the machine.
      ...["--suppress-health-check", "too_slow"],
    ];
    const { code, output } = await run(python, [
      "-c",
      "from schemathesis.cli import schemathesis; schemathesis()",
      ...args,
    ]);
    const cases = Number(/(\d+) generated/.exec(output)?.[1]);
    t.diagnostic(`${cases} calls`);
    assert.equal(code, 0, output);
    assert.ok(cases >= (thorough ? 1_000 : 50), output);
    assert.deepEqual(
      logged.filter((line) => line.includes('"level":"error"')),
      [],
    );
  });

/** It keeps what it found in the folder where it runs. */
function run(command: string, args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  const absolute = args.map((arg) => (arg === document ? join(root, document) : arg));
  return new Promise((resolve) => {
    const options = { cwd: folder, maxBuffer: 64_000_000, env: { ...process.env, NO_COLOR: "1" } };
    execFile(command, absolute, options, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) || 1 : 0, output: stdout + stderr }),
    );
  });
}
