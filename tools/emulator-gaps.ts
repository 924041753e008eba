import { isDeepStrictEqual } from "node:util";

/** A part of the template that the emulator takes and does not act on. */
export interface EmulatorGap {
  /** CloudFormation type of the resources. */
  readonly type: string;
  /** Their property that stays without effect. */
  readonly property: string;
  /** What that means for the tests on the emulator, and what holds it instead. */
  readonly reason: string;
}

/**
 * What tests on MiniStack 1.5.33 do not show. Each gap but the last two is silent, so each is named here, and a test
 * looks whether it is still one; for the last two the template is changed, by `forEmulator`. See also `run-ministack.py`, which cures the
 * only one that the waits cannot do without.
 */
export const emulatorGaps = {
  "time to live": {
    type: "AWS::DynamoDB::Table",
    property: "TimeToLiveSpecification",
    reason: "Nothing is deleted when its time has come. The template's tests hold the setting.",
  },
  "point-in-time recovery": {
    type: "AWS::DynamoDB::Table",
    property: "PointInTimeRecoverySpecification",
    reason: "There is nothing to recover from. The template's tests hold the setting.",
  },
  "the audit table's policy": {
    type: "AWS::DynamoDB::Table",
    property: "ResourcePolicy",
    reason:
      "Rewriting the trail is not denied to the account's other principals. The template's tests hold the policy.",
  },
  "the gateway's log": {
    type: "AWS::ApiGateway::Stage",
    property: "AccessLogSetting",
    reason: "No line is written. That its format names no header and no query is held by the template's tests.",
  },
  "the waits' log": {
    type: "AWS::StepFunctions::StateMachine",
    property: "LoggingConfiguration",
    reason: "No line is written. That it leaves out the executions' data is held by the template's tests.",
  },
  "tokens of stopped executions": {
    type: "AWS::StepFunctions::StateMachine",
    property: "DefinitionString",
    reason: "They are taken as if the task still waited, where Step Functions refuses them. Failed tasks stand in.",
  },
  "failed records of a batch": {
    type: "AWS::Lambda::EventSourceMapping",
    property: "FunctionResponseTypes",
    reason:
      "For a stream they count as done, where Lambda tries them again and then sets them aside. The sweep is shown.",
  },
  "Amazon's addresses": {
    type: "AWS::Lambda::Function",
    property: "Environment",
    reason:
      "The API's and the pool's addresses lead to AWS. Tests call the API by the emulator's own, and point the functions to the pool's keys and its token endpoint there.",
  },
  "who may end a task": {
    type: "AWS::IAM::Policy",
    property: "PolicyDocument",
    reason:
      "Everything else in the policies is evaluated; states:SendTaskSuccess is granted for one state machine, and the emulator looks for it on all. The template's tests hold the resource.",
  },
  TLS: {
    type: "AWS::SQS::QueuePolicy",
    property: "PolicyDocument",
    reason:
      "The emulator is reached without TLS, which the queues deny everybody: that denial is taken out. The template's tests hold it.",
  },
} as const satisfies Readonly<Record<string, EmulatorGap>>;

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties have no types
  readonly Properties?: any;
}

const edits: Readonly<Record<string, (statement: Statement) => readonly Statement[]>> = {
  "AWS::IAM::Policy": (statement) =>
    [statement.Action].flat().includes("states:SendTaskSuccess") ? [{ ...statement, Resource: "*" }] : [statement],
  "AWS::SQS::QueuePolicy": (statement) =>
    isDeepStrictEqual(statement.Condition, { Bool: { "aws:SecureTransport": "false" } }) ? [] : [statement],
};

/** The template as the emulator can be given it: whoever may end one state machine's tasks may end all; no TLS needed. */
export function forEmulator<T extends { readonly Resources: Readonly<Record<string, Resource>> }>(template: T): T {
  const resources = Object.entries(template.Resources).flatMap(([id, resource]) => {
    const edit = edits[resource.Type];
    if (!edit) return [[id, resource]];
    const { PolicyDocument, ...properties } = resource.Properties;
    const Statement = PolicyDocument.Statement.flatMap(edit);
    const Properties = { ...properties, PolicyDocument: { ...PolicyDocument, Statement } };
    return Statement.length > 0 ? [[id, { ...resource, Properties }]] : [];
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}
