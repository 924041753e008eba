import { burst } from "./burst.ts";
import { listPages } from "./list-pages.ts";
import { describeMachine } from "./machine.ts";
import { pendingMemory } from "./pending-memory.ts";
import { line, printMachine, report } from "./report.ts";
import type { Result } from "./result.ts";
import { resumeLatency } from "./resume-latency.ts";
import { newFolder } from "./server.ts";
import { simulatedQuotas } from "./simulated-quotas.ts";
import { startTime } from "./start-time.ts";
import { webhookFanOut } from "./webhook-fan-out.ts";
import { webhookLatency } from "./webhook-latency.ts";

// `npm run bench` measures everything, `npm run bench -- burst start-time` some of it. A figure that is missed is told,
// not failed: it may be the machine.
const benchmarks: Readonly<Record<string, () => Promise<Result>>> = {
  "resume-latency": resumeLatency,
  burst,
  "pending-memory": pendingMemory,
  "list-pages": listPages,
  "start-time": startTime,
  "simulated-quotas": simulatedQuotas,
  "webhook-latency": webhookLatency,
  "webhook-fan-out": webhookFanOut,
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benchmarks);
const machine = describeMachine(newFolder());
printMachine(machine);
const lines: string[] = [];
for (const name of names) {
  const benchmark = benchmarks[name];
  if (!benchmark) throw new Error(`no benchmark is called ${name}; there are ${Object.keys(benchmarks).join(", ")}`);
  console.log(`${name} …`);
  const result = await benchmark();
  report(name, machine, result);
  lines.push(...result.figures.map(line));
}
console.log(lines.join("\n"));
process.exit(0);
