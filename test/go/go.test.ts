import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { freePort, newFolder, startedSayso } from "../local/spawned-sayso.ts";
import { modules, run } from "./go-command.ts";
import { goOutcomes } from "./test-events.ts";

// Go's own tests, each of which counts, against a real server where they need one.
const sayso = await startedSayso({ PORT: String(await freePort()), SAYSO_DATA: newFolder() });
const server = {
  SAYSO_TEST_SERVER_URL: sayso.baseUrl,
  SAYSO_TEST_API_KEY: sayso.apiKey,
  SAYSO_TEST_ADMIN_TOKEN: sayso.adminToken,
};
const suites = [];
for (const folder of ["sdk/go", "test/go/snippets"])
  suites.push({ folder, ran: await run("go", ["test", "-race", "-count=1", "-json", "./..."], folder, server) });
await sayso.kill("SIGTERM");

for (const { folder, ran } of suites)
  describe(folder, () => {
    const outcomes = goOutcomes(ran.stdout);
    for (const { name, action, output } of outcomes)
      test(name || "the tests run", (t) => {
        if (action === "skip") t.skip(output);
        else assert.equal(action, "pass", `${output}\n${ran.stderr}`);
      });
    test("go test has said of every test how it ended", () => {
      const failed = outcomes.some(({ action }) => action === "fail");
      assert.equal(ran.code === 0, !failed, ran.stderr);
      assert.notEqual(outcomes.length, 0, ran.stderr);
    });
  });

test("the Go code is formatted", async () => {
  assert.deepEqual(await run("gofmt", ["-l", ...modules], "."), { code: 0, stdout: "", stderr: "" });
});

for (const folder of modules) {
  test(`go vet finds nothing in ${folder}`, async () => {
    assert.deepEqual(await run("go", ["vet", "./..."], folder), { code: 0, stdout: "", stderr: "" });
  });
  test(`go.mod and go.sum of ${folder} are as go mod tidy writes them`, async () => {
    assert.deepEqual(await run("go", ["mod", "tidy", "-diff"], folder), { code: 0, stdout: "", stderr: "" });
  });
}

test("every exported name of the SDK is documented", async () => {
  const { stdout } = await run("go", ["doc", "-all", "."], "sdk/go");
  const bare = stdout.split("\n").filter((line, at, lines) => {
    return /^(func|type) /.test(line) && !line.endsWith("{") && !/^ {4}\S/.test(lines[at + 1] ?? "");
  });
  assert.deepEqual(bare, []);
});
