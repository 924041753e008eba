import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import canonicalize from "canonicalize";
import { seededRandom } from "../ports/seeded-random.ts";
import { freePort, newFolder, type Sayso, spawnSayso, startedSayso } from "./spawned-sayso.ts";
import { type Acknowledged, nothingYet, send, workers, workUntilGone } from "./stream-of-work.ts";

const kills = 12;
const ends = ["approval.decided", "approval.expired", "approval.cancelled", "approval.failed"];

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const digest = (value: object) =>
  `sha256:${createHash("sha256")
    .update(canonicalize(value) ?? "")
    .digest("hex")}`;

interface Entry {
  readonly type: string;
  readonly at: string;
  readonly sequence: number | null;
  readonly approvalRequestId: string;
  readonly previousHash: string | null;
  readonly hash: string;
}

/** The whole trail by its export, every hash checked, by approval. */
async function trailOf(sayso: Sayso): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const chains = new Map<string, Entry[]>();
  let url: string | undefined = `${sayso.baseUrl}/v1/audit?limit=1000`;
  while (url) {
    const headers = { authorization: `Bearer ${sayso.adminToken}`, accept: "application/x-ndjson" };
    const response: Response = await fetch(url, { headers });
    const text = await response.text();
    for (const line of text.split("\n").filter((part) => part !== "")) {
      const { disclosed: _, hash, ...body } = JSON.parse(line);
      assert.equal(hash, digest(body));
      if (body.sequence === null) continue;
      const chain = chains.get(body.approvalRequestId) ?? [];
      assert.equal(body.sequence, chain.length + 1);
      assert.equal(body.previousHash, chain.at(-1)?.hash ?? null);
      chains.set(body.approvalRequestId, [...chain, { ...body, hash }]);
    }
    const next = /^<(.+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
    url = next && new URL(next, url).href;
  }
  return chains;
}

async function checkNothingLost(sayso: Sayso, known: Acknowledged): Promise<void> {
  for (const [id, createdAt] of known.created) {
    const approval = await send(sayso, "GET", `/v1/approvals/${id}`);
    assert.equal(approval?.createdAt, createdAt, id);
    const told = known.decided.get(id);
    if (told !== undefined) assert.equal(`${approval.decision} ${approval.feedback} ${approval.decidedAt}`, told, id);
  }
  for (const [run, notes] of known.notes) {
    const { notes: kept, pendingApprovals } = await send(sayso, "GET", `/v1/executions/${run}?limit=100`);
    const messages: string[] = kept.map(({ message }: { message: string }) => message);
    assert.deepEqual(messages.slice(0, notes.length), notes.slice(0, messages.length));
    assert.ok(messages.length >= Math.min(notes.length, 100));
    assert.equal(new Set(messages).size, messages.length, "no note twice");
    assert.equal(pendingApprovals, 0, `${run} waits for nothing`);
  }
}

function checkChains(chains: ReadonlyMap<string, readonly Entry[]>, known: Acknowledged): void {
  for (const id of known.created.keys()) {
    const types = chains.get(id)?.map(({ type }) => type) ?? assert.fail(`${id} has no entries`);
    assert.equal(types.filter((type) => type === "approval.created").length, 1, id);
    assert.equal(types.filter((type) => ends.includes(type)).length, 1, id);
    assert.ok(types.filter((type) => type === "execution.resumed").length <= 1, id);
  }
  for (const [id, expiresAt] of known.expiring) {
    const chain = chains.get(id) ?? assert.fail(`${id} has no entries`);
    assert.deepEqual(
      chain.slice(0, 2).map(({ type }) => type),
      ["approval.created", "approval.expired"],
      id,
    );
    assert.ok(Date.parse(chain[1]?.at ?? "") >= expiresAt, `${id} never early`);
  }
}

