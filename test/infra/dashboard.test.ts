import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { metricUnits } from "../../functions/schemas/metrics.ts";
import { synthesize } from "./synthesize.ts";
import { asText, functionIds, resourcesOf, theResource } from "./template-parts.ts";

const { template } = synthesize();
const text = asText(theResource(template, "AWS::CloudWatch::Dashboard", "SaysoDashboard")[1].Properties.DashboardBody);
// References stand unquoted between quotes, but for a list of alarms.
const { widgets }: { widgets: readonly { properties: { title: string; metrics?: unknown[][]; alarms?: string[] } }[] } =
  JSON.parse(text);

describe("the dashboard", () => {
  it("shows everything that the functions measure, of this deployment", () => {
    const own = widgets.flatMap(({ properties }) => properties.metrics ?? []).filter(([name]) => name === "Sayso");
    assert.deepEqual([...new Set(own.map(([, metric]) => metric))].sort(), Object.keys(metricUnits).sort());
    const [, sweep] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsSweep");
    const { DEPLOYMENT } = sweep.Properties.Environment.Variables;
    for (const [, , dimension, value] of own) assert.deepEqual([dimension, value], ["Deployment", DEPLOYMENT]);
  });

  it("shows every function, queue and alarm", () => {
    const title = (name: string) => widgets.find(({ properties }) => properties.title === name)?.properties;
    const labels = (name: string) =>
      title(name)?.metrics?.map((metric) => (metric.at(-1) as { label: string }).label) ?? [];
    assert.deepEqual(labels("Errors of functions").sort(), [...functionIds].sort());
    assert.deepEqual(labels("Functions held back").sort(), [...functionIds].sort());
    assert.deepEqual(labels("Messages in queues"), [
      "Resume",
      "Slack",
      "Events",
      "Deliveries",
      "AuditSetAside",
      "ResumeDeadLetters",
      "SlackDeadLetters",
      "EventDeadLetters",
      "DeliveryDeadLetters",
      "ReconcileSetAside",
    ]);
    const alarms = Object.keys(resourcesOf(template, "AWS::CloudWatch::Alarm")).map((id) => `<${id}.Arn>`);
    assert.deepEqual([...(title("Alarms")?.alarms ?? [])].sort(), alarms.sort());
  });

  it("tells two deployments' APIs apart", () => {
    const [, { Properties }] = theResource(template, "AWS::ApiGateway::RestApi", "SaysoApi");
    assert.match(text, new RegExp(`"AWS/ApiGateway","Count","ApiName","${Properties.Name}"`));
    assert.match(Properties.Name, /^Sayso\w*Api[0-9A-F]{8}$/);
  });

  it("is left out on demand", () => {
    const without = synthesize({ dashboard: false }).template;
    assert.deepEqual(resourcesOf(without, "AWS::CloudWatch::Dashboard"), {});
  });
});
