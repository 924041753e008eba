import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { type CfnResource, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Sayso } from "../../lib/sayso.ts";
import { type KeptResource, keptResources } from "./kept-resources.ts";
import { quickApp, stubBundles, synthesize } from "./synthesize.ts";
import { asText, resourcesOf, theResource } from "./template-parts.ts";

const flagsFile = "aws-cdk-lib/recommended-feature-flags.json";
const { template } = synthesize();
const stack = new Stack(quickApp(), "Claims");
new Sayso(stack, "Approvals", { bundles: stubBundles() });
const embedded = Template.fromStack(stack);

/** What an update to a template would cost those who run the one before it. */
function losses(of: Template, idOf: (kept: KeptResource) => string): readonly string[] {
  return keptResources.flatMap((kept) => {
    const id = idOf(kept);
    const resource = resourcesOf(of, kept.type)[id];
    if (!resource) return [`${id} is no more: ${kept.lost}`];
    return Object.entries(kept.fixed ?? {}).flatMap(([name, value]) => {
      const now = resource.Properties[name];
      return JSON.stringify(now) === JSON.stringify(value) ? [] : [`${id} is replaced for its ${name}: ${kept.lost}`];
    });
  });
}

describe("an update", () => {
  it("loses nothing of the stack Sayso", () => {
    assert.deepEqual(
      losses(template, ({ id }) => id),
      [],
    );
  });

  it("loses nothing of a construct in somebody else's stack", () => {
    assert.deepEqual(
      losses(embedded, ({ embeddedId }) => embeddedId),
      [],
    );
  });

  it("loses nothing in an app with every feature flag that the CDK recommends", () => {
    const flags = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(flagsFile), "utf8"));
    assert.ok(Object.keys(flags).length > 50);
    const claims = new Stack(quickApp(flags), "Claims");
    new Sayso(claims, "Approvals", { bundles: stubBundles() });
    assert.deepEqual(
      losses(Template.fromStack(claims), ({ embeddedId }) => embeddedId),
      [],
    );
  });

  it("leaves nothing out that it can lose", () => {
    const stateful = keptResources.map(({ id }) => id);
    const types = new Set(keptResources.map(({ type }) => type));
    // A function's log goes with the function; nobody looks for it anywhere else.
    const others = [...types].flatMap((type) =>
      Object.keys(resourcesOf(template, type)).filter(
        (id) => !stateful.includes(id) && !/^SaysoFunctions\w+Log[0-9A-F]{8}$/.test(id),
      ),
    );
    assert.deepEqual(others, []);
    const retained = Object.entries(template.toJSON().Resources).filter(
      ([id, resource]) =>
        // The account's one role with which API Gateway writes logs, and its setting, belong to no deployment.
        Object(resource).DeletionPolicy === "Retain" && !/^SaysoApiRestApi(Account|CloudWatchRole)/.test(id),
    );
    assert.deepEqual(
      retained.map(([id]) => id).filter((id) => !stateful.includes(id)),
      [],
    );
  });

  it("keeps the names that do not come from a logical id", () => {
    const nameOf = (type: string, prefix: string, property: string) =>
      asText(theResource(template, type, prefix)[1].Properties[property]);
    assert.equal(nameOf("AWS::Events::EventBus", "SaysoBus", "Name"), "SaysoBus7D3A154B");
    assert.equal(
      nameOf("AWS::Logs::LogGroup", "SaysoWaitLog", "LogGroupName"),
      "/aws/vendedlogs/states/<AWS::StackName>-66a68c25",
    );
    assert.match(nameOf("AWS::Cognito::UserPoolDomain", "SaysoPeople", "Domain"), /^sayso-07dc0a9a-\{/);
    const [, { Properties: sweep }] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsSweep");
    assert.equal(sweep.Environment.Variables.DEPLOYMENT, "Sayso59225C12", "the metrics' history ends here");
  });
});

describe("an update that", () => {
  it("moves the construct is told what it loses", () => {
    const moved = new Stack(quickApp(), "Sayso");
    new Sayso(moved, "Approvals", { bundles: stubBundles() });
    const found = losses(Template.fromStack(moved), ({ id }) => id);
    assert.equal(found.length, keptResources.length);
    assert.equal(found[2], "SaysoLinkKeysGeneration1241334BF is no more: every review link that was sent is dead");
  });

  it("raises a key's generation keeps the one before it for as long as it serves", () => {
    const second = synthesize({ linkKeyGeneration: 2, signingKeyGeneration: 2 }).template;
    assert.deepEqual(
      losses(second, ({ id }) => id),
      [],
    );
    const third = synthesize({ linkKeyGeneration: 3 }).template;
    assert.deepEqual(
      losses(third, ({ id }) => id),
      ["SaysoLinkKeysGeneration1241334BF is no more: every review link that was sent is dead"],
    );
  });

  it("changes how people are named is told that the user pool is replaced", () => {
    const changed = new Stack(quickApp(), "Sayso");
    const sayso = new Sayso(changed, "Sayso", { bundles: stubBundles() });
    const pool = sayso.node.findChild("People").node.findChild("Pool").node.findChild("UserPool").node.defaultChild;
    (pool as CfnResource).addPropertyOverride("UsernameAttributes", ["phone_number"]);
    assert.deepEqual(
      losses(Template.fromStack(changed), ({ id }) => id),
      [
        "SaysoPeoplePoolUserPool2061C124 is replaced for its UsernameAttributes: no reviewer can sign in; all must be invited again",
      ],
    );
  });
});
