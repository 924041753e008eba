import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { aws_iam as iam, aws_lambda as lambda, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { Sayso } from "../../lib/sayso.ts";
import { quickApp, stubBundles } from "./synthesize.ts";
import { asText, resourcesOf } from "./template-parts.ts";

const arn = "arn:aws:iam::123456789012:role/agent";

function deployment(): { stack: Stack; sayso: Sayso; role: iam.Role; other: iam.Role } {
  const stack = new Stack(quickApp(), "Mine", { env: { account: "123456789012", region: "eu-west-1" } });
  const role = (id: string): iam.Role =>
    new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
  return {
    stack,
    sayso: new Sayso(stack, "Sayso", { bundles: stubBundles() }),
    role: role("Agent"),
    other: role("Tool"),
  };
}

function invocable(stack: Stack, roleId: string): readonly string[] {
  return Object.entries(resourcesOf(Template.fromStack(stack), "AWS::IAM::Policy"))
    .filter(([id]) => id.startsWith(roleId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .map((statement) => {
      assert.deepEqual([statement.Effect, statement.Action], ["Allow", "execute-api:Invoke"]);
      return asText(statement.Resource).replace(/^.*:/, "").replace(/<\w+>/, "api");
    });
}

describe("grantRequest", () => {
  it("admits a role to the agents' routes and to nothing else", () => {
    const { stack, sayso, role } = deployment();
    sayso.grantRequest(role);
    assert.deepEqual(invocable(stack, "Agent"), ["api/prod/*/iam/*"]);
  });
});

describe("grantDecide", () => {
  it("admits a role to the reviewers' routes and to nothing else", () => {
    const { stack, sayso, other } = deployment();
    sayso.grantDecide(other);
    assert.deepEqual(invocable(stack, "Tool"), ["api/prod/*/iam-review/*"]);
  });

  it("admits another role beside one that may request", () => {
    const { stack, sayso, role, other } = deployment();
    sayso.grantRequest(role);
    sayso.grantDecide(other);
    assert.deepEqual(invocable(stack, "Tool"), ["api/prod/*/iam-review/*"]);
  });
});

describe("F18: nobody is granted both, as", () => {
  const refusal = /whoever asks for approval never decides on it/;

  it("the same role, in either order", () => {
    const { sayso, role, other } = deployment();
    sayso.grantRequest(role);
    assert.throws(() => sayso.grantDecide(role), refusal);
    sayso.grantDecide(other);
    assert.throws(() => sayso.grantRequest(other), refusal);
  });

  it("a function and its role", () => {
    const { stack, sayso } = deployment();
    const fn = new lambda.Function(stack, "Fn", {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: "index.handler",
      code: lambda.Code.fromInline("exports.handler = async () => {};"),
    });
    sayso.grantRequest(fn);
    assert.throws(() => sayso.grantDecide(fn.role as iam.IRole), refusal);
  });

  it("one role looked up twice", () => {
    const { stack, sayso } = deployment();
    sayso.grantRequest(iam.Role.fromRoleArn(stack, "One", arn));
    assert.throws(() => sayso.grantDecide(iam.Role.fromRoleArn(stack, "Two", arn)), refusal);
  });

  it("a role and its ARN", () => {
    const { sayso, role } = deployment();
    sayso.grantRequest(role);
    assert.throws(() => sayso.grantDecide(new iam.ArnPrincipal(role.roleArn)), refusal);
  });
});

describe("a grant that could have no effect", () => {
  it("is refused rather than lost", () => {
    const { sayso } = deployment();
    assert.throws(
      () => sayso.grantRequest(new iam.ArnPrincipal(arn)),
      /takes no policy from here: grant to a role or a user/,
    );
  });
});
