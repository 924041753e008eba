import assert from "node:assert/strict";
import { test } from "node:test";
import type { GetParameterCommand } from "@aws-sdk/client-ssm";
import { ssmChannelSecrets } from "../../functions/adapters/ssm/channel-secrets.ts";

function given(...values: (string | Error)[]) {
  const asked: GetParameterCommand[] = [];
  const time = { now: 0 };
  const client = {
    send: async (command: GetParameterCommand) => {
      asked.push(command);
      const value = values.length > 1 ? values.shift() : values[0];
      if (value instanceof Error) throw value;
      return { Parameter: { Value: value } };
    },
  };
  return { asked, time, read: ssmChannelSecrets(client as never, "/sayso/channels", () => time.now) };
}

test("the secrets are read decrypted, once in five minutes", async () => {
  const { asked, time, read } = given(
    '{"slackBotToken":"xoxb-1"}',
    '{"slackBotToken":"xoxb-2","teamsUrl":"https://t"}',
  );
  const [first, again] = await Promise.all([read(), read()]);
  assert.deepEqual([first, again], [{ slackBotToken: "xoxb-1" }, { slackBotToken: "xoxb-1" }]);
  assert.deepEqual(asked[0]?.input, { Name: "/sayso/channels", WithDecryption: true });
  time.now = 299_999;
  await read();
  assert.equal(asked.length, 1);
  time.now = 300_000;
  assert.deepEqual(await read(), { slackBotToken: "xoxb-2", teamsUrl: { default: "https://t" } });
});

test("what could not be read is asked for again", async () => {
  const { asked, read } = given(new Error("throttled"), '{"pagerdutyRoutingKey":{"default":"R1","rita":"R2"}}');
  await assert.rejects(read(), /throttled/);
  assert.deepEqual(await read(), { pagerdutyRoutingKey: { default: "R1", rita: "R2" } });
  assert.equal(asked.length, 2);
});

test("what cannot be used is named, and never shown", async () => {
  for (const [value, message] of [
    ["a-secret", "The channels' secrets cannot be used: the parameter holds no JSON"],
    ['{"slackBotToken":"a-secret"}', "The channels' secrets cannot be used: slackBotToken is not valid"],
    ['{"slackBotTokens":"a-secret"}', "The channels' secrets cannot be used: slackBotTokens is not known"],
    ['{"teamsUrl":["a-secret"]}', "The channels' secrets cannot be used: teamsUrl is not valid"],
  ] as const)
    await assert.rejects(given(value).read(), { message });
});
