import { writeSync } from "node:fs";
import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import "./collects.ts";

/** Says `ready`, `waits ID` and `ID NANOSECONDS` on the standard output. Everything that can be set stands as it comes. */
const [address, codePath = ""] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger("WARN"), shutdownSignals: ["SIGTERM"] });
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
await worker.run();
process.exit(0);

function now(): bigint {
  return process.hrtime.bigint();
}
