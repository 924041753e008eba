import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { handleEach } from "../../functions/adapters/lambda/partial-batch.ts";
import { rita, sam } from "../api/callers.ts";
import { dispatching, sweeping } from "../model/actors.ts";
import { stepWait } from "../model/perform.ts";
import { chainOf, expiresAt, rowOf } from "../model/the-claim.ts";
import { minute, second } from "../use-cases/given-deps.ts";
import { assertAgreed } from "./agree.ts";
import { Deployment, type Surroundings } from "./deployment.ts";
import { ask, begin, decide } from "./lives.ts";

async function asked(around?: Surroundings): Promise<Deployment> {
  const deployment = new Deployment(undefined, around);
  await ask(deployment);
  await begin(deployment);
  return deployment;
}

describe("F4 a decision around the expiry, before and after every timer", () => {
  for (const [ms, status] of [
    [-1, "approved"],
    [0, "expired"],
    [1, "expired"],
  ] as const)
    for (const first of ["nobody", "the sweep", "the state machine"])
      test(`${ms} ms from it, after ${first}`, async () => {
        const deployment = await asked();
        deployment.world = stepWait(deployment.world, 1, "leave token");
        deployment.now = expiresAt + ms;
        if (first === "the sweep") await deployment.act(sweeping("sweep"), "");
        if (first === "the state machine" && ms >= 0) deployment.world = stepWait(deployment.world, 1, "time out");
        const answers = [await decide(deployment, rita, "approved"), await decide(deployment, sam, "rejected")];
        await deployment.settle();
        assert.equal(rowOf(deployment.world)?.status, status);
        assertAgreed(deployment, answers);
      });
});

describe("F4 the clocks of the service's own machines are off: the approval ends once, and all agree on it", () => {
  for (const off of [-10 * minute, -second, second, 10 * minute])
    for (const whose of ["caller of /v1/approvals/claim-42/decision", "sweep", "timers", "stream", "worker"])
      for (const at of [expiresAt - second, expiresAt + second])
        test(`${whose} by ${off} ms, a decision ${at - expiresAt} ms from the expiry`, async () => {
          const deployment = await asked({ clockOff: (process) => (process.startsWith(whose) ? off : 0) });
          deployment.now = at;
          const answers = [await decide(deployment, rita, "approved")];
          await deployment.settle();
          assertAgreed(deployment, answers);
        });
});

describe("F7 what was seen to comes again", () => {
  test("the dead-letter queue is replayed twice, and a stream of a day", async () => {
    const deployment = await asked();
    const answers = [await decide(deployment, rita, "approved")];
    await deployment.settle();
    const { told } = deployment.world;
    const length = chainOf(deployment.world).length;
    const waiterId = rowOf(deployment.world)?.waiters[0]?.waiterId ?? assert.fail();
    for (let replay = 0; replay < 2; replay++) {
      deployment.world = { ...deployment.world, queue: { [waiterId]: 2 }, dispatched: [] };
      await deployment.settle();
    }
    assert.deepEqual(deployment.world.told, told);
    assert.equal(chainOf(deployment.world).length, length);
    assertAgreed(deployment, answers);
  });

  for (const before of [true, false])
    test(`the state machine leaves another token ${before ? "before" : "after"} the decision`, async () => {
      const deployment = await asked();
      deployment.world = stepWait(deployment.world, 1, "leave token");
      const decided = before ? undefined : await decide(deployment, rita, "approved");
      const wait = deployment.world.waits[1] ?? assert.fail();
      if (wait.state === "waiting")
        deployment.world = { ...deployment.world, waits: { 1: { state: "begun", round: wait.round + 1 } } };
      const answers = [decided ?? (await decide(deployment, rita, "approved"))];
      await deployment.settle();
      assertAgreed(deployment, answers);
    });
});

describe("F6 F7 the agent's service turns the call away", () => {
  for (const name of ["ThrottlingException", "AccessDeniedException", "KmsThrottlingException"])
    for (const times of [1, 5, 12])
      test(`${times} times with ${name}`, async () => {
        const deployment = await asked({ refusals: Array(times).fill(name) });
        const answers = [await decide(deployment, rita, "approved")];
        await deployment.settle();
        assertAgreed(deployment, answers);
      });
});

test("F6 F21 a record that can never be seen to holds up no other of its batch, and is handed back by its number", async () => {
  const deployment = await asked();
  const answers = [await decide(deployment, rita, "rejected")];
  const entries = dispatching("stream").inputs(deployment.world);
  const records = ["poison", ...entries, "poison too"];
  const errors: string[] = [];
  const log = { info: () => {}, warn: () => {}, error: (message: string) => void errors.push(message) };
  const number = (record: string) => `#${records.indexOf(record)}`;
  const handle = async (record: string) => {
    JSON.parse(record);
    await deployment.act(dispatching("stream"), record);
  };
  const { batchItemFailures } = await handleEach(records, number, handle, log);
  assert.deepEqual(
    batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
    ["#0", `#${records.length - 1}`],
  );
  assert.equal(errors.length, 2);
  await deployment.settle();
  assertAgreed(deployment, answers);
});
