import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { environments } from "../../functions/schemas/environment.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const compiler = fileURLToPath(import.meta.resolve("typescript/bin/tsc"));
const attw = join(fileURLToPath(import.meta.resolve("@arethetypeswrong/cli/package.json")), "../dist/index.js");

/** A user's app: an agent's role in a stack that has approvals beside other things. */
const app = `import { Sayso, type SaysoProps } from "@sayso/cdk";
import { App, aws_iam as iam, CfnOutput, Stack } from "aws-cdk-lib";

const props: SaysoProps = { defaultReviewers: ["alice@example.com"], longPollConcurrency: 0 };
const app = new App({ outdir: "cdk.out" });
const stack = new Stack(app, "Claims");
const sayso = new Sayso(stack, "Approvals", props);
const agent = new iam.Role(stack, "ClaimAgent", { assumedBy: new iam.ServicePrincipal("ecs-tasks.amazonaws.com") });
const granted: iam.Grant = sayso.grantRequest(agent);
granted.assertSuccess();
new CfnOutput(stack, "Url", { value: sayso.url });
// @ts-expect-error reviewers are a list
const wrong: SaysoProps = { defaultReviewers: "alice@example.com" };
app.synth();
`;

/**
 * What the program prints, on both streams.
 *
 * @throws Error with all that it said when it fails
 */
function run(program: string, args: readonly string[], cwd: string, env = process.env): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env, timeout: 400_000, shell: process.platform === "win32" && program === "npm" };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`));
      else resolve(stdout + stderr);
    });
  });
}

/** Beside a project's own packages, those that this one tests with: what they need is found where they really are. */
async function lend(project: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const place = join(project, "node_modules", name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(root, "node_modules", name), place, "junction");
  }
}

describe("the construct as it is published", { timeout: 900_000 }, () => {
  let folder: string;
  let tarball: string;
  let project: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sayso-cdk-"));
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], join(root, "lib"));
    tarball = join(folder, (await readdir(folder))[0] ?? "");
    project = join(folder, "project");
    await mkdir(project);
    await writeFile(join(project, "package.json"), '{ "private": true, "type": "module" }');
    await writeFile(join(project, "app.ts"), app);
    const options = ["--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
    await run("npm", ["install", ...options, tarball], project);
    await lend(project, ["aws-cdk-lib", "constructs", "@types/node"]);
  });
  after(() => rm(folder, { recursive: true }));

  test("publint finds nothing", async () => {
    const { buffer } = new Uint8Array(await readFile(tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
    assert.equal(pkg.name, "@sayso/cdk");
    assert.deepEqual(messages, []);
  });

  test("its types are right for all who can import it", async () => {
    const said = await run(process.execPath, [attw, tarball, "--profile", "esm-only", "--format", "json"], folder);
    assert.equal(JSON.parse(said).analysis.types.kind, "included");
  });

  test("it carries the functions and its licence, and nothing of how it was made", async () => {
    const files = globSync("**", { cwd: join(project, "node_modules/@sayso/cdk"), withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(project, "node_modules/@sayso/cdk/").length));
    assert.ok(files.includes("LICENSE"));
    assert.deepEqual(
      Object.keys(environments).filter((name) => !files.includes(join("dist/functions", name, "index.mjs"))),
      [],
    );
    assert.deepEqual(
      files.filter((name) => /(?<!\.d)\.ts$|\.map$|tsconfig/.test(name)),
      [],
    );
    for (const name of files.filter((file) => /^dist\/[^/]+$/.test(file)))
      assert.ok(!(await readFile(join(project, "node_modules/@sayso/cdk", name), "utf8")).includes(root), name);
  });

  test("its types serve a strict project under nodenext", async () => {
    const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--skipLibCheck"];
    const target = ["--module", "nodenext", "--target", "es2022", "--types", "node", "--outDir", "."];
    assert.equal(await run(process.execPath, [compiler, ...strict, ...target, "app.ts"], project), "");
  });

  describe("synthesized by its user", () => {
    // biome-ignore lint/suspicious/noExplicitAny: a template's properties have no types
    let resources: readonly any[];
    let said: string;
    before(async () => {
      // Nothing is on the path: whatever would bundle could not be started.
      said = await run(process.execPath, ["app.js"], project, { HOME: folder, PATH: "" });
      const template = await readFile(join(project, "cdk.out", "Claims.template.json"), "utf8");
      resources = Object.entries(JSON.parse(template).Resources).map(([id, resource]) => ({ id, ...Object(resource) }));
    });

    test("it says nothing and bundles nothing", () => {
      assert.equal(said, "");
    });

    test("every function is the bundle of the package, to the byte", async () => {
      const keys = resources
        .filter(({ Type }) => Type === "AWS::Lambda::Function")
        .map(({ Properties }) => String(Properties.Code.S3Key));
      assert.equal(keys.length, Object.keys(environments).length);
      const read = (...path: string[]) => readFile(join(project, ...path, "index.mjs"), "utf8");
      const assets = keys.map((key) => read("cdk.out", `asset.${key.replace(".zip", "")}`));
      const bundles = Object.keys(environments).map((name) => read("node_modules/@sayso/cdk/dist/functions", name));
      assert.deepEqual((await Promise.all(assets)).sort(), (await Promise.all(bundles)).sort());
    });

    test("the agent's role may request and not decide", () => {
      const policies = resources.filter(({ Type, id }) => Type === "AWS::IAM::Policy" && id.startsWith("ClaimAgent"));
      assert.equal(policies.length, 1);
      const [statement, ...others] = policies[0].Properties.PolicyDocument.Statement;
      assert.deepEqual(others, []);
      assert.deepEqual([statement.Effect, statement.Action], ["Allow", "execute-api:Invoke"]);
      assert.match(JSON.stringify(statement.Resource), /\/prod\/\*\/iam\/\*"/);
    });
  });
});
