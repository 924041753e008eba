import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { rowOf } from "../model/the-claim.ts";
import { hour } from "../use-cases/given-deps.ts";
import { assertAgreed } from "./agree.ts";
import { Deployment, type Surroundings } from "./deployment.ts";
import { type Life, lives } from "./lives.ts";
import { inWords, type Plan, plansAt } from "./plan.ts";

let cases = 0;
after(() => assert.ok(cases >= 75, `${cases} cases`));

async function liveThrough({ live, end }: Life, plan: Plan | undefined, around?: Surroundings): Promise<Deployment> {
  const deployment = new Deployment(plan, around);
  assertAgreed(deployment, await live(deployment));
  assert.equal(rowOf(deployment.world)?.status, end);
  cases++;
  return deployment;
}

const surroundings: readonly (readonly [words: string, around: Surroundings])[] = [
  ["the stream comes in the wrong order", { newestFirst: true }],
  ["every record and every message comes twice", { twice: true }],
  ["they come twice and in the wrong order", { twice: true, newestFirst: true }],
  ["the timers are three hours late", { sweepsLateMs: 3 * hour }],
  ["no timer ever runs", { sweepsLateMs: Number.POSITIVE_INFINITY }],
  ["the stream is down for as long as there is anything for the timers to do", { noStream: true }],
];

for (const life of lives) {
  const { calls } = await liveThrough(life, undefined);
  describe(`F5 F6 F7 F8 F11 ${life.name}: everybody is told the same in the end, although`, () => {
    for (const [words, around] of surroundings)
      test(words, async () => {
        await liveThrough(life, undefined, around);
      });
    for (const [at, call] of calls.entries())
      for (const plan of plansAt(at))
        test(`${inWords(plan)} ${call} (call ${at + 1})`, async () => {
          await liveThrough(life, plan);
        });
  });
}
