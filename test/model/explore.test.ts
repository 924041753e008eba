import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { explore } from "./explorer.ts";
import { scenarios } from "./scenarios.ts";
import { seededBugs } from "./seeded-bugs.ts";

const thorough = process.env.THOROUGH === "1";
const all = scenarios(thorough ? 1 : 0);

let states = 0;
after(() => assert.ok(states >= 150_000, `${states} states are too few`));

describe("F3 F4 F5 F6 F7 F8 I1 to I6 hold in every state that steps, deaths and faults can lead to", () => {
  for (const scenario of all)
    test(`${scenario.name}: ${scenario.about}`, async (t) => {
      const { violation, ...found } = await explore(scenario);
      t.diagnostic(`${JSON.stringify(found)}`);
      assert.equal(violation, undefined, JSON.stringify(violation, null, 2));
      // Whoever is told at the next sweep but one was told within bound.
      assert.ok(found.longestLagMs <= 3 * 60_000, `${found.longestLagMs} ms`);
      states += found.states;
    });
});

describe("a bug put in on purpose is found, by a shortest way", () => {
  for (const bug of seededBugs)
    test(`${bug.breaks}: ${bug.title}`, async (t) => {
      const scenario = scenarios().find(({ name }) => name === bug.scenario) ?? assert.fail(bug.scenario);
      const { violation, states: seen } = await explore(scenario, bug);
      assert.ok(violation, `not found in ${seen} states`);
      t.diagnostic([`${violation.fault}; state ${seen}, after:`, ...violation.trace].join("\n  "));
      assert.equal(violation.fault.slice(0, 2), bug.breaks);
      assert.ok(violation.trace.length > 0);
    });
});

test("two explorations of one scenario are the same", async () => {
  const bug = seededBugs.find(({ scenario }) => scenario === "telling");
  const scenario = scenarios().find(({ name }) => name === "telling") ?? assert.fail();
  assert.deepEqual(await explore(scenario, bug), await explore(scenario, bug));
});
