import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, test } from "node:test";
import { Stack, aws_sns as sns } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Sayso } from "../../lib/sayso.ts";
import { quickApp, stubBundles, synthesize } from "./synthesize.ts";
import { asText, resourcesOf, theResource } from "./template-parts.ts";

const { template } = synthesize();

function alarm(id: string) {
  return theResource(template, "AWS::CloudWatch::Alarm", `SaysoAlarms${id}`)[1].Properties;
}

function deploymentOf(functionId: string): string {
  return theResource(template, "AWS::Lambda::Function", `SaysoFunctions${functionId}`)[1].Properties.Environment
    .Variables.DEPLOYMENT;
}

describe("F21: an alarm is raised when", () => {
  it("a timer is late, or the sweep that measures it is silent", () => {
    const { Namespace, MetricName, Statistic, Threshold, TreatMissingData, EvaluationPeriods, Dimensions } =
      alarm("Overdue");
    assert.deepEqual([Namespace, MetricName, Statistic, Threshold], ["Sayso", "OldestOverdueSeconds", "Maximum", 300]);
    assert.deepEqual([TreatMissingData, EvaluationPeriods], ["breaching", 5]);
    assert.deepEqual(Dimensions, [{ Name: "Deployment", Value: deploymentOf("Sweep") }]);
  });

  it("decisions reach agents late", () => {
    const { Namespace, MetricName, ExtendedStatistic, Threshold, TreatMissingData, Dimensions } = alarm("ResumeLag");
    assert.deepEqual([Namespace, MetricName, ExtendedStatistic, Threshold], ["Sayso", "ResumeLagMs", "p99", 60_000]);
    assert.equal(TreatMissingData, "notBreaching");
    assert.deepEqual(Dimensions, [{ Name: "Deployment", Value: deploymentOf("ResumeExecution") }]);
  });

  it("an agent will never be told", () => {
    const { Namespace, MetricName, Statistic, Threshold, TreatMissingData, Dimensions } = alarm("ResumesGivenUp");
    assert.deepEqual([Namespace, MetricName, Statistic, Threshold], ["Sayso", "ResumesGivenUp", "Sum", 1]);
    assert.equal(TreatMissingData, "notBreaching");
    assert.deepEqual(Dimensions, [{ Name: "Deployment", Value: deploymentOf("OnAuditEntry") }]);
  });

  it("a wait fails, times out or is stopped by hand", () => {
    for (const [id, metric] of [
      ["WaitsFailed", "ExecutionsFailed"],
      ["WaitsTimedOut", "ExecutionsTimedOut"],
      ["WaitsAborted", "ExecutionsAborted"],
    ] as const) {
      assert.deepEqual([alarm(id).Namespace, alarm(id).MetricName, alarm(id).Threshold], ["AWS/States", metric, 1]);
    }
  });

  it("an audit entry's effects fail", () => {
    const { MetricName, Dimensions } = alarm("AuditEntryErrors");
    assert.equal(MetricName, "Errors");
    assert.match(asText(Dimensions[0].Value), /^<SaysoFunctionsOnAuditEntry\w+>$/);
  });

  it("any queue of given-up work is not empty", () => {
    const watched = [
      ...["AuditSetAside", "ResumeDeadLetters", "SlackDeadLetters"],
      ...["EventDeadLetters", "DeliveryDeadLetters", "ReconcileSetAside"],
    ];
    const queues = watched.map((id) => asText(alarm(id).Dimensions[0].Value));
    assert.equal(new Set(queues).size, 6);
    for (const queue of queues) assert.match(queue, /(SetAside|DeadLetters)\w+\.QueueName>$/);
  });

  it("events reach receivers late, or not at all, or a webhook was turned off", () => {
    const watched = [
      ["DeliveriesOverdue", "OldestDeliveryOverdueSeconds", "Maximum", 300, "Sweep"],
      ["DeliveryLag", "DeliveryLagMs", "p99", 60_000, "DeliverWebhook"],
      ["DeliveriesGivenUp", "DeliveriesGivenUp", "Sum", 1, "OnAuditEntry"],
      ["WebhooksDisabled", "WebhooksDisabled", "Sum", 1, "OnAuditEntry"],
    ] as const;
    for (const [id, metric, statistic, threshold, measuredBy] of watched) {
      const { Namespace, MetricName, Statistic, ExtendedStatistic, Threshold, Dimensions } = alarm(id);
      const counted = [Namespace, MetricName, Statistic ?? ExtendedStatistic, Threshold];
      assert.deepEqual(counted, ["Sayso", metric, statistic, threshold], id);
      assert.deepEqual(Dimensions, [{ Name: "Deployment", Value: deploymentOf(measuredBy) }], id);
    }
  });
});

test("each alarm is explained to whom it wakes, and no other is", () => {
  const document = readFileSync(join(import.meta.dirname, "..", "..", "docs", "operations.md"), "utf8");
  const [, section = ""] = /^## Alarms$(.*?)^## /ms.exec(document) ?? [];
  const named = [...section.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, ids = ""]) => ids.match(/\w+/g) ?? []);
  const ids = Object.keys(resourcesOf(template, "AWS::CloudWatch::Alarm"));
  const made = ids.map((id) => /^SaysoAlarms(\w+?)[0-9A-F]{8}$/.exec(id)?.[1]);
  assert.deepEqual(named.toSorted(), made.toSorted());
});

describe("alarms", () => {
  it("tell nobody unless a topic is given, and then all of them tell it", () => {
    for (const { Properties } of Object.values(resourcesOf(template, "AWS::CloudWatch::Alarm"))) {
      assert.equal(Properties.AlarmActions, undefined);
    }
    const stack = new Stack(quickApp(), "Mine");
    new Sayso(stack, "Sayso", { bundles: stubBundles(), alarmTopic: new sns.Topic(stack, "Pager") });
    const alarms = Object.values(resourcesOf(Template.fromStack(stack), "AWS::CloudWatch::Alarm"));
    assert.equal(alarms.length, 18);
    for (const { Properties } of alarms) assert.match(asText(Properties.AlarmActions[0]), /^<Pager\w+>$/);
  });
});
