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
 * What tests on MiniStack 1.5.33 do not show. The template is deployed as it stands, with nothing taken out: each gap is
 * silent, so each is named here, and a test looks whether it is still one. See also `run-ministack.py`, which cures the
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
      "The API's and the pool's addresses lead to AWS. Tests call the API by the emulator's own, and point the functions to the pool's keys there.",
  },
  permissions: {
    type: "AWS::IAM::Policy",
    property: "PolicyDocument",
    reason: "Anybody may do anything. The template's tests hold each grant.",
  },
} as const satisfies Readonly<Record<string, EmulatorGap>>;
