import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { synthesize } from "./synthesize.ts";
import { asText, resourcesOf, theResource } from "./template-parts.ts";

const { template } = synthesize();

describe("the audit stream", () => {
  const [, mapping] = theResource(template, "AWS::Lambda::EventSourceMapping", "SaysoFunctionsOnAuditEntry");
  const properties = mapping.Properties;

  it("hands over new entries only", () => {
    assert.match(asText(properties.EventSourceArn), /^<SaysoTablesAudit\w+\.StreamArn>$/);
    assert.deepEqual(
      properties.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern)),
      [{ eventName: ["INSERT"] }],
    );
    assert.equal(properties.StartingPosition, "TRIM_HORIZON");
  });

  it("is not held up by an entry that keeps failing", () => {
    assert.deepEqual(properties.FunctionResponseTypes, ["ReportBatchItemFailures"]);
    assert.equal(properties.BisectBatchOnFunctionError, true);
    assert.equal(properties.MaximumRetryAttempts, 10);
    assert.equal(properties.ParallelizationFactor, 10, "and a shard is worked on by several");
    assert.match(asText(properties.DestinationConfig.OnFailure.Destination), /^<SaysoAuditStreamSetAside\w+\.Arn>$/);
  });

  it("counts what it filters out, so that a rewritten entry raises the alarm", () => {
    assert.deepEqual(properties.MetricsConfig, { Metrics: ["EventCount"] });
    const [, alarm] = theResource(template, "AWS::CloudWatch::Alarm", "SaysoAlarmsAuditRewritten");
    assert.equal(alarm.Properties.MetricName, "FilteredOutEventCount");
    assert.equal(alarm.Properties.Threshold, 1);
  });
});

describe("queues", () => {
  const queues = resourcesOf(template, "AWS::SQS::Queue");

  it("are encrypted, keep for 14 days and refuse plain HTTP", () => {
    assert.equal(Object.keys(queues).length, 10);
    for (const { Properties } of Object.values(queues)) {
      assert.deepEqual([Properties.SqsManagedSseEnabled, Properties.MessageRetentionPeriod], [true, 1_209_600]);
    }
    const refused = Object.values(resourcesOf(template, "AWS::SQS::QueuePolicy")).filter(({ Properties }) =>
      Properties.PolicyDocument.Statement.some(
        (one: { Effect: string; Condition?: { Bool?: Record<string, string> } }) =>
          one.Effect === "Deny" && one.Condition?.Bool?.["aws:SecureTransport"] === "false",
      ),
    );
    assert.equal(refused.length, 10);
  });

  it("of resumes gives up after five tries, and one bad message spoils no batch", () => {
    const [, resume] = theResource(template, "AWS::SQS::Queue", "SaysoResumeQueue");
    assert.equal(resume.Properties.RedrivePolicy.maxReceiveCount, 5);
    assert.match(asText(resume.Properties.RedrivePolicy.deadLetterTargetArn), /^<SaysoResumeDeadLetters\w+\.Arn>$/);
    assert.equal(resume.Properties.VisibilityTimeout, 180);
    const [, mapping] = theResource(template, "AWS::Lambda::EventSourceMapping", "SaysoFunctionsResumeExecution");
    assert.deepEqual(mapping.Properties.FunctionResponseTypes, ["ReportBatchItemFailures"]);
    assert.deepEqual([mapping.Properties.BatchSize, mapping.Properties.ScalingConfig], [1, { MaximumConcurrency: 50 }]);
  });
});

