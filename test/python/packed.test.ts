import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { assessByRules } from "../../examples/claim-processor/typescript/rule-based-assessor.ts";
import { pythonEnvironment, whyNotPython } from "../../tools/python-environment.ts";
import { claimsSample } from "../scenarios/claims-sample.ts";
import { startLocalWorld } from "../scenarios/local-world.ts";
import { auditOf, decideSignedIn, poll, sleep } from "../scenarios/world.ts";

const root = join(import.meta.dirname, "..", "..");
const example = join(root, "examples", "claim-processor", "python");
const requirements = join(root, "sdk", "python", "requirements-dev.txt");
const run = promisify(execFile);

type World = Awaited<ReturnType<typeof startLocalWorld>>;

describe("the Python SDK as it is published", { skip: whyNotPython() ?? false, timeout: 900_000 }, () => {
  let folder: string;
  let tools: string;
  let python: string;
  let world: World;
  const started: ReturnType<typeof spawn>[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sayso-python-"));
    tools = await pythonEnvironment("python-sdk", requirements);
    const outcome = join(folder, "dist");
    await run(tools, ["-m", "build", "--no-isolation", "--outdir", outcome, join(root, "sdk", "python")]);
    const environment = join(folder, "environment");
    await run(tools, ["-m", "venv", environment]);
    python = join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
    const wheel = (await readdir(outcome)).find((name) => name.endsWith(".whl")) ?? "";
    await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", join(outcome, wheel)]);
    world = await startLocalWorld();
  });
  after(async () => {
    for (const child of started) child.kill("SIGKILL");
    await world?.stop();
    await rm(folder, { recursive: true });
  });

  /** Starts a program of the example in the environment that has the wheel and nothing of this project beside it. */
  function start(program: string, ...args: string[]) {
    const own = { SAYSO_SERVER_URL: world.baseUrl, SAYSO_API_KEY: world.agentHeaders["x-api-key"] ?? "" };
    const env = { PATH: process.env.PATH ?? "", PYTHONDONTWRITEBYTECODE: "1", ...own };
    const child = spawn(python, [join(example, program), ...args], { cwd: folder, env });
    started.push(child);
    return { child, ended: Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]) };
  }

  async function pending(id: string, { ended }: ReturnType<typeof start>) {
    const early = ended.then((said) => assert.fail(`it ended early: ${said}`));
    early.catch(() => {});
    while ((await poll(world, id, 0)).status !== 200) await Promise.race([sleep(50), early]);
  }

  test("it holds the package, its types and its licence, and nothing else", async () => {
    const outcome = join(folder, "dist");
    for (const name of await readdir(outcome)) {
      const { stdout } = name.endsWith(".whl")
        ? await run(tools, ["-m", "zipfile", "--list", join(outcome, name)])
        : await run(tools, ["-m", "tarfile", "--list", join(outcome, name)]);
      const files = stdout.split(/\s+/).filter((word) => word.includes("/"));
      for (const needed of ["sayso/__init__.py", "sayso/py.typed", "LICENSE"])
        assert.ok(
          files.some((file) => file.endsWith(needed)),
          `${needed} in ${name}`,
        );
      const others = files.filter(
        (file) => !/(^|\/)(sayso\/(durable\/)?\w+\.(py|typed)|[A-Za-z-]+|[A-Z-]+\.md|pyproject\.toml)$/.test(file),
      );
      assert.deepEqual(
        others.filter((file) => !/\.dist-info\/|\/\.gitignore$/.test(file) && !file.endsWith("/")),
        [],
      );
    }
  });

  test("its types serve a strict program", async () => {
    const args = ["-m", "mypy", "--strict", "--python-executable", python, "--cache-dir", join(folder, "mypy")];
    const program = join(import.meta.dirname, "snippets", "pause_once.py");
    const { stdout } = await run(tools, [...args, program], { cwd: folder });
    assert.match(stdout, /^Success/);
  });

  const outcomes = [
    ["approved", "{'decision': 'approved', 'method': 'human', 'feedback': 'seen'}"],
    ["request_changes", "{'decision': 'needs_review', 'feedback': 'seen'}"],
    ["rejected", "{'decision': 'rejected', 'reason': 'seen'}"],
  ] as const;
  for (const [decision, printed] of outcomes)
    test(`claim_processor.py: ${decision}`, async () => {
      const id = `claim-py-${decision}`;
      const running = start("claim_processor.py", `py-${decision}`, "60000", "Water damage");
      await pending(id, running);
      const { json: body } = await poll(world, id, 0);
      assert.deepEqual(
        [body.title, body.metadata.assessor, body.action.arguments],
        [
          `Pay $60,000.00 for claim py-${decision}?`,
          "rules",
          { claimId: `py-${decision}`, amount: 60_000, currency: "USD" },
        ],
      );
      assert.match(body.context, /^\*\*Risk 30 of 100\*\* \(assessed by fixed rules, not AI\)/);
      await decideSignedIn(world, id, { decision, feedback: "seen" });
      const [out, err] = await running.ended;
      assert.equal(err, "");
      assert.equal(out, `Waiting for a decision: ${body.approvalRequestUrl}\n${printed}\n`);
    });

  test("claim_processor.py settles a small claim by itself", async () => {
    const [out] = await start("claim_processor.py", "py-small", "900").ended;
    assert.equal(out, "{'decision': 'approved', 'method': 'automatic'}\n");
    assert.equal((await poll(world, "claim-py-small", 0)).status, 404);
  });

  test("resilient_claim_processor.py, killed while it waits, goes on without a second request", async () => {
    const claim = ["py-killed", "60000", "Fire"] as const;
    const first = start("resilient_claim_processor.py", ...claim);
    await pending("claim-py-killed", first);
    first.child.kill("SIGKILL");
    await first.ended;
    const second = start("resilient_claim_processor.py", ...claim);
    await once(second.child.stdout, "data");
    await decideSignedIn(world, "claim-py-killed", { decision: "approved", feedback: "seen" });
    const [out] = await second.ended;
    assert.match(out, /\{'decision': 'approved', 'method': 'human', 'feedback': 'seen'\}\n$/);
    const created = (await auditOf(world, "claim-py-killed")).filter(({ type }) => type === "approval.created");
    assert.equal(created.length, 1);
  });

  test("run_claims.py works through the sample; killed while claims wait, it goes on where it was", async () => {
    await claimsSample(world, folder, (...args) => {
      const { child, ended } = start("run_claims.py", ...args);
      return { child, ended: ended.then(([out, err, [code]]) => ({ out, err, code })) };
    });
  });

  test("run_claims.py names what it cannot read", async () => {
    const file = join(folder, "wrong.csv");
    await writeFile(file, "policy_number,total_claim_amount\n1,2\n");
    const [, err, [code]] = await start("run_claims.py", file).ended;
    assert.match(err, /wrong\.csv, row 1: no column injury_claim, /);
    assert.equal(code, 2);
  });

  test("wrong arguments are explained", async () => {
    const [, err, [code]] = await start("claim_processor.py", "42").ended;
    assert.match(err, /^usage: python claim_processor\.py <claim id>/);
    assert.equal(code, 2);
  });

  test("its rules judge as the TypeScript example's do", async () => {
    const parts = { injury: 100, property: 200, vehicle: 300 };
    const facts = { incidentType: null, severity: null, authoritiesContacted: null, policeReport: null } as const;
    const numbers = {
      witnesses: null,
      bodilyInjuries: null,
      incidentHour: null,
      monthsAsCustomer: null,
      parts,
    } as const;
    const unknown = { ...facts, ...numbers };
    const claims = [
      { amount: 600 },
      { amount: 49_999.5 },
      { amount: 600, facts: unknown },
      { amount: 900, facts: { ...unknown, severity: "Total Loss", policeReport: "NO", witnesses: 0, incidentHour: 0 } },
      { amount: 60_000, facts: { ...unknown, severity: "Minor Damage", bodilyInjuries: 2, monthsAsCustomer: 3 } },
      {
        amount: 600,
        facts: { ...unknown, incidentType: "Vehicle Theft", policeReport: "YES", authoritiesContacted: "None" },
      },
      {
        amount: 600,
        facts: { ...unknown, incidentType: "Vehicle Theft", policeReport: "NO", severity: "Major Damage" },
      },
      {
        amount: 10_000,
        facts: { ...unknown, incidentHour: 5, monthsAsCustomer: 12, parts: { ...parts, injury: null } },
      },
    ].map((claim, at) => ({ claimId: `${at}`, description: "", ...claim }) as const);
    const program = `
import json, sys
sys.path.insert(0, ${JSON.stringify(example)})
from claim import Claim
from rule_based_assessor import assess_by_rules
for claim in json.load(sys.stdin):
    given = {"claim_id": claim["claimId"], **{name: value for name, value in claim.items() if name != "claimId"}}
    print(assess_by_rules(Claim.model_validate(given)).model_dump_json())
`;
    const child = spawn(python, ["-c", program], { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.end(JSON.stringify(claims));
    const lines = (await text(child.stdout)).trim().split("\n");
    const judged = lines
      .map((line) => JSON.parse(line))
      .map((it) => ({
        riskScore: it.risk_score,
        fraudIndicators: it.fraud_indicators,
        recommendedAction: it.recommended_action,
        summary: it.summary,
      }));
    assert.deepEqual(
      judged,
      claims.map((claim) => assessByRules(claim as never)),
    );
  });
});
