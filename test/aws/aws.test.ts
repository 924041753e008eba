import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { startMinistack, whyNotMinistack } from "../../tools/ministack.ts";
import { agentfield } from "../scenarios/agentfield.ts";
import { askingAgain } from "../scenarios/asking-again.ts";
import { askingMore } from "../scenarios/asking-more.ts";
import { auditing } from "../scenarios/auditing.ts";
import { callingBack } from "../scenarios/calling-back.ts";
import { decidingAtOnce } from "../scenarios/deciding-at-once.ts";
import { expiring } from "../scenarios/expiring.ts";
import { pausing } from "../scenarios/pausing.ts";
import { running } from "../scenarios/running.ts";
import { tellingWebhooks } from "../scenarios/telling-webhooks.ts";
import { waitingForResume } from "../scenarios/waiting-for-resume.ts";
import { aftermath } from "./aftermath.ts";
import { type AwsScenario, deployAwsWorld } from "./aws-world.ts";
import { breakingWaits } from "./breaking-waits.ts";
import { faults } from "./faults.ts";
import { gaps } from "./gaps.ts";
import { pages } from "./pages.ts";
import { pausableAgents } from "./pausable-agents.ts";
import { plannedFaults } from "./planned-faults.ts";
import { reminding } from "./reminding.ts";
import { signedCalls } from "./signed-calls.ts";
import { abandon, sweeping } from "./sweeping.ts";
import { taskTokens } from "./task-tokens.ts";
import { userPool } from "./user-pool.ts";

const reason = whyNotMinistack();
if (reason && process.env.CI === "true") throw new Error(reason);

if (reason) {
  test("scenarios, against the deployed template", { skip: reason });
} else {
  const aws = await startMinistack({ AUTH: "true" });
  after(async () => {
    await aws.stop();
    writeFileSync(join(import.meta.dirname, "../../.cache/ministack/last-run.log"), aws.output.join(""));
  });
  const world = await deployAwsWorld(aws);
  after(() => world.issuer.stop());
  const orphan = await abandon(world);
  const scenarios = [
    ...[pausing, askingAgain, decidingAtOnce, expiring],
    ...[waitingForResume, running, auditing, callingBack, askingMore, agentfield, tellingWebhooks],
  ].flat();
  const suites: readonly [string, readonly AwsScenario[] | typeof plannedFaults, object?][] = [
    ["scenarios, against the deployed template", scenarios, { concurrency: 3 }],
    ["pages and gateway", pages],
    ["roles that sign their calls", signedCalls, { concurrency: 3 }],
    ["agents that wait with a task token", taskTokens],
    ["agents on a plain function", pausableAgents],
    ["waits that break", breakingWaits],
    ["the sweep", sweeping(orphan)],
    ["reminders and escalations", reminding],
    ["stores that fail", faults],
    ["plans of faults", plannedFaults, { concurrency: 4 }],
    ["when all is done", aftermath],
    ["people of the user pool", userPool],
    ["gaps of the emulator", gaps],
  ];
  for (const [name, texts, options = {}] of suites)
    describe(name, options, () => {
      if (typeof texts === "function") return texts(world);
      for (const { title, run } of texts) test(title, () => run(world));
    });
}
