import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rates } from "../../functions/api/rate-limit.ts";
import { agent, badKey, otherAgent, rita, wrongLink } from "./callers.ts";
import { givenApp } from "./given-app.ts";

const rates: Rates = {
  agent: { burst: 3, perSecond: 1 },
  link: { burst: 2, perSecond: 0.5 },
  failure: { burst: 2, perSecond: 0.1 },
};

const list = "/v1/approvals";

test("an agent that asks too fast is told when to ask again, and asks again then; others are not held up", async () => {
  const app = await givenApp({ rates });
  const ask = async (as: Record<string, string>) => (await app.call("GET", list, { as })).status;
  assert.deepEqual([await ask(agent), await ask(agent), await ask(agent)], [200, 200, 200]);
  const limited = await app.call("GET", list, { as: agent });
  assert.deepEqual([limited.status, limited.json.code, limited.headers["retry-after"]], [429, "rate_limited", "1"]);
  assert.equal(await ask(otherAgent), 200);
  assert.equal(await ask(rita), 200);
  app.time.now += 1_000;
  assert.deepEqual([await ask(agent), await ask(agent)], [200, 429]);
});

test("each link has a rate of its own", async () => {
  const app = await givenApp({ rates });
  await app.ask();
  const links = [await app.holder("claim-42", "rita"), await app.holder("claim-42", "sam")];
  const statuses: number[] = [];
  for (const as of links)
    for (let n = 0; n < 3; n++) statuses.push((await app.call("GET", "/v1/review/claim-42", { as })).status);
  assert.deepEqual(statuses, [200, 200, 429, 200, 200, 429]);
});

test("F2 nobody guesses at speed: wrong keys, wrong links and wrong sign-ins count together, whoever sends them", async () => {
  const app = await givenApp({ rates });
  await app.ask();
  const guess = (n: number) => ({ authorization: `Bearer ${"g".repeat(42)}${n}` });
  const statuses: number[] = [];
  for (let n = 0; n < 4; n++) statuses.push((await app.call("GET", "/v1/review/claim-42", { as: guess(n) })).status);
  assert.deepEqual(statuses, [401, 401, 429, 429]);
  assert.equal((await app.call("GET", list, { as: badKey })).status, 429);
  assert.equal((await app.call("GET", list, { as: wrongLink })).status, 429);
  const limited = await app.call("GET", list, { as: guess(9) });
  assert.deepEqual([limited.status, limited.headers["retry-after"]], [429, "10"]);
  assert.equal((await app.call("GET", list, { as: rita })).status, 200, "who has a good credential is not held up");
  assert.equal((await app.call("GET", list, { as: agent })).status, 200);
});
