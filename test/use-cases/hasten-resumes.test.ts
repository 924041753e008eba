import assert from "node:assert/strict";
import { test } from "node:test";
import { hastenResumes } from "../../functions/use-cases/hasten-resumes.ts";
import { sweep } from "../../functions/use-cases/run-timers.ts";
import { answer, ask } from "./claim.ts";
import { dispatchAll, givenDeps, hour, second } from "./given-deps.ts";

test("an agent that comes back after hours is told at once, and soon again while nobody waits there yet", async () => {
  const { deps, did, effects, time } = givenDeps();
  await ask(deps);
  await answer(deps);
  for (let attempt = 1; attempt <= 12; attempt++) {
    effects.nextDelivery({ outcome: "not_yet", reason: "it is away" });
    if (attempt === 1) await dispatchAll(deps, "claim-42");
    else await sweep(deps);
    time.now += 2 ** attempt * second;
  }
  effects.nextDelivery({ outcome: "not_yet", reason: "it is away" });
  await sweep(deps);
  const before = did.length;
  time.now += second;
  await sweep(deps);
  assert.equal(did.length, before, "the next attempt is more than an hour away");

  effects.nextDelivery({ outcome: "not_yet", reason: "nobody waits there yet" });
  await hastenResumes(deps, "claim-processor", "agent:claim-processor");
  await sweep(deps);
  time.now += second;
  await sweep(deps);
  const told = did.slice(before).filter((line) => line.startsWith("deliver"));
  assert.deepEqual(told, Array(2).fill("deliver claim-42 approved to run-1"));
});

test("another agent's start, or somebody else's credential, hastens nothing", async () => {
  const { deps, did, effects, time } = givenDeps();
  await ask(deps);
  await answer(deps);
  effects.nextDelivery({ outcome: "not_yet", reason: "asked to wait", retryAfterMs: hour });
  await dispatchAll(deps, "claim-42");
  did.length = 0;
  time.now += second;
  await hastenResumes(deps, "mailer", "agent:claim-processor");
  await hastenResumes(deps, "claim-processor", "agent:mailer");
  await sweep(deps);
  assert.deepEqual(did, []);
});
