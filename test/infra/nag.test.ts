import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { aws_kms as kms, Stack, aws_sns as sns, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, type NagPack, NIST80053R5Checks, ServerlessChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { Sayso } from "../../lib/sayso.ts";
import type { SaysoProps } from "../../lib/sayso-props.ts";
import { SaysoStack } from "../../lib/sayso-stack.ts";
import { quickApp, stubBundles } from "./synthesize.ts";

const packs = { AwsSolutionsChecks, ServerlessChecks, NIST80053R5Checks };

interface Finding {
  readonly rule: string;
  readonly path: string;
}

function findings(pack: NagPack, scope: IConstruct): readonly Finding[] {
  return pack
    .validateScope(scope)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath ?? "" })),
    );
}

/** Everything that the packs find, acknowledged or not. */
function allFindings(scope: IConstruct): readonly Finding[] {
  return Object.values(packs).flatMap((Pack) => {
    const pack = new Pack(scope);
    Object.assign(pack, { isAcknowledged: () => false });
    return findings(pack, scope);
  });
}

interface Acknowledgement extends Finding {
  readonly reason: string;
}

function acknowledgements(root: IConstruct): readonly Acknowledgement[] {
  return root.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data))
      .map(([id, reason]) => ({
        rule: id.replace(/^annotation::/i, ""),
        path: node.path,
        reason: typeof reason === "string" ? reason : JSON.stringify(reason),
      })),
  );
}

/** A construct in somebody's stack, with a firewall's place left free. */
function embedded(propsIn: (stack: Stack) => SaysoProps): Stack {
  const stack = new Stack(quickApp(), "Mine");
  new Sayso(stack, "Sayso", { bundles: stubBundles(), ...propsIn(stack) });
  return stack;
}

const plain = embedded(() => ({}));

describe("cdk-nag", () => {
  for (const [name, Pack] of Object.entries(packs))
    it(`${name} finds nothing that is not acknowledged`, () => {
      assert.deepEqual(findings(new Pack(plain), plain), []);
    });

  it("lets the app be synthesized with all packs as plugins", () => {
    const app = quickApp();
    for (const Pack of Object.values(packs)) Validations.of(app).addPlugins(new Pack(app));
    new SaysoStack(app, "Sayso", { bundles: stubBundles() });
    assert.equal(app.synth().stacks.length, 1);
    assert.notEqual(process.exitCode, 1);
  });

  it("finds what each acknowledgement is about, at its place, and each has its reason", () => {
    const found = allFindings(plain);
    for (const { rule, path, reason } of acknowledgements(plain)) {
      assert.ok(reason.length > 40, `${rule} on ${path}: ${reason}`);
      const covered = found.filter((one) => one.rule === rule && `${one.path}/`.startsWith(`${path}/`));
      assert.notEqual(covered.length, 0, `${rule} is not found at ${path}`);
    }
  });
});

describe("a property answers what is otherwise acknowledged:", () => {
  const answers: Readonly<Record<string, readonly [(stack: Stack) => SaysoProps, readonly string[]]>> = {
    tracing: [
      () => ({ tracing: true }),
      [
        "AwsSolutions-SF2",
        "Serverless-APIGWXrayEnabled",
        "Serverless-LambdaTracing",
        "Serverless-StepFunctionStateMachineXray",
      ],
    ],
    logEncryptionKey: [
      (stack) => ({ logEncryptionKey: new kms.Key(stack, "Key", { enableKeyRotation: true }) }),
      ["NIST.800.53.R5-CloudWatchLogGroupEncrypted"],
    ],
    alarmTopic: [(stack) => ({ alarmTopic: new sns.Topic(stack, "Pager") }), ["NIST.800.53.R5-CloudWatchAlarmAction"]],
  };
  for (const [property, [propsIn, rules]] of Object.entries(answers))
    it(property, () => {
      const before = new Set(allFindings(plain).map(({ rule }) => rule));
      const ours = allFindings(embedded(propsIn)).filter(({ path }) => path.startsWith("Mine/Sayso/"));
      const after = new Set(ours.map(({ rule }) => rule));
      assert.deepEqual([...before].filter((rule) => !after.has(rule)).sort(), rules);
    });
});
