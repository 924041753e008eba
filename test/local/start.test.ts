import assert from "node:assert/strict";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, test } from "node:test";
import { endedSayso, freePort, newFolder, startedSayso } from "./spawned-sayso.ts";

test("the banner says where to decide and what agents need, and both work", async () => {
  const [data, port] = [newFolder(), await freePort()];
  const sayso = await startedSayso({ SAYSO_DATA: data, PORT: String(port) });
  assert.match(sayso.banner, new RegExp(`^Sayso is running. Its data is in ${data}; Ctrl-C stops it`));
  assert.match(
    sayso.banner,
    new RegExp(`Decide here +http://127.0.0.1:${port}/#${sayso.linkToken}   \\(signs you in, once\\)\n`),
  );
  assert.ok(!sayso.banner.includes(sayso.adminToken));
  assert.match(sayso.banner, new RegExp(`Agents' API +http://127.0.0.1:${port} +\\(SAYSO_SERVER_URL\\)\n`));
  assert.match(sayso.banner, new RegExp(`Agents' key +${sayso.apiKey} +\\(SAYSO_API_KEY\\)\n`));
  const status = async (headers: Record<string, string>) =>
    (await fetch(`${sayso.baseUrl}/v1/approvals`, { headers })).status;
  assert.equal(await status({ "x-api-key": sayso.apiKey }), 200);
  assert.equal(await status({ authorization: `Bearer ${sayso.adminToken}` }), 200);
  assert.equal(await status({}), 401);
  for (const page of ["/", "/review/claim-42", "/v1/openapi.json"])
    assert.equal((await fetch(`${sayso.baseUrl}${page}`)).status, 200, page);
  assert.equal((await sayso.kill("SIGTERM")).stderr, "");
});

test("the secrets are its owner's alone, and the same at the next start; those of the environment come first", async () => {
  const data = join(newFolder(), "new", "folder");
  const first = await startedSayso({ SAYSO_DATA: data, PORT: String(await freePort()) });
  assert.equal(statSync(data).mode & 0o777, 0o700);
  assert.equal(statSync(join(data, "credentials.json")).mode & 0o777, 0o600);
  await first.kill("SIGTERM");
  const second = await startedSayso({ SAYSO_DATA: data, PORT: String(await freePort()) });
  assert.deepEqual([second.apiKey, second.adminToken], [first.apiKey, first.adminToken]);
  await second.kill("SIGTERM");
  const given = { SAYSO_API_KEY: `sayso_given001_${"g".repeat(43)}`, SAYSO_ADMIN_TOKEN: "a-token-of-my-own-choice" };
  const third = await startedSayso({ SAYSO_DATA: data, PORT: String(await freePort()), ...given });
  assert.deepEqual([third.apiKey, third.adminToken], [given.SAYSO_API_KEY, given.SAYSO_ADMIN_TOKEN]);
  const headers = { "x-api-key": third.apiKey };
  assert.equal((await fetch(`${third.baseUrl}/v1/approvals`, { headers })).status, 200);
  await third.kill("SIGTERM");
  assert.doesNotMatch(readFileSync(join(data, "credentials.json"), "utf8"), /ggggg|of-my-own-choice/);
});

test("F20 links lead to the public URL that was configured, whatever host the request names", async () => {
  const port = await freePort();
  const variables = { SAYSO_DATA: newFolder(), PORT: String(port), SAYSO_PUBLIC_URL: "https://sayso.example/team/" };
  const sayso = await startedSayso(variables);
  const response = await fetch(`${sayso.baseUrl}/v1/approvals`, {
    method: "POST",
    headers: { "x-api-key": sayso.apiKey, "content-type": "application/json", "x-forwarded-host": "evil.example" },
    body: JSON.stringify({ approvalRequestId: "claim-42" }),
  });
  const { approvalRequestUrl } = (await response.json()) as { approvalRequestUrl: string };
  assert.equal(approvalRequestUrl, "https://sayso.example/team/review/claim-42");
  await sayso.kill("SIGTERM");
});

describe("a second start says what is in the way, and leaves the first one alone", () => {
  test("the port, or the data", async () => {
    const [data, port] = [newFolder(), String(await freePort())];
    const sayso = await startedSayso({ SAYSO_DATA: data, PORT: port });
    const [samePort, sameData, both] = await Promise.all([
      endedSayso({ SAYSO_DATA: newFolder(), PORT: port }),
      endedSayso({ SAYSO_DATA: data, PORT: String(await freePort()) }),
      endedSayso({ SAYSO_DATA: data, PORT: port }),
    ]);
    const inUse = `The data in ${data} is in use: Sayso runs already. Stop it, or set SAYSO_DATA to another folder.\n`;
    assert.deepEqual(samePort, {
      code: 1,
      stdout: "",
      stderr: `Port ${port} is in use, perhaps by another Sayso. Stop it, or set PORT to another number.\n`,
    });
    assert.deepEqual(sameData, { code: 1, stdout: "", stderr: inUse });
    assert.deepEqual(both, { code: 1, stdout: "", stderr: inUse });
    assert.equal((await fetch(`${sayso.baseUrl}/healthz`)).status, 200);
    await sayso.kill("SIGTERM");
  });
});

describe("data that cannot be used is named, with what to do", () => {
  const cannotBeWritten = / cannot be written\. Set SAYSO_DATA to a folder that can\.\n$/;
  const cases: readonly [title: string, data: () => string, stderr: RegExp][] = [
    [
      "a folder below a file",
      () => {
        const file = join(newFolder(), "file");
        writeFileSync(file, "");
        return join(file, "sayso");
      },
      cannotBeWritten,
    ],
    [
      "a file",
      () => {
        const file = join(newFolder(), "file");
        writeFileSync(file, "");
        return file;
      },
      cannotBeWritten,
    ],
    [
      "a folder whose database cannot be opened",
      () => {
        const data = newFolder();
        mkdirSync(join(data, "sayso.db"));
        return data;
      },
      cannotBeWritten,
    ],
    [
      "something else's database",
      () => {
        const data = newFolder();
        writeFileSync(join(data, "sayso.db"), "not a database at all, but long enough to be looked at".repeat(100));
        return data;
      },
      /sayso\.db.*is not a database/,
    ],
    [
      "a database that a newer version has made unreadable for this one",
      () => {
        const data = newFolder();
        const db = new DatabaseSync(join(data, "sayso.db"));
        db.exec("PRAGMA user_version=1000");
        db.close();
        return data;
      },
      /sayso\.db was written by a newer version of Sayso and cannot be read by this one \(schema 1000\): start the newer version, or put back the copy of the folder from before the upgrade\n$/,
    ],
    [
      "credentials that are no JSON",
      () => {
        const data = newFolder();
        writeFileSync(join(data, "credentials.json"), "{");
        return data;
      },
      /credentials\.json cannot be read; mend it, or remove it to make new secrets \(old review links then die\)\n$/,
    ],
  ];
  for (const [title, data, stderr] of cases)
    test(title, async () => {
      const ended = await endedSayso({ SAYSO_DATA: data(), PORT: String(await freePort()) });
      assert.match(ended.stderr, stderr);
      assert.equal(ended.stderr.split("\n").length, 2, "one line, no stack");
      assert.deepEqual([ended.code, ended.stdout], [1, ""]);
    });
});
