import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { aws_kms as kms, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Sayso } from "../../lib/sayso.ts";
import { quickApp, stubBundles, synthesize } from "./synthesize.ts";
import { asText, resourcesOf, theResource } from "./template-parts.ts";

describe("logs", () => {
  it("are encrypted with CloudWatch's own key", () => {
    for (const { Properties } of Object.values(resourcesOf(synthesize().template, "AWS::Logs::LogGroup")))
      assert.equal(Properties.KmsKeyId, undefined);
  });

  it("take a key of the user's, which admits CloudWatch once", () => {
    const stack = new Stack(quickApp(), "Mine");
    const logEncryptionKey = new kms.Key(stack, "Key");
    new Sayso(stack, "Sayso", { bundles: stubBundles(), logEncryptionKey });
    const template = Template.fromStack(stack);
    const logs = Object.values(resourcesOf(template, "AWS::Logs::LogGroup"));
    assert.equal(logs.length, 16);
    for (const { Properties } of logs) assert.match(asText(Properties.KmsKeyId), /^<Key\w+\.Arn>$/);
    const [, key] = theResource(template, "AWS::KMS::Key", "Key");
    const [, ...admitted] = key.Properties.KeyPolicy.Statement;
    assert.deepEqual(
      admitted.map(({ Principal, Action }: { Principal: { Service: unknown }; Action: unknown }) => [
        asText(Principal.Service),
        Action,
      ]),
      [
        [
          "logs.<AWS::Region>.<AWS::URLSuffix>",
          ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        ],
      ],
    );
  });
});
