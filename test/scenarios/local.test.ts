import { after, before, describe, test } from "node:test";
import { agentfield } from "./agentfield.ts";
import { askingAgain } from "./asking-again.ts";
import { askingMore } from "./asking-more.ts";
import { auditing } from "./auditing.ts";
import { callingBack } from "./calling-back.ts";
import { decidingAtOnce } from "./deciding-at-once.ts";
import { expiring } from "./expiring.ts";
import { startLocalWorld } from "./local-world.ts";
import { pausing } from "./pausing.ts";
import { running } from "./running.ts";
import { tellingWebhooks } from "./telling-webhooks.ts";
import { waitingForResume } from "./waiting-for-resume.ts";

describe("scenarios, against local mode over HTTP", { concurrency: true }, () => {
  let world: Awaited<ReturnType<typeof startLocalWorld>>;
  before(async () => {
    world = await startLocalWorld();
  });
  after(() => world.stop());
  const scenarios = [
    ...[pausing, askingAgain, decidingAtOnce, expiring],
    ...[waitingForResume, running, auditing, callingBack, askingMore, agentfield, tellingWebhooks],
  ].flat();
  for (const { title, run } of scenarios) test(title, () => run(world));
});
