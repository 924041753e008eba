import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readEnvironment } from "../../local/environment.ts";
import { endedSayso } from "./spawned-sayso.ts";

test("nothing has to be set", () => {
  assert.deepEqual(readEnvironment({}), {
    port: 4000,
    data: ".sayso",
    apiKey: undefined,
    adminToken: undefined,
    publicUrl: "http://127.0.0.1:4000",
    reviewers: [],
    channels: {
      secrets: {
        slackBotToken: undefined,
        slackSigningSecret: undefined,
        pagerdutyRoutingKey: undefined,
        teamsUrl: undefined,
        smtpUrl: undefined,
      },
    },
    demo: true,
  });
});

test("everything can be", () => {
  const apiKey = `sayso_given001_${"g".repeat(43)}`;
  const variables = {
    PORT: "8080",
    SAYSO_DATA: "/var/lib/sayso",
    SAYSO_API_KEY: apiKey,
    SAYSO_ADMIN_TOKEN: "a-token-of-my-own-choice",
    SAYSO_PUBLIC_URL: "https://sayso.example/team///",
    SAYSO_REVIEWERS: '[{"id":"rita","name":"Rita","slackUser":"U012RITA","channels":["slack"]}]',
    SAYSO_SLACK_BOT_TOKEN: "xoxb-1",
    SAYSO_SLACK_SIGNING_SECRET: "signing-secret",
    SAYSO_PAGERDUTY_ROUTING_KEY: "R1",
    SAYSO_TEAMS_URL: '{"default":"https://teams.example/1","rita":"https://teams.example/2"}',
    SAYSO_SMTP_URL: "smtps://user:secret@mail.example.com",
    SAYSO_EMAIL_FROM: "approvals@example.com",
    SAYSO_DEMO: "0",
  };
  assert.deepEqual(readEnvironment(variables), {
    port: 8080,
    data: "/var/lib/sayso",
    apiKey,
    adminToken: "a-token-of-my-own-choice",
    publicUrl: "https://sayso.example/team",
    reviewers: [
      {
        ...{
          id: "rita",
          name: "Rita",
          email: null,
          slackUser: "U012RITA",
          pagerdutyService: null,
          teamsWorkflow: null,
        },
        ...{ timeZone: "UTC", locale: "en-GB", channels: ["slack"], teams: [] },
      },
    ],
    channels: {
      secrets: {
        slackBotToken: "xoxb-1",
        slackSigningSecret: "signing-secret",
        pagerdutyRoutingKey: { default: "R1" },
        teamsUrl: { default: "https://teams.example/1", rita: "https://teams.example/2" },
        smtpUrl: "smtps://user:secret@mail.example.com",
      },
      emailFrom: "approvals@example.com",
    },
    demo: false,
  });
});

test("what reviewers and channels need is said, and no secret is shown", () => {
  const entry = { id: "rita", name: "Rita", channels: ["slack"] };
  for (const [variables, message] of [
    [{ SAYSO_REVIEWERS: "no-such-file.json" }, /^SAYSO_REVIEWERS cannot be used: .*no-such-file\.json/],
    [{ SAYSO_REVIEWERS: JSON.stringify([entry]) }, /rita: slackUser is needed by the channel slack/],
    [{ SAYSO_SMTP_URL: "smtp://user:a-secret@mail" }, /SAYSO_SMTP_URL and SAYSO_EMAIL_FROM are set together/],
    [{ SAYSO_SLACK_BOT_TOKEN: "a-secret" }, /secrets cannot be used: slackBotToken is not valid$/],
    [{ SAYSO_TEAMS_URL: '{"a-secret' }, /SAYSO_TEAMS_URL must be a text, or a JSON object of texts by name$/],
  ] as const)
    assert.throws(
      () => readEnvironment(variables),
      (error: Error) => {
        assert.match(error.message, message);
        return !error.message.includes("a-secret");
      },
    );
});

describe("a variable that is wrong is named, its value never shown", () => {
  const wrong: readonly [name: string, value: string, message: RegExp][] = [
    ["PORT", "http", /must be a port number/],
    ["PORT", "", /must be a port number/],
    ["PORT", "-1", /must be a port number/],
    ["PORT", "65536", /must be a port number/],
    ["PORT", "99999", /must be a port number/],
    ["SAYSO_DATA", "", /./],
    ["SAYSO_API_KEY", "my-own-secret-key", /must look like sayso_<8 of a-z 0-9>_<43 of/],
    ["SAYSO_API_KEY", `sayso_GIVEN001_${"g".repeat(43)}`, /must look like/],
    ["SAYSO_ADMIN_TOKEN", "too-short-a-secret", /must have at least 20 characters/],
    ["SAYSO_PUBLIC_URL", "sayso.example", /must be an http or https URL/],
    ["SAYSO_PUBLIC_URL", "ftp://sayso.example", /must be an http or https URL/],
    ["SAYSO_DEMO", "no", /./],
  ];
  for (const [name, value, message] of wrong)
    test(`${name}=${value.slice(0, 20)}`, () => {
      assert.throws(
        () => readEnvironment({ [name]: value }),
        (error: Error) => {
          assert.match(error.message, new RegExp(`^Sayso cannot start: ${name} `));
          assert.match(error.message, message);
          if (value.includes("secret")) assert.ok(!error.message.includes(value));
          return true;
        },
      );
    });

  test("several at once, by the program itself: one line and the exit code 1", async () => {
    const ended = await endedSayso({ PORT: "http", SAYSO_ADMIN_TOKEN: "short" });
    assert.deepEqual(ended, {
      code: 1,
      stdout: "",
      stderr: "Sayso cannot start: PORT must be a port number; SAYSO_ADMIN_TOKEN must have at least 20 characters\n",
    });
  });
});

test("a variable that is set to nothing but matters by being set is an error, not the default", () => {
  for (const name of ["PORT", "SAYSO_DATA", "SAYSO_API_KEY", "SAYSO_ADMIN_TOKEN", "SAYSO_PUBLIC_URL", "SAYSO_DEMO"])
    assert.throws(() => readEnvironment({ [name]: "" }), new RegExp(name));
});
