import assert from "node:assert/strict";
import { ask, auditOf, call, decideByLink, poll, type Scenario, sleep, type World } from "./world.ts";

const hourMs = 3_600_000;
const hours = (ms: number) => ms / hourMs;

/** Waits for an entry without asking for the approval itself. */
async function entryOf(world: World, id: string, type: string) {
  const end = performance.now() + 8 * world.soonMs + world.timerBoundMs;
  for (; performance.now() < end; await sleep(50)) {
    const entry = (await auditOf(world, id)).find((known) => known.type === type);
    if (entry) return entry;
  }
  return assert.fail(`no ${type} of ${id} in time`);
}

async function typesOf(world: World, id: string): Promise<readonly string[]> {
  return (await auditOf(world, id)).map(({ type }) => type);
}

async function pendingOf(world: World, reviewer: string): Promise<readonly string[]> {
  const { json } = await call(world, "person", "GET", `/v1/approvals?reviewer=${reviewer}&status=pending`);
  return json.approvals.map(({ approvalRequestId }: { approvalRequestId: string }) => approvalRequestId);
}

export const askingMore: Scenario[] = [
  {
    title:
      "F11 nobody answers: the reviewers are reminded, a senior is asked too and decides, and the agent goes on with it",
    run: async (world) => {
      const [id, rita, olga] = [world.newId("claim"), world.newId("rita"), world.newId("olga")];
      const [remindMs, escalateMs] = [world.soonMs, 2 * world.soonMs];
      const policy = { remindAfterHours: hours(remindMs), escalateAfterHours: hours(escalateMs), escalateTo: [olga] };
      const asked = await ask(world, id, { reviewers: [rita], expiresInHours: 1, policy });
      const createdAt = Date.parse(asked.json.createdAt);
      const ritasLink = await world.linkFor(id, rita);
      const waiting = longPoll(world, id);
      const reminded = await entryOf(world, id, "approval.reminded");
      const escalated = await entryOf(world, id, "approval.escalated");
      for (const [entry, dueMs, people] of [
        [reminded, remindMs, [rita]],
        [escalated, escalateMs, [rita, olga]],
      ]) {
        assert.deepEqual([entry.detail, entry.reviewer], [{ by: "system" }, null]);
        assert.deepEqual(JSON.parse(entry.disclosed.reviewers.value), people);
        const late = Date.parse(entry.at) - createdAt - dueMs;
        assert.ok(late >= 0 && late < world.timerBoundMs, `${entry.type} came ${late} ms after its time`);
      }
      assert.deepEqual([await pendingOf(world, rita), await pendingOf(world, olga)], [[id], [id]]);
      const again = await ask(world, id, { reviewers: [rita], expiresInHours: 1, policy });
      assert.deepEqual([again.status, again.json.reviewers], [200, [rita, olga]]);
      const opened = await call(world, { link: ritasLink }, "GET", `/v1/review/${id}`);
      assert.deepEqual([opened.status, typeof opened.json.nonce], [200, "string"]);
      assert.equal((await decideByLink(world, id, olga, { decision: "approved", feedback: "Paid." })).status, 200);
      const told = await waiting;
      assert.deepEqual([told.decision, told.reviewer.id, told.feedback], ["approved", olga, "Paid."]);
      assert.deepEqual((await typesOf(world, id)).slice(0, 4), [
        ...["approval.created", "approval.reminded", "approval.escalated", "approval.decided"],
      ]);
    },
  },
  {
    title:
      "F11 a reminder comes although the expiry was moved behind it, and none comes for one that was moved before it",
    run: async (world) => {
      const [later, sooner] = [world.newId("later"), world.newId("sooner")];
      const policy = { remindAfterHours: hours(4 * world.soonMs) };
      const expiresInHours = hours(4 * world.soonMs + 1_000);
      const move = (id: string, ms: number) =>
        call(world, "person", "POST", `/v1/approvals/${id}/expiry`, { expiresInHours: hours(ms) });
      for (const id of [later, sooner]) await ask(world, id, { reviewers: [world.person], expiresInHours, policy });
      assert.deepEqual([(await move(later, hourMs)).status, (await move(sooner, world.soonMs)).status], [200, 200]);
      await entryOf(world, sooner, "approval.expired");
      await entryOf(world, later, "approval.reminded");
      assert.deepEqual(await typesOf(world, later), [
        ...["approval.created", "approval.expiry_changed", "approval.reminded"],
      ]);
      assert.equal((await typesOf(world, sooner)).includes("approval.reminded"), false);
      assert.equal((await poll(world, later, 0)).json.status, "pending");
    },
  },
  {
    title:
      "F15 a request is handed over while its agent waits: the links that are about say so and decide nothing, a new one does",
    run: async (world) => {
      const [id, rita, olga] = [world.newId("claim"), world.newId("rita"), world.newId("olga")];
      await ask(world, id, { reviewers: [rita, world.person] });
      const ritas = { link: await world.linkFor(id, rita) };
      const { nonce } = (await call(world, ritas, "GET", `/v1/review/${id}`)).json;
      const waiting = longPoll(world, id);
      const body = { reviewers: [olga], reason: "On leave until Monday." };
      const handed = await call(world, "person", "POST", `/v1/approvals/${id}/reassign`, body);
      assert.deepEqual([handed.status, handed.json.reviewers], [200, [olga]]);
      const opened = await call(world, ritas, "GET", `/v1/review/${id}`);
      assert.deepEqual([opened.status, opened.json.code, opened.json.approval], [410, "reassigned", undefined]);
      const late = await call(world, ritas, "POST", `/v1/review/${id}/decision`, { decision: "rejected", nonce });
      assert.deepEqual([late.status, late.json.code], [410, "reassigned"]);
      assert.deepEqual([await pendingOf(world, rita), await pendingOf(world, olga)], [[], [id]]);
      assert.equal((await decideByLink(world, id, olga, { decision: "approved" })).status, 200);
      assert.equal((await waiting).reviewer.id, olga);
      const entries = await auditOf(world, id);
      const { disclosed, authenticatedBy } = entries.find(({ type }) => type === "approval.reassigned");
      assert.deepEqual(
        [disclosed.reviewer.value, JSON.parse(disclosed.previousReviewers.value), disclosed.feedback.value],
        [world.person, [rita, world.person], "On leave until Monday."],
      );
      assert.notEqual(authenticatedBy, null);
      const refused = entries.find(({ type }) => type === "approval.decision_refused");
      assert.deepEqual([refused.detail.code, refused.disclosed.reviewer.value], ["reassigned", rita]);
    },
  },
];

/** The agent's wait, poll after poll, until it has the decision. */
async function longPoll(world: World, id: string) {
  const end = performance.now() + 3 * world.timerBoundMs;
  while (performance.now() < end) {
    const { json } = await poll(world, id, 20);
    if (json.status !== "pending") return json;
  }
  return assert.fail(`${id} was not decided`);
}