describe("deliveries", () => {
  const mappings = Object.values(resourcesOf(template, "AWS::Lambda::EventSourceMapping")).map(
    ({ Properties }) => Properties,
  );
  const mappingOf = (queue: RegExp) =>
    mappings.find(({ EventSourceArn }) => queue.test(asText(EventSourceArn))) ?? assert.fail(String(queue));

  it("begin with what the bus tells of approvals, and lose none of it", () => {
    const [, rule] = theResource(template, "AWS::Events::Rule", "SaysoDeliveriesRule");
    assert.match(asText(rule.Properties.EventBusName), /^<SaysoBus\w+>$/);
    assert.deepEqual(rule.Properties.EventPattern, {
      "detail-type": [{ prefix: "approval." }, "execution.resumed"],
      source: ["sayso"],
    });
    const [target] = rule.Properties.Targets;
    assert.match(asText(target.Arn), /^<SaysoDeliveriesEventsQueue\w+\.Arn>$/);
    assert.match(asText(target.DeadLetterConfig.Arn), /^<SaysoDeliveriesEventsDeadLetters\w+\.Arn>$/);
  });

  it("are attempted one an invocation, so that a receiver that hangs holds up no other, and not without bound", () => {
    const mapping = mappingOf(/^<SaysoDeliveriesAttemptsQueue\w+\.Arn>$/);
    assert.equal(mapping.BatchSize, 1);
    assert.equal(mapping.ScalingConfig.MaximumConcurrency, 50);
    assert.deepEqual(mapping.FunctionResponseTypes, ["ReportBatchItemFailures"]);
    assert.equal(mappingOf(/^<SaysoDeliveriesEventsQueue\w+\.Arn>$/).BatchSize, 10);
  });

  it("that keep failing are set aside", () => {
    for (const name of ["Events", "Attempts"]) {
      const [, { Properties }] = theResource(template, "AWS::SQS::Queue", `SaysoDeliveries${name}Queue`);
      const deadLetters = asText(Properties.RedrivePolicy.deadLetterTargetArn);
      assert.match(deadLetters, new RegExp(`^<SaysoDeliveries${name}DeadLetters\\w+\\.Arn>$`));
      assert.deepEqual([Properties.RedrivePolicy.maxReceiveCount, Properties.VisibilityTimeout], [5, 180]);
      assert.equal(Properties.FifoQueue, undefined, "a fair queue is a standard one");
    }
  });
});

describe("rules", () => {
  it("sweep every minute, and do not pile up sweeps", () => {
    const [, rule] = theResource(template, "AWS::Events::Rule", "SaysoSweepSchedule");
    assert.equal(rule.Properties.ScheduleExpression, "rate(1 minute)");
    assert.equal(rule.Properties.Targets[0].RetryPolicy.MaximumRetryAttempts, 0);
    const [, invoke] = theResource(template, "AWS::Lambda::EventInvokeConfig", "SaysoFunctionsSweep");
    assert.equal(invoke.Properties.MaximumRetryAttempts, 0);
  });

  it("reconcile the waits of this state machine that broke, and lose none of them", () => {
    const [, rule] = theResource(template, "AWS::Events::Rule", "SaysoReconcileRule");
    const { source, detail, "detail-type": detailType } = rule.Properties.EventPattern;
    assert.deepEqual([source, detailType], [["aws.states"], ["Step Functions Execution Status Change"]]);
    assert.deepEqual(detail.status, ["FAILED", "TIMED_OUT", "ABORTED"]);
    assert.match(asText(detail.stateMachineArn[0]), /^<SaysoWaitStateMachine\w+>$/);
    assert.match(asText(rule.Properties.Targets[0].DeadLetterConfig.Arn), /^<SaysoReconcileRuleSetAside\w+\.Arn>$/);
    const [, invoke] = theResource(template, "AWS::Lambda::EventInvokeConfig", "SaysoFunctionsReconcile");
    assert.match(asText(invoke.Properties.DestinationConfig.OnFailure.Destination), /SetAside/);
  });

  it("leave a bus of its own to the events", () => {
    assert.equal(Object.keys(resourcesOf(template, "AWS::Events::EventBus")).length, 1);
    const [busId] = theResource(template, "AWS::Events::EventBus", "SaysoBus");
    const [, { Properties }] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsOnAuditEntry");
    assert.equal(asText(Properties.Environment.Variables.EVENT_BUS), `<${busId}>`);
  });
});
