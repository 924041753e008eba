import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { aws_events as events, aws_iam as iam, Stack, aws_wafv2 as wafv2 } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Sayso } from "../../lib/sayso.ts";
import { quickApp, stubBundles, synthesize } from "./synthesize.ts";
import { asText, resourcesOf } from "./template-parts.ts";

describe("Sayso in somebody else's stack", () => {
  const bundles = stubBundles();
  const stack = new Stack(quickApp(), "Claims");
  const sayso = new Sayso(stack, "Approvals", { bundles, defaultReviewers: ["alice@example.com", "bob@example.com"] });
  sayso.grantRequest(
    new iam.Role(stack, "ClaimAgent", { assumedBy: new iam.ServicePrincipal("ecs-tasks.amazonaws.com") }),
  );
  new events.Rule(stack, "OnDecision", { eventBus: sayso.bus, eventPattern: { detailType: ["approval.decided"] } });
  const template = Template.fromStack(stack);

  it("adds no output, parameter or condition of its own", () => {
    assert.deepEqual(Object.keys(template.findOutputs("*")), []);
    assert.deepEqual(Object.keys(template.findParameters("*")), ["BootstrapVersion"]);
    assert.deepEqual(Object.keys(template.findConditions("*")), []);
  });

  it("serves that stack's rules and roles", () => {
    const [rule] = Object.values(resourcesOf(template, "AWS::Events::Rule")).filter(
      ({ Properties }) => Properties.EventPattern?.["detail-type"]?.[0] === "approval.decided",
    );
    assert.match(asText(rule?.Properties.EventBusName), /^<ApprovalsBus\w+>$/);
  });

  it("takes a web ACL before its API", () => {
    const firewalled = new Stack(quickApp(), "Firewalled");
    const { restApi } = new Sayso(firewalled, "Approvals", { bundles });
    new wafv2.CfnWebACLAssociation(firewalled, "Firewall", {
      resourceArn: restApi.deploymentStage.stageArn,
      webAclArn: "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/1",
    });
    const [association] = Object.values(resourcesOf(Template.fromStack(firewalled), "AWS::WAFv2::WebACLAssociation"));
    assert.match(asText(association?.Properties.ResourceArn), /\/restapis\/<Approvals\w+>\/stages\/<Approvals\w+>$/);
  });

  it("asks the reviewers that it was given", () => {
    const functions = Object.values(resourcesOf(template, "AWS::Lambda::Function"));
    for (const { Properties } of functions) {
      const { DEFAULT_REVIEWERS } = Properties.Environment?.Variables ?? {};
      assert.ok(DEFAULT_REVIEWERS === undefined || DEFAULT_REVIEWERS === "alice@example.com,bob@example.com");
    }
  });

  it("leaves room for a second one", () => {
    const two = new Stack(quickApp(), "Two");
    new Sayso(two, "Claims", { bundles });
    new Sayso(two, "Payments", { bundles });
    const machines = resourcesOf(Template.fromStack(two), "AWS::StepFunctions::StateMachine");
    assert.equal(Object.keys(machines).length, 2);
    const named = ["AWS::Logs::LogGroup", "AWS::Cognito::UserPoolDomain", "AWS::Events::EventBus"].flatMap((type) =>
      Object.values(resourcesOf(Template.fromStack(two), type)).flatMap(({ Properties }) =>
        [Properties.LogGroupName, Properties.Domain, Properties.Name].filter((name) => name !== undefined).map(asText),
      ),
    );
    assert.equal(named.length, 6);
    assert.equal(new Set(named).size, 6);
    const deployments = Object.values(resourcesOf(Template.fromStack(two), "AWS::Lambda::Function"))
      .map(({ Properties }) => Properties.Environment?.Variables.DEPLOYMENT)
      .filter((name) => name !== undefined);
    assert.equal(new Set(deployments).size, 2);
  });
});

describe("SaysoStack", () => {
  it("tells what a person needs to begin", () => {
    assert.deepEqual(Object.keys(synthesize().template.findOutputs("*")).sort(), [
      "ApiUrl",
      "ApprovalsTableName",
      "AuditTableName",
      "EventBusName",
      "UserPoolClientId",
      "UserPoolId",
    ]);
  });
});
