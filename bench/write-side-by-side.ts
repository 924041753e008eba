import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dotPlot } from "./dot-plot.ts";
import { type SideBySide, type Spread, type Standing, sideBySideFile, standings } from "./side-by-side-results.ts";
import { digits, sideBySideTable } from "./side-by-side-table.ts";
import { sideBySideVerdicts } from "./side-by-side-verdicts.ts";

// `npm run bench:peers:write`: the charts and the figures of docs/performance.md, made from the kept results alone.
const docs = join(import.meta.dirname, "..", "docs");
const page = join(docs, "performance.md");
const [begin, end] = ["<!-- side by side: begin -->", "<!-- side by side: end -->"];

const results = JSON.parse(readFileSync(process.argv[2] ?? sideBySideFile, "utf8")) as SideBySide;
const all = standings(results);
const { machine, amount } = results;

function chart(
  file: string,
  title: string,
  axis: string,
  series: Record<string, (standing: Standing) => Spread>,
): void {
  const dot = (spread: Spread) => ({ ...spread, label: digits(spread.median) });
  const rows = all.map((standing) => {
    const [, name = standing.name, remark = ""] = /^(.*?) \((.*)\)$/.exec(standing.name) ?? [];
    return { name, remark, dots: Object.values(series).map((of) => dot(of(standing))) };
  });
  writeFileSync(join(docs, "images", file), dotPlot({ title, axis, series: Object.keys(series), rows }));
}

chart(
  "side-by-side-latency.svg",
  "Decision sent → the waiter's code runs",
  "milliseconds; each line ends at the worst run",
  {
    p50: ({ resumedP50 }) => resumedP50,
    p99: ({ resumedP99 }) => resumedP99,
  },
);
chart("side-by-side-memory.svg", "Memory of a pending pause", "KB of all processes; each line ends at the worst run", {
  median: ({ kbPerPending }) => kbPerPending,
});

const load = digits(Math.max(...results.runs.map((run) => run.load)));
const counted = all.map(
  ({ name, runs, failures }) => `${name} ${runs}${failures > 0 ? ` and ${failures} failed` : ""}`,
);
const byProcess = all.map(({ name, kbByProcess }) => {
  const parts = Object.entries(kbByProcess).map(([process, kb]) => `${process} ${digits(kb)} KB`);
  return `${name}: ${parts.join(", ")}`;
});
const verdicts = sideBySideVerdicts(results).map(
  ({ name, measured, wanted, met }) => `| ${name} | ${measured} | ${wanted}: ${met ? "met" : "**missed**"} |`,
);
const block = `${begin}
${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}, commit ${machine.commit}; 4 KB durable in
${machine.fsyncMs.p50} ms; load at most ${load}. ${amount.decisions} decisions a run at ${amount.decisionsPerSecond} a second on average, then
${amount.pending.toLocaleString("en-US")} pending and ${amount.amongPending} decisions among them. The median of the runs, and in brackets the worst of them.

${sideBySideTable(results)}

![Decision sent to the waiter's code running, each contestant's p50 and p99](images/side-by-side-latency.svg)

![Memory of a pending pause, each contestant's](images/side-by-side-memory.svg)

| what | measured | wanted |
| --- | --- | --- |
${verdicts.join("\n")}

Runs: ${counted.join("; ")}. Memory by process: ${byProcess.join("; ")}.
${end}`;

const text = readFileSync(page, "utf8");
const [from, to] = [text.indexOf(begin), text.indexOf(end)];
if (from < 0 || to < from) throw new Error(`${page} has no place between ${begin} and ${end}`);
writeFileSync(page, text.slice(0, from) + block + text.slice(to + end.length));
