import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { endedSayso, freePort, newFolder, type Sayso, startedSayso } from "../local/spawned-sayso.ts";
import { exportTrail, verifyTrail } from "../long/exported-trail.ts";
import { assertRefusedClearly, logLines, tell, until } from "./asked.ts";
import { makeFileSystem, mayMakeFileSystem, mayMount, privateMounts } from "./private-mounts.ts";

const adminToken = "the-token-of-this-test-alone";
const variablesOf = async (data: string) => ({
  SAYSO_DATA: data,
  PORT: String(await freePort()),
  SAYSO_ADMIN_TOKEN: adminToken,
});
const isRoot = process.getuid?.() === 0;
const readOnly = /^The service cannot record anything now: the disk, or the file of the database, is read-only\./;

/** A folder with data in it, of a service that was stopped or killed. */
async function givenData(signal: NodeJS.Signals): Promise<string> {
  const data = newFolder();
  const sayso = await startedSayso(await variablesOf(data));
  await tell(sayso, "agent", "POST", "/v1/approvals", { approvalRequestId: "claim-1" });
  await sayso.kill(signal);
  return data;
}

/** Starts where a path of the data may not be written: root is not held up by modes, and mounts it read-only. */
async function startWithout(data: string, path: string) {
  if (isRoot) {
    const { through } = await privateMounts('mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"', path);
    return endedSayso(await variablesOf(data), through);
  }
  chmodSync(path, path === data ? 0o555 : 0o444);
  return endedSayso(await variablesOf(data)).finally(() => chmodSync(path, 0o755));
}

describe("data that is read-only is named when it starts, with what to do", () => {
  const cases: readonly [title: string, given: () => Promise<string>, path: (data: string) => string][] = [
    ["an empty folder", async () => newFolder(), (data) => data],
    ["a folder whose service was stopped", () => givenData("SIGTERM"), (data) => data],
    ["a folder whose service was killed", () => givenData("SIGKILL"), (data) => data],
    ["the file of the database alone", () => givenData("SIGTERM"), (data) => join(data, "sayso.db")],
    ["the file of the database alone, after kill -9", () => givenData("SIGKILL"), (data) => join(data, "sayso.db")],
  ];
  for (const [title, given, path] of isRoot && !mayMount ? [] : cases)
    test(title, async () => {
      const data = await given();
      const stderr = `${data} cannot be written. Set SAYSO_DATA to a folder that can.\n`;
      assert.deepEqual(await startWithout(data, path(data)), { code: 1, stdout: "", stderr });
    });
});

/** A file system of its own, on a file. */
async function givenFileSystem(folder: string) {
  const image = join(newFolder(), "image");
  const mounts = await privateMounts(`set -e; ${makeFileSystem}`, image, folder);
  return { ...mounts, mountAgain: () => mounts.sh('umount "$2"; mount -o loop "$1" "$2"', image, folder) };
}

/** Asks and decides, as long as it is told that it was done. */
async function work(sayso: Sayso, known: Map<string, string>, name: string): Promise<void> {
  for (let n = 0; n < 20; n++) {
    const id = `${name}-${n}`;
    const asked = await tell(sayso, "agent", "POST", "/v1/approvals", { approvalRequestId: id });
    assert.equal(asked.status, 201);
    const path = `/v1/approvals/${id}/decision`;
    const decided = await tell(sayso, "person", "POST", path, { decision: "rejected", feedback: id });
    assert.equal(decided.status, 200);
    known.set(id, decided.json.decidedAt);
  }
}

async function assertRefusesAll(sayso: Sayso, known: ReadonlyMap<string, string>): Promise<void> {
  for (let n = 0; n < 20; n++) {
    const ask = { approvalRequestId: `refused-${n}` };
    assertRefusedClearly(await tell(sayso, "agent", "POST", "/v1/approvals", ask), readOnly);
    const decision = { decision: "approved" };
    assertRefusedClearly(await tell(sayso, "person", "POST", "/v1/approvals/open/decision", decision), readOnly);
  }
  const { status, json } = await tell(sayso, "agent", "GET", "/healthz");
  assert.deepEqual([status, json.code], [503, "unavailable"]);
  assert.match(json.detail, /read-only/);
  await assertAllThere(sayso, known);
  const told = logLines(sayso.log());
  assert.deepEqual(
    told.map(({ message }) => message),
    ["the disk, or the file of the database, is read-only: nothing can be recorded, and requests are refused"],
  );
  assert.match(told[0]?.todo ?? "", /^Make both writable again/);
}

async function assertAllThere(sayso: Sayso, known: ReadonlyMap<string, string>): Promise<void> {
  for (const [id, decidedAt] of known) {
    const { json } = await tell(sayso, "agent", "GET", `/v1/approvals/${id}`);
    assert.deepEqual([json.decision, json.feedback, json.decidedAt], ["rejected", id, decidedAt]);
  }
  assert.equal((await tell(sayso, "agent", "GET", "/v1/approvals/open")).json.status, "pending");
}

if (mayMakeFileSystem)
  describe("what becomes read-only while it runs is said clearly, and nothing acknowledged is lost", () => {
    test("F21 a file system that the kernel stops writing to after an error; then started on it again", async () => {
      const data = newFolder();
      const disk = await givenFileSystem(data);
      const variables = await variablesOf(data);
      const sayso = await startedSayso(variables, disk.through);
      const known = new Map<string, string>();
      await tell(sayso, "agent", "POST", "/v1/approvals", { approvalRequestId: "open" });
      await work(sayso, known, "before");
      // Nothing has failed: the kernel is told to act as if.
      disk.sh('mount -o remount,abort "$1"', data);
      await assertRefusesAll(sayso, known);
      await sayso.kill("SIGTERM");
      const stderr = `${data} cannot be written. Set SAYSO_DATA to a folder that can.\n`;
      assert.deepEqual(await endedSayso(variables, disk.through), { code: 1, stdout: "", stderr });

      disk.mountAgain();
      const last = await startedSayso(variables, disk.through);
      await assertAllThere(last, known);
      assert.equal((await tell(last, "agent", "GET", "/v1/approvals/refused-0")).status, 404);
      await work(last, known, "after");
      assert.equal(verifyTrail(await exportTrail({ baseUrl: last.baseUrl, adminToken })).length, known.size + 1);
      await last.kill("SIGTERM");
    });

    test("F21 files that are made immutable, and writable again: it goes on without a start", async () => {
      const data = newFolder();
      const disk = await givenFileSystem(data);
      const variables = await variablesOf(data);
      const sayso = await startedSayso(variables, disk.through);
      const known = new Map<string, string>();
      await tell(sayso, "agent", "POST", "/v1/approvals", { approvalRequestId: "open" });
      await work(sayso, known, "before");
      disk.sh('chattr +i "$1"/sayso.db*', data);
      await assertRefusesAll(sayso, known);
      disk.sh('chattr -i "$1"/sayso.db*', data);
      await work(sayso, known, "after");
      await until(async () => (await tell(sayso, "agent", "GET", "/healthz")).status === 200);
      assert.deepEqual(
        logLines(sayso.log())
          .slice(1)
          .map(({ message }) => message),
        ["the disk takes writes again"],
      );
      assert.equal((await sayso.kill("SIGTERM")).code, 0);
      const last = await startedSayso(variables, disk.through);
      await assertAllThere(last, known);
      await last.kill("SIGTERM");
    });
  });
