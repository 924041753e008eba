import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SaysoClient, SaysoError } from "../../sdk/typescript/src/index.ts";
import { seededRandom } from "../ports/seeded-random.ts";
import { type Decision, openJournal, type ReviewerLine, resultOf } from "./journal.ts";

// Reviewers who decide at random, at times two of them at once. After kill -9 half of the decisions whose answers were
// lost with it are sent again under their keys; of the others nobody ever learns. Told to finish,
// it says when it has.
const [journalPath = "", serverUrl = "", token = "", seed = ""] = process.argv.slice(2);
const desks = 3;
const longestRestMs = 120;
const decisions: readonly Decision[] = ["approved", "rejected", "request_changes"];
const client = new SaysoClient({ serverUrl, token, retryFor: 600_000, onProblem: () => {} });
const { lines, write } = await openJournal<ReviewerLine>(journalPath);
const random = seededRandom(Number(seed) + lines.length);
let finishing = false;

async function send(id: string, decision: Decision, key: string): Promise<void> {
  const answer = { decision, feedback: `${decision} by ${key}` };
  try {
    const approval = await client.submitDecision(id, answer, { idempotencyKey: key });
    await write({ type: "recorded", key, id, ...resultOf(approval) });
  } catch (error) {
    if (!(error instanceof SaysoError && error.approval)) throw error;
    await write({ type: "refused", key, id, code: error.code, ...resultOf(error.approval) });
  }
}

async function decide(id: string): Promise<void> {
  const key = randomUUID();
  const decision = decisions[Math.floor(random() * 3)] ?? "approved";
  await write({ type: "deciding", key, id, decision });
  await send(id, decision, key);
}

async function work(): Promise<void> {
  while (!finishing) {
    await sleep(longestRestMs * random());
    const { approvals } = await client.listApprovals({ status: "pending", limit: 100 });
    const picked = approvals[Math.floor(random() * approvals.length)];
    if (!picked) continue;
    const rivals = random() < 0.25 ? 2 : 1;
    await Promise.all(Array.from({ length: rivals }, () => decide(picked.approvalRequestId)));
  }
}

async function takeUpWhatIsOpen(): Promise<void> {
  const answered = new Set(lines.filter(({ type }) => type !== "deciding").map(({ key }) => key));
  for (const line of lines)
    if (line.type === "deciding" && !answered.has(line.key) && random() < 0.5)
      await send(line.id, line.decision, line.key);
}

process.once("disconnect", () => process.exit(1));
process.on("message", () => {
  finishing = true;
});
process.send?.("alive");
await Promise.all([takeUpWhatIsOpen(), ...Array.from({ length: desks }, work)]);
process.send?.("through");
