import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { aws_kms as kms, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Sayso } from "../../lib/sayso.ts";
import { quickApp, stubBundles, synthesize } from "./synthesize.ts";
import { resourcesOf, theResource } from "./template-parts.ts";

const { template } = synthesize();
const [, approvals] = theResource(template, "AWS::DynamoDB::Table", "SaysoTablesApprovals");
const [, audit] = theResource(template, "AWS::DynamoDB::Table", "SaysoTablesAudit");

describe("both tables", () => {
  for (const [name, table] of Object.entries({ approvals, audit })) {
    it(`${name} outlives the stack and every mistake`, () => {
      assert.equal(table.DeletionPolicy, "Retain");
      assert.equal(table.UpdateReplacePolicy, "Retain");
      assert.equal(table.Properties.DeletionProtectionEnabled, true);
      assert.deepEqual(table.Properties.PointInTimeRecoverySpecification, { PointInTimeRecoveryEnabled: true });
    });

    it(`${name} is keyed by pk and sk, encrypted and paid by use`, () => {
      assert.deepEqual(table.Properties.KeySchema, [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ]);
      assert.equal(table.Properties.BillingMode, "PAY_PER_REQUEST");
      assert.deepEqual(table.Properties.SSESpecification, { SSEEnabled: true });
    });
  }

  it("are the only ones, and no global tables", () => {
    assert.equal(Object.keys(resourcesOf(template, "AWS::DynamoDB::Table")).length, 2);
    assert.equal(Object.keys(resourcesOf(template, "AWS::DynamoDB::GlobalTable")).length, 0);
  });

  it("take a key of the user's", () => {
    const stack = new Stack(quickApp(), "Mine");
    new Sayso(stack, "Sayso", { bundles: stubBundles(), encryptionKey: new kms.Key(stack, "Key") });
    for (const { Properties } of Object.values(resourcesOf(Template.fromStack(stack), "AWS::DynamoDB::Table"))) {
      assert.equal(Properties.SSESpecification.SSEType, "KMS");
      assert.match(Properties.SSESpecification.KMSMasterKeyId["Fn::GetAtt"][0], /^Key/);
    }
  });
});

describe("approvals", () => {
  it("forgets by ttl and has no stream", () => {
    assert.deepEqual(approvals.Properties.TimeToLiveSpecification, { AttributeName: "ttl", Enabled: true });
    assert.equal(approvals.Properties.StreamSpecification, undefined);
  });

  it("has its lists' indexes, which project a summary and no token", () => {
    const lists = {
      status: ["statusKey", "sortKey"],
      agent: ["agentKey", "sortKey"],
      reviewer: ["reviewerKey", "sortKey"],
      execution: ["executionKey", "sortKey"],
      time: ["timeKey", "sortKey"],
      expiry: ["expiryKey", "expirySortKey"],
    };
    for (const [IndexName, [partition, sort]] of Object.entries(lists)) {
      const index = approvals.Properties.GlobalSecondaryIndexes.find(
        (one: { IndexName: string }) => one.IndexName === IndexName,
      );
      assert.deepEqual(index, {
        IndexName,
        KeySchema: [
          { AttributeName: partition, KeyType: "HASH" },
          { AttributeName: sort, KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["summary"] },
      });
    }
    assert.equal(approvals.Properties.GlobalSecondaryIndexes.length, 7);
  });

  it("finds what is due by a number", () => {
    assert.deepEqual(
      approvals.Properties.GlobalSecondaryIndexes.find((one: { IndexName: string }) => one.IndexName === "due"),
      {
        IndexName: "due",
        KeySchema: [
          { AttributeName: "dueKey", KeyType: "HASH" },
          { AttributeName: "dueAt", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    );
    const numbers = approvals.Properties.AttributeDefinitions.filter(
      ({ AttributeType }: { AttributeType: string }) => AttributeType !== "S",
    );
    assert.deepEqual(numbers, [{ AttributeName: "dueAt", AttributeType: "N" }]);
  });
});

describe("audit", () => {
  it("streams new entries and forgets none", () => {
    assert.equal(audit.Properties.StreamSpecification.StreamViewType, "NEW_IMAGE");
    assert.equal(audit.Properties.TimeToLiveSpecification, undefined);
  });

  it("is found over all approvals by time, whole", () => {
    assert.deepEqual(audit.Properties.GlobalSecondaryIndexes, [
      {
        IndexName: "time",
        KeySchema: [
          { AttributeName: "timeKey", KeyType: "HASH" },
          { AttributeName: "sortKey", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
    ]);
  });

  it("refuses everybody who would change or remove an entry, and nobody who adds or reads", () => {
    const { Statement } = audit.Properties.ResourcePolicy.PolicyDocument;
    assert.deepEqual(Statement, [
      {
        Sid: "AppendOnly",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: [
          "dynamodb:UpdateItem",
          "dynamodb:DeleteItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:PartiQLInsert",
          "dynamodb:PartiQLUpdate",
          "dynamodb:PartiQLDelete",
        ],
        Resource: "*",
      },
    ]);
    assert.equal(approvals.Properties.ResourcePolicy, undefined);
  });
});
