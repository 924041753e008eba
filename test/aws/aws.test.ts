import { after, describe, test } from "node:test";
import { startMinistack, whyNotMinistack } from "../../tools/ministack.ts";
import { askingAgain } from "../scenarios/asking-again.ts";
import { auditing } from "../scenarios/auditing.ts";
import { decidingAtOnce } from "../scenarios/deciding-at-once.ts";
import { expiring } from "../scenarios/expiring.ts";
import { pausing } from "../scenarios/pausing.ts";
import { running } from "../scenarios/running.ts";
import { waitingForResume } from "../scenarios/waiting-for-resume.ts";
import { deployAwsWorld } from "./aws-world.ts";

const reason = whyNotMinistack();
if (reason && process.env.CI === "true") throw new Error(reason);

if (reason) {
  test("scenarios, against the deployed template", { skip: reason });
} else {
  const aws = await startMinistack();
  after(() => aws.stop());
  const world = await deployAwsWorld(aws);
  after(() => world.issuer.stop());
  const scenarios = [
    ...[pausing, askingAgain, decidingAtOnce, expiring],
    ...[waitingForResume, running, auditing],
  ].flat();
  describe("scenarios, against the deployed template", { concurrency: 3 }, () => {
    for (const { title, run } of scenarios) test(title, () => run(world));
  });
}
