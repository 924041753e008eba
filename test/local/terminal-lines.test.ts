import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonLog } from "../../functions/adapters/node/json-log.ts";
import { terminalLines } from "../../local/terminal-lines.ts";

function givenTerminal() {
  const shown: string[] = [];
  const terminal = terminalLines((line) => shown.push(line.replace(/^\d\d:\d\d:\d\d {2}/, "")));
  return { shown, flush: terminal.flush, log: jsonLog(terminal.line, () => 1_767_261_600_000) };
}

test("the first of its kind is shown at once, the others as a number a second later", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { shown, log } = givenTerminal();
  for (let claim = 1; claim <= 200; claim++) log.info("approval.created", { approvalRequestId: `claim-${claim}` });
  log.info("approval.decided", { approvalRequestId: "claim-7", decision: "approved" });
  assert.deepEqual(shown, ["approval.created  claim-1", "approval.decided  claim-7  decision: approved"]);
  t.mock.timers.tick(1_000);
  assert.deepEqual(shown.slice(2), ["approval.created  199 more"]);
  log.info("approval.created", { approvalRequestId: "claim-201" });
  t.mock.timers.tick(1_000);
  assert.deepEqual(shown.slice(3), ["approval.created  claim-201"]);
});

test("after a quiet second the next is shown at once again", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { shown, log } = givenTerminal();
  log.info("approval.created", { approvalRequestId: "claim-1" });
  t.mock.timers.tick(1_000);
  log.info("approval.created", { approvalRequestId: "claim-2" });
  assert.deepEqual(shown, ["approval.created  claim-1", "approval.created  claim-2"]);
});

test("trouble is shown at once and whole, after what came before it; nothing is left unsaid at the end", () => {
  const { shown, log, flush } = givenTerminal();
  for (const id of ["claim-1", "claim-2", "claim-3"]) log.info("approval.created", { approvalRequestId: id });
  log.error("a timer failed", { approvalRequestId: "claim-1", cause: new Error("disk full") });
  assert.deepEqual(shown, [
    "approval.created  claim-1",
    "approval.created  2 more",
    "ERROR  a timer failed  claim-1  cause: Error: disk full",
  ]);
  log.info("approval.created", { approvalRequestId: "claim-4" });
  flush();
  assert.deepEqual(shown.slice(3), ["approval.created  claim-4"]);
});
