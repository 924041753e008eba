import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Duration, aws_iam as iam, aws_kms as kms, aws_lambda as lambda, Stack, Validations } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from "cdk-nag";
import { DurableAgent, type DurableAgentProps } from "../../lib/durable-agent.ts";
import { Sayso } from "../../lib/sayso.ts";
import { quickApp, stubBundles } from "./synthesize.ts";
import { asText, resourcesOf, statementsOf, theResource } from "./template-parts.ts";

const code = lambda.Code.fromInline("exports.handler = async () => {}");

function oneStack(props: Partial<DurableAgentProps> = {}) {
  const app = quickApp();
  const stack = new Stack(app, "Claims");
  const sayso = new Sayso(stack, "Sayso", { bundles: stubBundles(), publicUrl: "https://approvals.example.com" });
  const agent = new DurableAgent(stack, "Agent", { sayso, code, ...props });
  return { app, stack, sayso, agent };
}

function twoStacks() {
  const app = quickApp();
  const service = new Stack(app, "Service");
  const sayso = new Sayso(service, "Sayso", { bundles: stubBundles() });
  const own = new Stack(app, "Own");
  new DurableAgent(own, "Agent", { sayso, code });
  return { app, service, own };
}

/** Logical ids that a part of a template refers to. */
function references(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { Ref, "Fn::GetAtt": attribute, DependsOn } = value as Record<string, unknown>;
  const named = [Ref, Array.isArray(attribute) ? attribute[0] : undefined, DependsOn].flat();
  return [...named.filter((id) => typeof id === "string"), ...Object.values(value).flatMap(references)];
}

/** A cycle of references among a template's resources, which CloudFormation refuses. */
function cycleIn(template: Template): string[] | undefined {
  const { Resources } = template.toJSON() as { Resources: Record<string, unknown> };
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id) || !(id in Resources)) return undefined;
    for (const next of references(Resources[id])) {
      const cycle = visit(next, [...path, id]);
      if (cycle) return cycle;
    }
    done.add(id);
    return undefined;
  };
  for (const id of Object.keys(Resources)) {
    const cycle = visit(id, []);
    if (cycle) return cycle;
  }
  return undefined;
}

