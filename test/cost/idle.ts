import type { Template } from "aws-cdk-lib/assertions";
import { asText, type Resource, resourcesOf, theResource } from "../infra/template-parts.ts";
import { prices } from "./prices.ts";

const minutesOfMonth = 43_200;
/** Of one run of the sweep that finds nothing: assumed, since only a real deployment shows it. */
const assumed = { ms: 100, logKb: 1 };
/** Lambda's pollers of one queue that is empty, each of whose calls lasts 20 s ("Using Lambda with Amazon SQS"). */
const pollersOfQueue = 5;
const pollsOfMinute = 3;
/** Shards of each of the two lists that the sweep reads: of approvals and of deliveries. */
const shardsRead = 16;
/** Each embedded metric that the sweep writes in every run. */
const sweepMetrics = 2;

/** Dollars a month for a deployed stack to which nothing happens, without the free tier. */
export function idleCosts(template: Template) {
  const all = (type: string): readonly Resource[] => Object.values(resourcesOf(template, type));
  const rules = all("AWS::Events::Rule").filter(({ Properties }) => Properties.ScheduleExpression !== undefined);
  const runs = rules.reduce((sum, { Properties }) => sum + runsOfMonth(Properties.ScheduleExpression), 0);
  const [, sweep] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsSweep");
  const gb = sweep.Properties.MemorySize / 1024;
  const mappings = all("AWS::Lambda::EventSourceMapping");
  const queues = mappings.filter(({ Properties }) => /Queue\w+\.Arn/.test(asText(Properties.EventSourceArn)));
  const provisioned = all("AWS::Lambda::Version").concat(all("AWS::Lambda::Alias")).length;
  return {
    counts: {
      ...{ schedules: rules.length, queues: queues.length, streams: mappings.length - queues.length, provisioned },
      keys: all("AWS::KMS::Key").length,
      alarms: all("AWS::CloudWatch::Alarm").length,
      dashboards: all("AWS::CloudWatch::Dashboard").length,
      pools: all("AWS::Cognito::UserPool").length,
    },
    /** Functions that run by themselves; a rule's schedule and reading a stream cost nothing. */
    compute: runs * (prices.lambdaRequests / 1e6 + (assumed.ms / 1000) * gb * prices.lambdaGbSecond),
    /** Lambda asks each queue for messages, for good. */
    polling: (queues.length * pollersOfQueue * pollsOfMinute * minutesOfMonth * prices.queueRequests) / 1e6,
    sweepReads: (runs * shardsRead * 0.5 * prices.readUnits) / 1e6,
    sweepLog: ((runs * assumed.logKb) / 1024 / 1024) * prices.logGb,
    keys: all("AWS::KMS::Key").length * prices.key,
    alarms: all("AWS::CloudWatch::Alarm").length * prices.alarm,
    metrics: sweepMetrics * prices.metric,
    /** Where the account has three already. */
    dashboard: all("AWS::CloudWatch::Dashboard").length * prices.dashboard,
  };
}

function runsOfMonth(schedule: string): number {
  const [, count = "1"] = /^rate\((\d+) minutes?\)$/.exec(schedule) ?? [];
  return minutesOfMonth / Number(count);
}
