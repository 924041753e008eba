import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { SaysoStack } from "../../lib/sayso-stack.ts";
import { quickApp, stubBundles } from "./synthesize.ts";

function stackIn(app: App): SaysoStack {
  return new SaysoStack(app, "Sayso", { bundles: stubBundles() });
}

/** Every acknowledged rule with its reason. */
function acknowledged(root: IConstruct): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { metadata } of root.node.findAll().map(({ node }) => node)) {
    for (const { type, data } of metadata) {
      if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) continue;
      for (const [id, reason] of Object.entries(data))
        found.set(id.replace(/^annotation::/i, ""), JSON.stringify(reason));
    }
  }
  return found;
}

describe("cdk-nag AwsSolutions", () => {
  it("finds nothing that is not acknowledged", () => {
    const app = quickApp();
    stackIn(app);
    const report = new AwsSolutionsChecks(app).validateScope(app);
    assert.deepEqual(
      report.violations.map(({ ruleName, violatingResources }) => [
        ruleName,
        violatingResources.map(({ constructPath }) => constructPath),
      ]),
      [],
    );
    assert.equal(report.success, true);
  });

  it("lets the app be synthesized as a plugin", () => {
    const app = quickApp();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    stackIn(app);
    assert.equal(app.synth().stacks.length, 1);
    assert.notEqual(process.exitCode, 1);
  });

  it("would find each acknowledged rule, and each has its reason", () => {
    const app = quickApp();
    const reasons = acknowledged(stackIn(app));
    const pack = new AwsSolutionsChecks(app);
    Object.assign(pack, { isAcknowledged: () => false });
    const found = pack.validateScope(app).violations.map(({ ruleName }) => ruleName);
    assert.deepEqual([...found].sort(), [...reasons.keys()].sort());
    for (const [id, reason] of reasons) assert.ok(reason.length > 40, `${id}: ${reason}`);
  });
});