describe("a durable agent", () => {
  const template = Template.fromStack(oneStack().stack);
  const [fnId, fn] = theResource(template, "AWS::Lambda::Function", "AgentFunction");
  const roleId = theResource(template, "AWS::IAM::Role", "AgentRole")[0];
  const executions = `<${fnId}.Arn>:*`;

  it("is durable for a year and a day, and its history for two weeks", () => {
    assert.deepEqual(fn.Properties.DurableConfig, { ExecutionTimeout: 31_622_400, RetentionPeriodInDays: 14 });
    const { stack } = oneStack({ executionTimeout: Duration.hours(30), retentionPeriod: Duration.days(3) });
    assert.deepEqual(
      theResource(Template.fromStack(stack), "AWS::Lambda::Function", "AgentFunction")[1].Properties.DurableConfig,
      {
        ExecutionTimeout: 108_000,
        RetentionPeriodInDays: 3,
      },
    );
  });

  it("signs its calls to the API's own address", () => {
    const { SAYSO_SERVER_URL, SAYSO_AUTH } = fn.Properties.Environment.Variables;
    assert.match(asText(SAYSO_SERVER_URL), /^https:\/\/<SaysoApiRestApi\w+>\.execute-api\.<AWS::Region>\.\S+\/prod$/);
    assert.equal(SAYSO_AUTH, "iam");
  });

  it("may keep its own checkpoints, ask for approval, write its log, and nothing else", () => {
    const role = resourcesOf(template, "AWS::IAM::Role")[roleId];
    assert.equal(role?.Properties.ManagedPolicyArns, undefined);
    const allowed = statementsOf(template, roleId);
    assert.deepEqual(allowed.flatMap(({ actions }) => actions).sort(), [
      "execute-api:Invoke",
      "lambda:CheckpointDurableExecution",
      "lambda:GetDurableExecutionState",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]);
    const of = (action: string) => allowed.find(({ actions }) => actions.includes(action))?.resources;
    assert.deepEqual(of("lambda:CheckpointDurableExecution"), [executions]);
    assert.deepEqual(of("lambda:GetDurableExecutionState"), [executions]);
    assert.match(of("execute-api:Invoke")?.join() ?? "", /:<SaysoApiRestApi\w+>\/prod\/\*\/iam\/\*$/);
  });

  it("is resumed by the function that resumes agents, and by no other", () => {
    const holders = Object.values(resourcesOf(template, "AWS::IAM::Policy")).filter(({ Properties }) =>
      JSON.stringify(Properties).includes("lambda:SendDurableExecutionCallback"),
    );
    assert.equal(holders.length, 1);
    const [policy] = holders;
    assert.equal(policy?.Properties.Roles.length, 1);
    assert.match(asText(policy?.Properties.Roles[0]), /^<SaysoFunctionsResumeExecutionRole\w+>$/);
    const [statement, ...others] = policy?.Properties.PolicyDocument.Statement ?? [];
    assert.deepEqual(others, []);
    assert.equal(statement.Action, "lambda:SendDurableExecutionCallbackSuccess");
    assert.equal(asText(statement.Resource), executions);
  });

  it("is invoked by an alias of versions that are kept for the executions that began with them", () => {
    const [versionId, version] = theResource(template, "AWS::Lambda::Version", "Agent");
    assert.equal(version.DeletionPolicy, "Retain");
    const [, alias] = theResource(template, "AWS::Lambda::Alias", "AgentLive");
    assert.equal(alias.Properties.Name, "live");
    assert.equal(asText(alias.Properties.FunctionVersion), `<${versionId}.Version>`);
  });

  it("cannot decide as well", () => {
    const { sayso, agent } = oneStack();
    assert.throws(() => sayso.grantDecide(agent.fn), /must not decide/);
  });

  it("leaves to cdk-nag only what grantRequest gives everybody: all routes below /iam", () => {
    const { app } = oneStack();
    const reports = [AwsSolutionsChecks, ServerlessChecks, NIST80053R5Checks].map((Pack) =>
      new Pack(app).validateScope(app),
    );
    assert.deepEqual(
      reports
        .flatMap(({ violations }) => violations)
        .map(({ ruleName }) => ruleName.replace(/<SaysoApiRestApi\w+>/, "<RestApi>")),
      [
        "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<RestApi>/prod/*/iam/*]",
      ],
    );
  });

  it("encrypts its log with a key of the user's, where one is given", () => {
    const { stack, sayso } = oneStack();
    new DurableAgent(stack, "Other", { sayso, code, logEncryptionKey: new kms.Key(stack, "Key") });
    const [, log] = theResource(Template.fromStack(stack), "AWS::Logs::LogGroup", "OtherLog");
    assert.match(asText(log.Properties.KmsKeyId), /^<Key\w+\.Arn>$/);
  });
});

describe("a durable agent and its service", () => {
  it("refer to each other in no circle within one stack", () => {
    assert.equal(cycleIn(Template.fromStack(oneStack().stack)), undefined);
  });

  it("would be found if they did", () => {
    const { stack, agent } = oneStack();
    agent.fn.addToRolePolicy(
      new iam.PolicyStatement({ actions: ["lambda:GetFunction"], resources: [agent.fn.functionArn] }),
    );
    // CDK finds it too, and says so wherever nobody expects it.
    Validations.of(stack).acknowledge({ id: "CloudFormation-Validate::F3004", reason: "It is made on purpose." });
    assert.match(
      cycleIn(Template.fromStack(stack, { skipCyclicalDependenciesCheck: true }))?.join() ?? "",
      /AgentFunction/,
    );
  });

  it("depend on each other in one direction only, as two stacks", () => {
    const { app, service, own } = twoStacks();
    app.synth();
    assert.deepEqual(
      own.dependencies.map(({ stackName }) => stackName),
      ["Service"],
    );
    assert.deepEqual(service.dependencies, []);
    assert.equal(cycleIn(Template.fromStack(own)), undefined);
    const [policy] = Object.values(resourcesOf(Template.fromStack(own), "AWS::IAM::Policy")).filter(({ Properties }) =>
      JSON.stringify(Properties).includes("lambda:SendDurableExecutionCallbackSuccess"),
    );
    assert.match(JSON.stringify(policy?.Properties.Roles), /Fn::ImportValue.*ResumeExecutionRole/);
  });

  it("know nothing of each other where there is no agent", () => {
    const stack = new Stack(quickApp(), "Alone");
    new Sayso(stack, "Sayso", { bundles: stubBundles() });
    const template = Template.fromStack(stack);
    assert.equal(JSON.stringify(template.toJSON()).includes("DurableExecution"), false);
  });
});
