import { type ExportedEntry, readTrail } from "../long/exported-trail.ts";
import { type AgentLine, type Result, type ReviewerLine, resultOf } from "./journal.ts";
import type { KillRun } from "./kill-run.ts";

const ends = ["approval.decided", "approval.expired", "approval.cancelled", "approval.failed"];

type Facts = Pick<KillRun, "agents" | "reviewers" | "rows" | "pending" | "trail" | "events">;

const inWords = (result: Result) => JSON.stringify([result.decision, result.feedback, Date.parse(result.decidedAt)]);

/** What each row, its audit entries, its agent, its deciders and its events say, where that is not one and the same. */
export function judge({ agents, reviewers, rows, pending, trail, events }: Facts) {
  const problems: string[] = [];
  const chains = Map.groupBy(
    readTrail(trail).filter(({ sequence }) => sequence !== null),
    (entry) => entry.approvalRequestId ?? "",
  );
  const agentLines = Map.groupBy(agents, ({ id }) => id);
  const decisions = Map.groupBy(reviewers, ({ id }) => id);
  const told = Map.groupBy(events, ({ data }) => data.approvalRequestId);
  const ids = rows.map(({ approvalRequestId }) => approvalRequestId);
  const known = new Set(ids);
  if (known.size !== ids.length) problems.push("a row is there twice");
  for (const id of [...chains.keys(), ...agentLines.keys(), ...decisions.keys(), ...told.keys()])
    if (!known.has(id)) problems.push(`${id} is no row`);
  if (pending > 0) problems.push(`${pending} pending`);
  for (const row of rows) {
    const id: string = row.approvalRequestId;
    const found = [
      ...ofChain(row, chains.get(id) ?? []),
      ...ofAgent(row, agentLines.get(id) ?? []),
      ...ofDeciders(row, decisions.get(id) ?? []),
      ...ofEvents(row, told.get(id) ?? []),
    ];
    problems.push(...found.map((problem) => `${id}: ${problem}`));
  }
  return problems;
}

type Row = Facts["rows"][number];

function* ofChain(row: Row, chain: readonly ExportedEntry[]): Generator<string> {
  const ended = chain.filter(({ type }) => ends.includes(type));
  if (chain[0]?.type !== "approval.created") yield "its trail does not begin with its creation";
  if (chain.filter(({ type }) => type === "approval.created").length !== 1) yield "it was not created once";
  if (chain.some(({ type }) => type === "approval.waiter_attached")) yield "its agent waits as two";
  if (ended.length !== 1) yield `it ended ${ended.length} times`;
  for (const { decision, at, disclosed } of ended) {
    const recorded = { decision: decision ?? row.status, feedback: disclosed.feedback?.value ?? null, decidedAt: at };
    if (inWords(recorded) !== inWords(resultOf(row)))
      yield `its trail says ${inWords(recorded)}, its row ${inWords(row)}`;
  }
  if (row.decision !== row.status) yield `its row says ${row.status} and ${row.decision}`;
  if (chain.filter(({ type }) => type === "execution.resumed").length > 1) yield "its agent was resumed twice";
}

function* ofAgent(row: Row, lines: readonly AgentLine[]): Generator<string> {
  const results = lines.filter((line) => line.type === "result");
  if (results.length === 0) yield "its agent was left waiting";
  for (const result of results)
    if (inWords(result) !== inWords(row)) yield `its agent got ${inWords(result)}, its row says ${inWords(row)}`;
  for (const line of lines) {
    if (line.type === "accepted" && Date.parse(line.createdAt) !== Date.parse(row.createdAt))
      yield "it is not the one that was accepted";
    if (line.type === "withdrawn" && inWords(line) !== inWords(row))
      yield "its withdrawal was acknowledged, and does not count";
  }
  if (row.resumeState !== "resumed" && !row.approvalRequestId.startsWith("poll"))
    yield `its agent is ${row.resumeState}`;
}

function* ofDeciders(row: Row, lines: readonly ReviewerLine[]): Generator<string> {
  const recorded = new Set(lines.filter(({ type }) => type === "recorded").map(({ key }) => key));
  if (recorded.size > 1) yield `${recorded.size} decisions were acknowledged`;
  const winner = lines.find(({ type, key }) => type === "deciding" && row.feedback?.endsWith(key));
  const byPerson = row.reviewer !== null;
  if (byPerson !== (winner !== undefined)) yield "its row's decision is nobody's";
  for (const line of lines) {
    if (line.type === "deciding") continue;
    if (inWords(line) !== inWords(row)) yield `a decider was told ${inWords(line)}, its row says ${inWords(row)}`;
    if ((line.key === winner?.key) !== (line.type === "recorded"))
      yield `${line.key} was told that it was ${line.type}`;
    const code = row.status === "expired" ? "expired" : "already_decided";
    if (line.type === "refused" && line.code !== code) yield `${line.key} was refused as ${line.code}`;
  }
}

function* ofEvents(row: Row, events: Facts["events"]): Generator<string> {
  for (const types of [["approval.created"], ends]) {
    const some = events.filter(({ type }) => types.includes(type));
    const messages = new Set(some.map(({ messageId }) => messageId));
    if (messages.size !== 1) yield `${messages.size} events ${types[0]}`;
    if (new Set(some.map((event) => JSON.stringify(event))).size > 1) yield `events ${types[0]} that differ`;
    if (types === ends)
      for (const { data } of some)
        if (inWords(resultOf(data)) !== inWords(row)) yield `its event says ${inWords(data)}, its row ${inWords(row)}`;
  }
}

/** How much there was to be judged. */
export function figures({ agents, reviewers, rows, events, trail }: Facts) {
  const statuses = Map.groupBy(rows, ({ status }) => status);
  const answers = { recorded: 0, refused: 0 };
  for (const { type } of reviewers) if (type !== "deciding") answers[type]++;
  const deciding = reviewers.filter(({ type }) => type === "deciding").length;
  const distinct = (type: string) => new Set(reviewers.filter((line) => line.type === type).map(({ key }) => key)).size;
  return {
    rows: rows.length,
    ...Object.fromEntries([...statuses].map(([status, some]) => [status, some.length])),
    entries: trail.split("\n").length - 1,
    results: agents.filter(({ type }) => type === "result").length,
    decisions: deciding,
    ...answers,
    neverLearned: deciding - distinct("recorded") - distinct("refused"),
    events: events.length,
    polledAndNotSaidSo: rows.filter(({ resumeState }) => resumeState !== "resumed").length,
    eventsTwice: events.length - new Set(events.map(({ messageId }) => messageId)).size,
  };
}
