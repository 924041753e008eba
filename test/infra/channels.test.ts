import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Template } from "aws-cdk-lib/assertions";
import { saysoSettings } from "../../lib/sayso-settings.ts";
import { SaysoStack } from "../../lib/sayso-stack.ts";
import { quickApp, stubBundles, synthesize } from "./synthesize.ts";
import { functionIds, resourcesOf, roleOf, statementsOf, theResource } from "./template-parts.ts";

const alice = {
  id: "alice@example.com",
  name: "Alice",
  email: "alice@example.com",
  channels: ["email"],
  teams: ["Claims"],
} as const;

/** Functions that may take an action, and on what. */
function holders(action: string, template = synthesize().template): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    functionIds
      .map((id) => {
        const allowed = statementsOf(template, roleOf(template, id)).filter(({ Effect }) => Effect === "Allow");
        return [id, allowed.flatMap((one) => (one.actions.includes(action) ? one.resources : []))] as const;
      })
      .filter(([, resources]) => resources.length > 0),
  );
}

const environmentOf = (template: Parameters<typeof theResource>[0], id: string) =>
  theResource(template, "AWS::Lambda::Function", `SaysoFunctions${id}`)[1].Properties.Environment.Variables;

describe("the channels' secrets", () => {
  const { template } = synthesize({ channelSecrets: "/sayso/channels" });

  it("are one parameter, which only those read who speak with its receivers", () => {
    const arn = "arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/sayso/channels";
    assert.deepEqual(holders("ssm:GetParameter", template), {
      DeliverWebhook: [arn],
      SlackInteractions: [arn],
      SlackTasks: [arn],
    });
    for (const id of ["DeliverWebhook", "SlackInteractions", "SlackTasks"])
      assert.equal(environmentOf(template, id).CHANNEL_SECRETS, "/sayso/channels");
  });

  it("are out of everybody's reach where none are named", () => {
    assert.deepEqual(holders("ssm:GetParameter"), {});
    assert.equal(environmentOf(synthesize().template, "DeliverWebhook").CHANNEL_SECRETS, undefined);
  });
});

describe("e-mail", () => {
  it("is sent by one function, from the identities that can vouch for the address", () => {
    const { template } = synthesize({ emailFrom: "Approvals <approvals@mail.example.com>" });
    const identity = (name: string) => `arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/${name}`;
    assert.deepEqual(holders("ses:SendEmail", template), {
      DeliverWebhook: [identity("approvals@mail.example.com"), identity("mail.example.com"), identity("example.com")],
    });
    assert.equal(environmentOf(template, "DeliverWebhook").EMAIL_FROM, "Approvals <approvals@mail.example.com>");
    assert.deepEqual(holders("ses:SendEmail"), {});
  });

  it("comes from an address", () => {
    for (const emailFrom of ["example.com", "a@b", "Approvals <>"])
      assert.throws(() => synthesize({ emailFrom }), /emailFrom must be an address/);
  });
});

describe("what people ask for in Slack", () => {
  const { template } = synthesize();

  it("is queued by the function that answers Slack, which decides nothing", () => {
    const queues = Object.entries(holders("sqs:SendMessage", template)).filter(([, arns]) =>
      arns.some((arn) => /^<SaysoSlackQueue/.test(arn)),
    );
    assert.deepEqual(
      queues.map(([id]) => id),
      ["SlackInteractions"],
    );
    for (const action of ["dynamodb:UpdateItem", "dynamodb:GetItem", "kms:GenerateMac", "states:SendTaskSuccess"])
      assert.equal(holders(action, template).SlackInteractions, undefined, action);
  });

  it("is kept in an encrypted queue, with an alarm on what was given up", () => {
    const [, { Properties }] = theResource(template, "AWS::SQS::Queue", "SaysoSlackQueue");
    assert.deepEqual([Properties.SqsManagedSseEnabled, Properties.RedrivePolicy.maxReceiveCount], [true, 5]);
    assert.ok(Object.keys(resourcesOf(template, "AWS::CloudWatch::Alarm")).some((id) => /SlackDeadLetters/.test(id)));
  });

  it("is answered before Slack gives up, cold starts and all the gateway's time left aside", () => {
    const [, { Properties }] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsSlackInteractions");
    assert.deepEqual([Properties.MemorySize, Properties.Timeout], [1024, 10]);
  });
});

describe("reviewers in the properties", () => {
  const files = (props: object) => {
    const app = quickApp();
    new SaysoStack(app, "Sayso", { bundles: stubBundles(), ...props });
    const assembly = app.synth();
    const template = Template.fromJSON(assembly.stacks[0]?.template);
    return functionIds.filter((id) => {
      const [, { Properties }] = theResource(template, "AWS::Lambda::Function", `SaysoFunctions${id}`);
      const directory = `asset.${String(Properties.Code.S3Key).replace(/\.zip$/, "")}`;
      const path = join(assembly.directory, directory, "reviewers.json");
      try {
        assert.deepEqual(JSON.parse(readFileSync(path, "utf8"))[0], {
          ...{ id: "alice@example.com", name: "Alice", email: "alice@example.com", slackUser: null },
          ...{ pagerdutyService: null, teamsWorkflow: null, timeZone: "UTC", locale: "en-GB", channels: ["email"] },
          teams: ["Claims"],
        });
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
        throw error;
      }
    });
  };

  it("stand beside the code of those that tell or show them, and of no other", () => {
    assert.deepEqual(files({ reviewers: [alice] }), ["ReviewerApi", "QueryApi", "DeliverWebhook", "SlackTasks"]);
    assert.deepEqual(files({}), []);
  });

  it("are checked before anything is deployed", () => {
    const given = (reviewers: object[]) => () => synthesize({ reviewers: reviewers as never });
    assert.throws(given([{ ...alice, channels: ["slack"] }]), /alice@example\.com: slackUser is needed by the channel/);
    assert.throws(given([{ ...alice, timeZone: "Madrid" }]), /timeZone must be an IANA time zone/);
    assert.throws(given([alice, alice]), /alice@example\.com has two entries/);
    assert.throws(given([{ name: "Nobody" }]), /entry 1 needs an id/);
  });

  it("come from the context too, as JSON or as a file of it", () => {
    const read = (reviewers: string) =>
      saysoSettings((name) => (name === "reviewers" ? reviewers : undefined)).reviewers;
    assert.deepEqual(read(JSON.stringify([alice])), [alice]);
    assert.throws(
      () => read("no-such-file.json"),
      /reviewers must be a JSON list, or the name of a file that holds one/,
    );
  });
});
