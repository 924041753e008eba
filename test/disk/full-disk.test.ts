import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { endedSayso, freePort, newFolder, type Sayso, startedSayso } from "../local/spawned-sayso.ts";
import { exportTrail, readTrail, verifyTrail } from "../long/exported-trail.ts";
import { startWebhookReceiver } from "../scenarios/webhook-receiver.ts";
import { assertRefusedClearly, logLines, tell, until } from "./asked.ts";
import { type FillableDisk, fillableDisks, tmpfs } from "./full-disks.ts";
import { mayMount, privateMounts } from "./private-mounts.ts";

const adminToken = "the-token-of-this-test-alone";
const variablesOf = async (data: string) => ({
  SAYSO_DATA: data,
  PORT: String(await freePort()),
  SAYSO_ADMIN_TOKEN: adminToken,
});

const context = "what a reviewer needs to know. ".repeat(200);
/** Enough for the write-ahead log to have its full length: what then fills up is the database behind it. */
const before = 120;
/** Twice as many commits as there are between two checkpoints. */
const whileFull = 80;

function ask(sayso: Sayso, approvalRequestId: string, more: object = {}) {
  return tell(sayso, "agent", "POST", "/v1/approvals", { approvalRequestId, context, ...more });
}

function decide(sayso: Sayso, id: string, feedback: string) {
  return tell(sayso, "person", "POST", `/v1/approvals/${id}/decision`, { decision: "approved", feedback });
}

/** What was acknowledged: by approval, its time of creation, and its comment when it was decided. */
type Acknowledged = Map<string, { readonly createdAt: string; readonly feedback?: string }>;

/** Asks and decides on the full disk. Returns what was refused. */
async function pressOn(sayso: Sayso, disk: FillableDisk, known: Acknowledged): Promise<readonly string[]> {
  const refused: string[] = [];
  for (let n = 0; n < whileFull; n++) {
    const asked = await ask(sayso, `late-${n}`);
    if (asked.status === 201) known.set(`late-${n}`, { createdAt: asked.json.createdAt });
    else {
      assertRefusedClearly(asked, disk.words);
      refused.push(`late-${n}`);
    }
    const decided = await decide(sayso, `early-${n}`, `no. ${n}`);
    if (decided.status === 200) known.set(`early-${n}`, { createdAt: decided.json.createdAt, feedback: `no. ${n}` });
    else assertRefusedClearly(decided, disk.words);
  }
  return refused;
}

async function assertAllThere(sayso: Sayso, known: Acknowledged): Promise<void> {
  for (const [id, { createdAt, feedback }] of known) {
    const { status, json } = await tell(sayso, "agent", "GET", `/v1/approvals/${id}`);
    assert.deepEqual([status, json.createdAt, json.context], [200, createdAt, context], id);
    if (feedback !== undefined) assert.deepEqual([json.decision, json.feedback], ["approved", feedback], id);
  }
}