test(`F6 F8 F11 F13 killed ${kills} times in the middle of its work, it loses nothing, doubles nothing and goes on`, async () => {
  const random = seededRandom(20_260_101);
  const variables = { SAYSO_DATA: newFolder(), PORT: String(await freePort()) };
  const known = nothingYet();
  const crew = workers(6);
  for (let kill = 0; kill < kills; kill++) {
    const sayso = await startedSayso(variables);
    const readyAt = Date.now();
    const work = crew.map((worker) => workUntilGone(sayso, worker, known));
    const id = `expiring-${kill}`;
    // Some time out while it runs, others while it is down.
    const asked = await send(sayso, "POST", "/v1/approvals", {
      approvalRequestId: id,
      expiresInHours: random() / 9_000,
    });
    if (asked) known.expiring.set(id, Date.parse(asked.expiresAt));
    await sleep(Math.max(0, readyAt + 30 + random() * 250 - Date.now()));
    await sayso.kill("SIGKILL");
    await Promise.all(work);
  }
  const sayso = await startedSayso(variables);
  const work = crew.map((worker) => workUntilGone(sayso, worker, known));
  await sleep(2_000);
  const unexpired = async () => {
    const chains = await trailOf(sayso);
    return [...known.expiring.keys()].filter((id) => !chains.get(id)?.some(({ type }) => type === "approval.expired"));
  };
  // A busy machine takes longer over as much.
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(500))
    if (known.decided.size > 100 && (await unexpired()).length === 0) break;
  assert.deepEqual(await unexpired(), [], "what is left has not expired with nobody asking");
  assert.equal((await sayso.kill("SIGTERM")).code, 0);
  await Promise.all(work);

  const last = await startedSayso(variables);
  assert.ok(known.decided.size > 100, `${known.decided.size} decisions were acknowledged`);
  for (const worker of crew) await finish(last, worker.name, worker.next);
  await checkNothingLost(last, known);
  checkChains(await trailOf(last), known);
  await last.kill("SIGTERM");
});

/** Decides what a worker had asked for last, so that no run waits any more. */
async function finish(sayso: Sayso, name: string, n: number): Promise<void> {
  const id = `claim-${name}-${n}`;
  const ask = { approvalRequestId: id, executionId: `run-${name}`, context: { n }, reviewers: ["admin"] };
  await send(sayso, "POST", "/v1/approvals", ask, `ask-${id}`);
  const decision = ["approved", "rejected", "request_changes"][n % 3];
  const body = { decision, feedback: `answer to ${id}` };
  await send(sayso, "POST", `/v1/approvals/${id}/decision`, body, `decide-${id}`);
}

test("F6 killed right after it acknowledged a decision, it answers whoever waits for it within 2 s of the restart", async () => {
  const variables = { SAYSO_DATA: newFolder(), PORT: String(await freePort()) };
  const first = await startedSayso(variables);
  await send(first, "POST", "/v1/approvals", { approvalRequestId: "claim-1" });
  const waiting = fetch(`${first.baseUrl}/v1/approvals/claim-1?wait=60`, { headers: { "x-api-key": first.apiKey } });
  const gone = waiting.then((response) => response.json()).catch(() => "gone");
  const decided = await send(first, "POST", "/v1/approvals/claim-1/decision", { decision: "rejected" });
  await first.kill("SIGKILL");
  await gone;
  const second = await startedSayso(variables);
  // By its own clock: how long a busy machine takes to carry the answer is not in its hands.
  const told = await send(second, "GET", "/v1/approvals/claim-1?wait=2");
  assert.deepEqual([told.decision, told.decidedAt], ["rejected", decided.decidedAt]);
  await second.kill("SIGTERM");
});

test("killed in the middle of its very first starts, it starts whole after them", async () => {
  const random = seededRandom(20_260_101);
  const variables = { SAYSO_DATA: newFolder(), PORT: String(await freePort()) };
  for (let kill = 0; kill < 8; kill++) {
    const { child, ended } = spawnSayso(variables);
    await sleep(70 + random() * 90);
    child.kill("SIGKILL");
    await ended;
  }
  const sayso = await startedSayso(variables);
  assert.equal((await send(sayso, "POST", "/v1/approvals", { approvalRequestId: "claim-1" })).status, "pending");
  await sayso.kill("SIGTERM");
});
