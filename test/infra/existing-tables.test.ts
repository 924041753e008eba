import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { saysoSettings } from "../../lib/sayso-settings.ts";
import { synthesize } from "./synthesize.ts";
import { asText, resourcesOf, roleOf, statementsOf, theResource } from "./template-parts.ts";

const auditStreamArn = "arn:aws:dynamodb:eu-west-1:123456789012:table/audit-restored/stream/2026-11-25T09:30:00.000";
const existingTables = {
  approvalsTableName: "approvals-restored",
  auditTableName: "audit-restored",
  auditStreamArn,
};

describe("tables that stand already", () => {
  const { template } = synthesize({ existingTables });

  it("are gone on with, and none is made", () => {
    assert.deepEqual(resourcesOf(template, "AWS::DynamoDB::Table"), {});
    const [, { Properties }] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsSweep");
    const { APPROVALS_TABLE, AUDIT_TABLE } = Properties.Environment.Variables;
    assert.deepEqual([APPROVALS_TABLE, AUDIT_TABLE], ["approvals-restored", "audit-restored"]);
    const [, mapping] = theResource(template, "AWS::Lambda::EventSourceMapping", "SaysoFunctionsOnAuditEntry");
    assert.equal(mapping.Properties.EventSourceArn, auditStreamArn);
    const [, machine] = theResource(template, "AWS::StepFunctions::StateMachine", "SaysoWait");
    assert.match(asText(machine.Properties.DefinitionString), /"TableName":"approvals-restored"/);
  });

  it("are written and read with the rights of new ones", () => {
    const place = "arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table";
    const rights = (of: typeof template, name: (text: string) => string) =>
      statementsOf(of, roleOf(of, "QueryApi"))
        .filter(({ actions }) => actions.some((action) => action.startsWith("dynamodb:")))
        .map(({ Effect, actions, resources, condition }) => ({
          Effect,
          actions: [...actions].sort(),
          resources: resources.map(name).sort(),
          condition,
        }));
    assert.deepEqual(
      rights(template, (text) => text.replace(`${place}/`, "")),
      rights(synthesize().template, (text) =>
        text
          .replace(/<SaysoTablesApprovals\w+\.Arn>/, "approvals-restored")
          .replace(/<SaysoTablesAudit\w+\.Arn>/, "audit-restored"),
      ),
    );
  });
});

describe("the app's settings", () => {
  it("name existing tables all together", () => {
    const settings: Readonly<Record<string, string>> = {
      approvalsTable: "approvals-restored",
      auditTable: "audit-restored",
      auditStreamArn,
    };
    assert.deepEqual(saysoSettings((name) => settings[name]).existingTables, existingTables);
    assert.equal(saysoSettings(() => undefined).existingTables, undefined);
    assert.throws(
      () => saysoSettings((name) => (name === "auditTable" ? "audit-restored" : undefined)),
      /approvalsTable, auditTable and auditStreamArn are named together or not at all/,
    );
  });
});
