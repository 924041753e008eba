import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { startLocalWorld } from "../scenarios/local-world.ts";
import { decideSignedIn, poll, sleep } from "../scenarios/world.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const compiler = fileURLToPath(import.meta.resolve("typescript/bin/tsc"));
const attw = join(fileURLToPath(import.meta.resolve("@arethetypeswrong/cli/package.json")), "../dist/index.js");

/**
 * What the program prints.
 *
 * @throws Error with all that it said when it fails
 */
function run(program: string, args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...more };
    const options = { cwd, env, timeout: 400_000, shell: process.platform === "win32" };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

describe("the TypeScript SDK as it is published", { timeout: 900_000 }, () => {
  let folder: string;
  let tarball: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sayso-packed-"));
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], join(root, "sdk/typescript"));
    tarball = join(folder, (await readdir(folder))[0] ?? "");
  });
  after(() => rm(folder, { recursive: true }));

  test("publint finds nothing", async () => {
    const { buffer } = new Uint8Array(await readFile(tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
    assert.equal(pkg.name, "@sayso/sdk");
    assert.deepEqual(messages, []);
  });

  test("its types are right for all who can import it", async () => {
    const said = await run(process.execPath, [attw, tarball, "--profile", "esm-only", "--format", "json"], folder);
    assert.equal(JSON.parse(said).analysis.types.kind, "included");
  });

  describe("installed in a project", () => {
    let project: string;
    before(async () => {
      project = join(folder, "project");
      await mkdir(project);
      await writeFile(join(project, "package.json"), '{ "private": true, "type": "module" }');
      await copyFile(new URL("snippets/pause-once.ts", import.meta.url), join(project, "program.ts"));
      const options = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
      await run("npm", ["install", ...options, tarball], project);
    });

    const consumers = {
      nodenext: ["--module", "nodenext", "--types", "node", "--typeRoots", join(root, "node_modules/@types")],
      bundler: ["--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2023,dom"],
    };
    for (const [resolution, options] of Object.entries(consumers))
      test(`its types serve a strict project under ${resolution}`, async () => {
        const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noEmit"];
        const args = [compiler, ...strict, "--target", "es2023", ...options, "program.ts"];
        assert.equal(await run(process.execPath, args, project), "");
      });

    test("it pauses, is decided and gives the result", async (t) => {
      const world = await startLocalWorld();
      t.after(() => world.stop());
      const variables = { SAYSO_SERVER_URL: world.baseUrl, SAYSO_API_KEY: world.agentHeaders["x-api-key"] };
      const output = run(process.execPath, ["program.ts"], project, variables);
      while ((await poll(world, "packed-1", 0)).status !== 200)
        await Promise.race([sleep(50), output.then((said) => assert.fail(`it ended early: ${said}`))]);
      await decideSignedIn(world, "packed-1", { decision: "request_changes", feedback: "Fold it again" });
      assert.equal(
        await output,
        '{"decision":"request_changes","feedback":"Fold it again","by":"admin","approved":false}\n',
      );
    });
  });
});
