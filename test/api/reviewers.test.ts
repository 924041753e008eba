import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import { toReviewerEntry } from "../../functions/schemas/reviewer.ts";
import { configuredReviewers } from "../../functions/use-cases/reviewers.ts";
import { ada, rita, sam, vera } from "./callers.ts";
import { givenApp } from "./given-app.ts";

const entry = {
  name: "Rita Reyes",
  email: "rita@example.com",
  slackUser: "U012AB3CD",
  timeZone: "Europe/Madrid",
  channels: ["slack", "email"],
};
const whole = { id: "rita", ...entry, pagerdutyService: null, teamsWorkflow: null, locale: "en-GB", teams: [] };

test("an administrator writes, lists and removes entries; whom they are about reads their own", async () => {
  const { call } = await givenApp();
  const created = await call("PUT", "/v1/reviewers/rita", { as: ada, body: entry });
  assert.deepEqual([created.status, created.json], [201, whole]);
  assert.equal((await call("PUT", "/v1/reviewers/rita", { as: ada, body: entry })).status, 200);
  assert.deepEqual((await call("GET", "/v1/reviewers", { as: ada })).json, { reviewers: [whole] });
  assert.deepEqual((await call("GET", "/v1/reviewers/rita", { as: rita })).json, whole);
  for (const other of [sam, vera]) assert.equal((await call("GET", "/v1/reviewers/rita", { as: other })).status, 403);
  assert.equal((await call("DELETE", "/v1/reviewers/rita", { as: ada })).status, 204);
  assert.equal((await call("GET", "/v1/reviewers/rita", { as: rita })).status, 404);
});

test("who changed what of whom is on the record, and no address is", async () => {
  const { call } = await givenApp();
  await call("PUT", "/v1/reviewers/rita", { as: ada, body: entry });
  await call("PUT", "/v1/reviewers/rita", { as: ada, body: { ...entry, slackUser: "U999999", channels: ["slack"] } });
  await call("DELETE", "/v1/reviewers/rita", { as: ada });
  const { json } = await call("GET", "/v1/audit", { as: vera });
  const said = json.entries.map(({ type, detail, disclosed }: typeof json) => [
    type,
    disclosed.reviewer.value,
    disclosed.reviewers.value,
    detail.changed,
    detail.channels,
  ]);
  const all = "id name email slackUser pagerdutyService teamsWorkflow timeZone locale channels teams";
  assert.deepEqual(said, [
    ["reviewer.changed", "ada", '["rita"]', all, "slack email"],
    ["reviewer.changed", "ada", '["rita"]', "slackUser channels", "slack"],
    ["reviewer.removed", "ada", '["rita"]', undefined, undefined],
  ]);
  assert.doesNotMatch(JSON.stringify(json), /rita@example\.com|U012AB3CD/);
});

test("entries of the deployment's own settings come first and are changed there alone", async () => {
  const stores = memoryStores();
  const given = toReviewerEntry("rita", { name: "Rita of the settings" });
  const { call } = await givenApp({ ...stores, reviewers: configuredReviewers([given], stores.reviewers) });
  await stores.reviewers.put({ ...given, name: "Rita of before" });
  await call("PUT", "/v1/reviewers/ann", { as: ada, body: { name: "Ann" } });
  assert.equal((await call("GET", "/v1/reviewers/rita", { as: rita })).json.name, "Rita of the settings");
  assert.equal((await call("PUT", "/v1/reviewers/rita", { as: ada, body: entry })).status, 403);
  assert.equal((await call("DELETE", "/v1/reviewers/rita", { as: ada })).status, 403);
  const { json } = await call("GET", "/v1/reviewers", { as: ada });
  assert.deepEqual(
    json.reviewers.map(({ name }: { name: string }) => name),
    ["Ann", "Rita of the settings"],
  );
});

describe("an entry names every field that is wrong", () => {
  const cases: readonly (readonly [changes: object, field: string, detail: RegExp])[] = [
    [{ name: "" }, "name", />=1 characters/],
    [{ name: "Rita\r\nBcc: all@example.com" }, "name", /must hold no control characters/],
    [{ name: "Rita\u202e" }, "name", /must hold no control characters/],
    [{ email: "rita" }, "email", /must be an e-mail address/],
    [{ email: "rita@example.com\r\nBcc: all@example.com" }, "email", /must be an e-mail address/],
    [{ email: null }, "email", /is needed by the channel email/],
    [{ slackUser: undefined }, "slackUser", /is needed by the channel slack/],
    [{ slackUser: "@rita" }, "slackUser", /must be a Slack member id/],
    [{ slackUser: "C012AB3CD" }, "slackUser", /must be a Slack member id/],
    [{ timeZone: "Madrid" }, "timeZone", /must be an IANA time zone/],
    [{ locale: "english!" }, "locale", /must be a language tag/],
    [{ channels: ["fax"] }, "channels.0", /expected one of/],
    [{ channels: ["slack", "slack"] }, "channels", /must name each channel once/],
    [{ teams: [" Claims"] }, "teams.0", /must neither begin nor end with a space/],
    [{ teams: ["Claims\u202e"] }, "teams.0", /must hold neither control characters nor commas/],
    [{ teams: ["Claims, night"] }, "teams.0", /must hold neither/],
    [{ teams: ["Claims", "Claims"] }, "teams", /must name each team once/],
    [{ pagerdutyService: "a b" }, "pagerdutyService", /must be 1 to 64 of/],
    [{ phone: "1" }, "phone", /is not known here/],
  ];
  for (const [changes, field, detail] of cases)
    test(`${JSON.stringify(changes)}`, async () => {
      const { call } = await givenApp();
      const { status, json } = await call("PUT", "/v1/reviewers/rita", { as: ada, body: { ...entry, ...changes } });
      assert.equal(status, 400);
      const named = json.errors.find((error: { field: string }) => error.field === field);
      assert.match(named?.detail ?? `not among ${JSON.stringify(json.errors)}`, detail);
    });

  test("an id that could name no reviewer", async () => {
    const { call } = await givenApp();
    const { status, json } = await call("PUT", "/v1/reviewers/two%20words", { as: ada, body: entry });
    assert.deepEqual([status, json.errors[0].field], [400, "id"]);
  });
});
