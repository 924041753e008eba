import { writeSync } from "node:fs";
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime, Worker } from "@temporalio/worker";

/** Says `ready`, `waits ID` and `ID NANOSECONDS` on the standard output. Everything that can be set stands as it comes. */
const [address, codePath = ""] = process.argv.slice(2);
// What the core has to say would otherwise stand between the lines on the standard output.
const logging = { filter: makeTelemetryFilterString({ core: "WARN", other: "ERROR" }), forward: {} };
Runtime.install({ logger: new DefaultLogger("WARN"), telemetryOptions: { logging }, shutdownSignals: ["SIGTERM"] });
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  taskQueue: "approvals",
  workflowBundle: { codePath },
  sinks: {
    agent: {
      waits: { fn: ({ workflowId }) => void writeSync(1, `waits ${workflowId}\n`), callDuringReplay: false },
      resumed: { fn: ({ workflowId }) => void writeSync(1, `${workflowId} ${now()}\n`), callDuringReplay: false },
    },
  },
});
writeSync(1, "ready\n");
process.stdin.once("end", () => process.exit(1)).resume();
await worker.run();
process.exit(0);

function now(): bigint {
  return process.hrtime.bigint();
}
