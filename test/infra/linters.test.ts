import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Template } from "aws-cdk-lib/assertions";
import { pythonEnvironment, whyNotPython } from "../../tools/python-environment.ts";
import { policyDocuments } from "./policy-documents.ts";
import { synthesize } from "./synthesize.ts";

const requirements = join(import.meta.dirname, "../../tools/template-linters-requirements.txt");
const place = "us-east-1:123456789012";
const templates: Readonly<Record<string, Template>> = {
  default: synthesize().template,
  everything: synthesize({
    agentStateMachines: [`arn:aws:states:${place}:stateMachine:claims`],
    durableAgents: [`arn:aws:lambda:${place}:function:claims`],
    oidc: { issuer: "https://id.example.com", audience: "sayso" },
    publicUrl: "https://approvals.example.com",
    linkKeyGeneration: 2,
    signingKeyGeneration: 2,
    tracing: true,
  }).template,
};

const skip = whyNotPython();
describe("linters that owe nothing to the CDK", { skip: skip ?? false, timeout: 900_000 }, () => {
  let folder: string;
  let python: string;
  before(async () => {
    python = await pythonEnvironment("template-linters", requirements);
    folder = mkdtempSync(join(tmpdir(), "sayso-linters-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** What a program prints, one finding an element. */
  function run(...args: readonly string[]): string {
    const { stdout, stderr, error } = spawnSync(python, ["-W", "ignore", ...args], { encoding: "utf8", input: "" });
    if (error) throw error;
    assert.equal(stderr, "");
    return stdout;
  }

  describe("cfn-lint, on the template,", () => {
    // The CDK names a function's role among its dependencies although a reference implies it.
    const options = ["-c", "from cfnlint.runner import main; main()", "--ignore-checks", "W3005", "--format", "json"];
    let findings: readonly string[];
    before(() => {
      const refused = structuredClone(templates.default?.toJSON() ?? {});
      refused.Resources.SaysoResumeQueueEEF9F4E6.Properties.VisibilityTimeout = 43_201;
      const all = { ...templates, refused };
      for (const [name, template] of Object.entries(all))
        writeFileSync(join(folder, `${name}.json`), JSON.stringify(template));
      const found: { Filename: string; Rule: { Id: string }; Message: string }[] = JSON.parse(
        run(...options, "--template", ...Object.keys(all).map((name) => join(folder, `${name}.json`))),
      );
      findings = found.map(({ Filename, Rule, Message }) => `${basename(Filename, ".json")}: ${Rule.Id} ${Message}`);
    });

    test("finds nothing, and would find what CloudFormation refuses", () => {
      assert.deepEqual(findings, ["refused: E3034 43201 is greater than the maximum of 43200"]);
    });
  });

  describe("parliament, on what roles may do,", () => {
    function findings(documents: Readonly<Record<string, object>>): readonly string[] {
      const policies = mkdtempSync(join(folder, "policies-"));
      for (const [id, document] of Object.entries(documents))
        writeFileSync(join(policies, `${id}.json`), JSON.stringify(document));
      const program = "from parliament.cli import cli; cli()";
      return run("-c", program, "--directory", policies, "--json")
        .split("\n")
        .filter((line) => line !== "")
        .flatMap((line) => {
          const { issue, detail, location } = JSON.parse(line);
          const details: unknown[] = [detail].flat();
          return details.map((one) => `${issue} ${Object(one).action ?? one} ${basename(location.filepath, ".json")}`);
        });
    }

    /** What it says wrongly, and why it is wrong. */
    const mistaken: Readonly<Record<string, string>> = {
      "RESOURCE_MISMATCH states:SendTaskSuccess":
        "The reference that it is made from names no resource, and yet Step Functions authorizes by the state machine.",
      "RESOURCE_MISMATCH states:DescribeExecution":
        "An execution or an express execution is described; it asks for a resource of both kinds.",
      "UNKNOWN_ACTION Unknown action lambda:SendDurableExecutionCallbackSuccess":
        "The action is younger than the linter's data.",
    };

    for (const [name, template] of Object.entries(templates))
      test(`finds nothing but what it takes wrongly: ${name}`, () => {
        const found = findings(policyDocuments(template));
        assert.deepEqual(
          found.filter((finding) => !Object.keys(mistaken).some((known) => finding.startsWith(`${known} `))),
          [],
        );
      });

    test("is mistaken about nothing else any more", () => {
      const found = findings(policyDocuments(templates.everything ?? assert.fail()));
      for (const known of Object.keys(mistaken))
        assert.ok(
          found.some((finding) => finding.startsWith(known)),
          known,
        );
    });

    test("would find an action that there is not, and a resource of another kind", () => {
      const statement = (action: string, resource: string) => ({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: action, Resource: resource }],
      });
      assert.deepEqual(
        findings({
          Unknown: statement("dynamodb:ReadItem", "*"),
          Other: statement("sqs:SendMessage", `arn:aws:dynamodb:${place}:table/audit`),
        }).toSorted(),
        ["RESOURCE_MISMATCH sqs:SendMessage Other", "UNKNOWN_ACTION Unknown action dynamodb:ReadItem Unknown"],
      );
    });
  });
});
