import { writeSync } from "node:fs";
import { createInterface } from "node:readline";

/** Collects all garbage of this thread when a line asks for it, and ends this process when who started it has gone. */
createInterface({ input: process.stdin })
  .on("line", () => {
    globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
    writeSync(1, "collected\n");
  })
  .once("close", () => process.exit(1));