for (const [name, makeDisk] of fillableDisks)
  test(`F6 F8 F11 F21 a full disk (${name}) is said clearly, loses nothing, and is over when there is room`, async (t) => {
    const data = newFolder();
    const disk = await makeDisk(data);
    const variables = await variablesOf(data);
    const sayso = await startedSayso(variables, disk.through);
    const receiver = await startWebhookReceiver(() => 204);
    t.after(receiver.stop);
    await tell(sayso, "person", "POST", "/v1/webhooks", { url: receiver.url });
    const known: Acknowledged = new Map();
    for (let n = 0; n < before; n++)
      known.set(`early-${n}`, { createdAt: (await ask(sayso, `early-${n}`)).json.createdAt });
    const { json: expiring } = await ask(sayso, "expiring", { expiresInHours: 5 / 3_600 });

    disk.fill(sayso);
    const refused = await pressOn(sayso, disk, known);
    assert.ok(refused.length > 40, `${refused.length} refused`);

    const { status, json } = await tell(sayso, "agent", "GET", "/healthz");
    assert.deepEqual([status, json.code], [503, "unavailable"]);
    assert.match(json.detail, disk.words);
    assert.equal((await tell(sayso, "agent", "GET", "/v1/approvals?limit=100")).json.approvals.length, 100);
    assert.equal((await tell(sayso, "person", "GET", "/v1/audit?limit=100")).json.entries.length, 100);
    await assertAllThere(sayso, known);
    // Only now: its time may have been over by then, which nothing could be told before it is written.
    known.set("expiring", { createdAt: expiring.createdAt });
    await until(() => Date.now() > Date.parse(expiring.expiresAt) + 1_000);
    assertRefusedClearly(await tell(sayso, "agent", "GET", "/v1/approvals/expiring"), disk.words);
    const told = logLines(sayso.log());
    assert.equal(told.length, 1, JSON.stringify(told));
    assert.match(told[0]?.message ?? "", disk.words);
    assert.match(told[0]?.todo ?? "", /Sayso then goes on by itself/);

    disk.free(sayso);
    // Nobody asks for it: the timers see to it.
    const ended = (id: string) => receiver.of(id).some(({ body }) => JSON.parse(body).type === "approval.expired");
    await until(() => ended("expiring"));
    const again = refused.slice(0, 20);
    for (const id of again) {
      const asked = await ask(sayso, id);
      assert.equal(asked.status, 201, id);
      known.set(id, { createdAt: asked.json.createdAt });
    }
    await until(async () => (await tell(sayso, "agent", "GET", "/healthz")).status === 200);
    assert.deepEqual(
      logLines(sayso.log())
        .slice(1)
        .map(({ message }) => message),
      ["the disk takes writes again"],
    );
    // Whatever was committed while nothing more could be written is published all the same, half a minute later at most.
    if (disk.whole)
      await until(() => [...known.keys()].every((id) => receiver.of(id).length >= (known.get(id)?.feedback ? 2 : 1)));

    assert.equal((await sayso.kill("SIGTERM")).code, 0);
    const last = await startedSayso(variables, disk.through);
    await assertAllThere(last, known);
    for (const id of refused.slice(20))
      assert.equal((await tell(last, "agent", "GET", `/v1/approvals/${id}`)).status, 404, id);
    const trail = await exportTrail({ baseUrl: last.baseUrl, adminToken });
    assert.equal(verifyTrail(trail).length, known.size);
    const decided = readTrail(trail).filter(({ type }) => type === "approval.decided");
    const acknowledged = [...known].filter(([, { feedback }]) => feedback !== undefined);
    assert.deepEqual(decided.map((entry) => entry.approvalRequestId).sort(), acknowledged.map(([id]) => id).sort());
    assert.equal((await last.kill("SIGTERM")).code, 0);
  });

async function killedWhileFull(): Promise<void> {
  const data = newFolder();
  const disk = await tmpfs(data);
  const variables = await variablesOf(data);
  const sayso = await startedSayso(variables, disk.through);
  const known: Acknowledged = new Map();
  for (let n = 0; n < before; n++)
    known.set(`early-${n}`, { createdAt: (await ask(sayso, `early-${n}`)).json.createdAt });
  disk.fill(sayso);
  const refused = await pressOn(sayso, disk, known);
  await sayso.kill("SIGKILL");

  disk.free(sayso);
  const last = await startedSayso(variables, disk.through);
  await assertAllThere(last, known);
  for (const id of refused) assert.equal((await tell(last, "agent", "GET", `/v1/approvals/${id}`)).status, 404, id);
  assert.equal(verifyTrail(await exportTrail({ baseUrl: last.baseUrl, adminToken })).length, known.size);
  await last.kill("SIGTERM");
}

if (mayMount)
  test("killed while the disk is full, it has all that it acknowledged when there is room again", killedWhileFull);

if (mayMount)
  describe("on a disk that is full it does not start, and says so in one line", () => {
    for (const [title, size] of [
      ["there is no room for a database", "8k"],
      ["there is no room for its tables", "48k"],
    ] as const)
      test(title, async () => {
        const data = newFolder();
        const { through } = await privateMounts('mount -t tmpfs -o size="$2" tmpfs "$1"', data, size);
        const { code, stdout, stderr } = await endedSayso(await variablesOf(data), through);
        const full = `The disk that holds ${data} is full. Make room on it, or set SAYSO_DATA to a folder on another.\n`;
        assert.deepEqual({ code, stdout, stderr }, { code: 1, stdout: "", stderr: full });
      });
  });
