import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleWorkflowCode } from "@temporalio/worker";

// A process of its own, as Temporal advises for production: webpack's memory must not count as the worker's.
const workflowsPath = join(import.meta.dirname, "temporal-workflow.ts");
const { code } = await bundleWorkflowCode({ workflowsPath });
writeFileSync(process.argv[2] ?? "", code);
