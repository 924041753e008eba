import { type CfnElement, type aws_lambda as lambda, Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** Says to cdk-nag why a policy names all executions of a durable function: each has an id that Lambda makes up. */
export function acknowledgeExecutionsOf(agent: lambda.IFunction, policy: IConstruct): void {
  const resource = agent.node.defaultChild as CfnElement | undefined;
  const arn = resource ? `<${Stack.of(agent).getLogicalId(resource)}.Arn>` : agent.functionArn;
  Validations.of(policy).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${arn}:*]`,
    reason: "Lambda authorizes by the durable execution, whose ARN goes on behind the version of this one function.",
  });
}
