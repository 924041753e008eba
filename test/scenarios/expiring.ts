import assert from "node:assert/strict";
import { seededRandom } from "../ports/seeded-random.ts";
import { ask, auditOf, call, decideSignedIn, poll, type Scenario, sleep, type World } from "./world.ts";

const hourMs = 3_600_000;
const inMs = (ms: number) => ({ expiresInHours: ms / hourMs });

/** Waits for the entry of an expiry without asking for the approval itself, which would expire it. */
async function expiryEntry(world: World, id: string) {
  for (const end = performance.now() + world.expiryBoundMs; performance.now() < end; await sleep(50)) {
    const entry = (await auditOf(world, id)).find(({ type }) => type === "approval.expired");
    if (entry) return entry;
  }
  return assert.fail(`${id} has not expired within ${world.expiryBoundMs} ms`);
}

export const expiring: Scenario[] = [
  {
    title: "F10 F11 with nobody asking or waiting, an approval expires in time, by the system and not by a person",
    run: async (world) => {
      const id = world.newId("claim");
      const { json } = await ask(world, id, { ...inMs(world.soonMs), reviewers: [world.person] });
      await sleep(Math.max(0, Date.parse(json.expiresAt) - Date.now()));
      const entry = await expiryEntry(world, id);
      assert.deepEqual([entry.decision, entry.reviewer, entry.detail], ["expired", null, { by: "system" }]);
      assert.ok(Date.parse(entry.at) >= Date.parse(json.expiresAt), "never early");
      assert.ok(Date.parse(entry.at) < Date.parse(json.expiresAt) + world.expiryBoundMs);
    },
  },
  {
    title: "F11 the agent that waits is told expired when the time is up, and so is whoever decides after it",
    run: async (world) => {
      const id = world.newId("claim");
      const { json } = await ask(world, id, { ...inMs(world.soonMs), reviewers: [world.person] });
      const reply = await poll(world, id, 20);
      assert.deepEqual([reply.json.status, reply.json.decision, reply.json.reviewer], ["expired", "expired", null]);
      assert.ok(Date.now() < Date.parse(json.expiresAt) + world.expiryBoundMs);
      const late = await decideSignedIn(world, id, { decision: "approved" });
      assert.deepEqual([late.status, late.json.code, late.json.approval.decision], [410, "expired", "expired"]);
      assert.equal((await ask(world, id, { reviewers: [world.person] })).json.decision, "expired");
    },
  },
  {
    title: "F11 an expiry that is moved nearer, or farther, holds for who waits already",
    run: async (world) => {
      const [nearer, farther] = [world.newId("nearer"), world.newId("farther")];
      const first = await ask(world, farther, { ...inMs(3_000 + 4 * world.soonMs), reviewers: [world.person] });
      await ask(world, nearer, { reviewers: [world.person] });
      const waiting = poll(world, nearer, 20);
      await sleep(100);
      const move = (id: string, ms: number) => call(world, "person", "POST", `/v1/approvals/${id}/expiry`, inMs(ms));
      const moved = [await move(farther, hourMs), await move(nearer, world.soonMs)];
      assert.deepEqual([moved[0]?.status, moved[1]?.status], [200, 200], moved.map(({ text }) => text).join());
      assert.equal((await waiting).json.decision, "expired");
      await sleep(Math.max(0, Date.parse(first.json.expiresAt) + 300 - Date.now()));
      assert.equal((await poll(world, farther, 0)).json.status, "pending");
    },
  },
  {
    title: "F4 a decision within milliseconds of the expiry: row, audit, the decider's and the agent's answers agree",
    run: async (world) => {
      const random = seededRandom(20_260_101);
      const rounds = Array.from({ length: world.rounds }, (_, n) => ({
        id: world.newId(`claim-${n}`),
        aheadMs: world.soonMs + Math.floor(random() * 900),
        offMs: Math.round(random() * 24 - 20),
      }));
      const outcomes = await Promise.all(rounds.map((round) => raceExpiry(world, round)));
      assert.equal(outcomes.length, world.rounds);
    },
  },
];

/** Decides so many milliseconds before or after the expiry, while the agent waits. */
async function raceExpiry(
  world: World,
  { id, aheadMs, offMs }: { id: string; aheadMs: number; offMs: number },
): Promise<string> {
  const { json } = await ask(world, id, { ...inMs(aheadMs), reviewers: [world.person] });
  const expiresAt = Date.parse(json.expiresAt);
  const waiting = poll(world, id, 20);
  await sleep(Math.max(0, expiresAt + offMs - Date.now()));
  const decided = await decideSignedIn(world, id, { decision: "approved" });
  const told = (await waiting).json;
  const row = (await poll(world, id, 0)).json;
  const ends = (await auditOf(world, id)).filter(({ decision }) => decision !== null);
  assert.equal(ends.length, 1, `${id} has ended once`);
  const outcome = row.decision;
  assert.equal(told.decision, outcome, "what the agent was told");
  assert.equal(ends[0].decision, outcome, "what the audit trail says");
  assert.equal(ends[0].at, row.decidedAt);
  assert.deepEqual(
    [decided.status, (decided.json.approval ?? decided.json).decision],
    {
      approved: [200, "approved"],
      expired: [410, "expired"],
    }[outcome as "approved" | "expired"],
  );
  if (outcome === "approved")
    assert.ok(Date.parse(row.decidedAt) < expiresAt, "nothing is approved at expiry or later");
  else assert.ok(Date.parse(row.decidedAt) >= expiresAt, "nothing expires early");
  return outcome;
}
