import { createServer } from "node:http";
import { SaysoClient, SaysoError } from "../../sdk/typescript/src/index.ts";
import { seededRandom } from "../ports/seeded-random.ts";
import { type AgentLine, openJournal, type Result, resultOf } from "./journal.ts";

// Agents that pause again and again, each with one request open: they poll, or are called back where a port is given.
// After kill -9 each goes on from what is written down. Told to finish, it says when nothing is open any more,
// and stays: whoever was called may be called again.
const [journalPath = "", serverUrl = "", apiKey = "", seed = "", port] = process.argv.slice(2);
const lanes = 16;
const kind = port === undefined ? "poll" : "call";
const client = new SaysoClient({ serverUrl, apiKey, retryFor: 600_000, onProblem: () => {} });
const { lines, write } = await openJournal<AgentLine>(journalPath);
const of = (type: AgentLine["type"]) =>
  new Map(lines.filter((line) => line.type === type).map((line) => [line.id, line]));
const [asked, accepted, results] = [of("asking"), of("accepted"), of("result")];
const called = new Map<string, () => void>();
const calls = new Set(results.keys());
let finishing = false;

const server = createServer(async (request, response) => {
  const told = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString());
  await write({ type: "result", id: told.approvalRequestId, ...resultOf(told) });
  calls.add(told.approvalRequestId);
  called.get(told.approvalRequestId)?.();
  response.writeHead(200).end();
});

async function call(id: string): Promise<void> {
  if (!calls.has(id)) await new Promise<void>((resolve) => called.set(id, resolve));
}

async function ask(id: string, lane: number, expiresInHours: number): Promise<void> {
  const resume = port === undefined ? {} : { resume: { kind: "callback", url: `http://127.0.0.1:${port}/` } as const };
  const content = { title: `Go on with ${id}?`, context: `What ${id} is about` };
  const about = { approvalRequestId: id, executionId: `run-${kind}-${lane}`, agent: "killed-agents" };
  const { createdAt } = await client.requestApproval({ ...about, ...content, ...resume, expiresInHours });
  await write({ type: "accepted", id, createdAt: new Date(createdAt).toISOString() });
}

/** Whoever was quicker has decided: then this is no withdrawal. */
async function withdraw(id: string): Promise<void> {
  try {
    const approval = await client.cancelApproval(id, `${id} is withdrawn`);
    await write({ type: "withdrawn", id, ...resultOf(approval) });
  } catch (error) {
    if (!(error instanceof SaysoError && ["already_decided", "expired"].includes(error.code))) throw error;
  }
}

async function pause(id: string, lane: number): Promise<void> {
  const dice = seededRandom(Number(seed) + lane * 1_000_003 + Number(id.split("-")[2]) * 7_919);
  const soon = dice() < 0.15;
  const expiresInHours = soon ? (0.2 + 2.5 * dice()) / 3_600 : 1;
  if (!asked.has(id)) await write({ type: "asking", id, expiresInHours });
  if (!accepted.has(id)) await ask(id, lane, expiresInHours);
  if (dice() < 0.05) await withdraw(id);
  if (port !== undefined) return call(id);
  const result: Result = resultOf(await client.waitForApproval(id));
  await write({ type: "result", id, ...result });
}

async function work(lane: number): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `${kind}-${lane}-${n}`;
    if (results.has(id)) continue;
    if (finishing && !asked.has(id)) return;
    await pause(id, lane);
  }
}

process.once("disconnect", () => process.exit(1));
process.on("message", () => {
  finishing = true;
});
if (port !== undefined) await new Promise<void>((resolve) => server.listen(Number(port), "127.0.0.1", resolve));
process.send?.("alive");
await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)));
process.send?.("through");
