import type { Template } from "aws-cdk-lib/assertions";
import { type Resource, resourcesOf } from "./template-parts.ts";

const place = "us-east-1:123456789012";

/** ARNs that resources of the template could have, by their logical ids. */
const arns: Readonly<Record<string, (id: string) => string>> = {
  "AWS::DynamoDB::Table": (id) => `arn:aws:dynamodb:${place}:table/${id}`,
  "AWS::Events::EventBus": (id) => `arn:aws:events:${place}:event-bus/${id}`,
  "AWS::KMS::Key": (id) => `arn:aws:kms:${place}:key/${id}`,
  "AWS::Lambda::Function": (id) => `arn:aws:lambda:${place}:function:${id}`,
  "AWS::Logs::LogGroup": (id) => `arn:aws:logs:${place}:log-group:${id}:*`,
  "AWS::SQS::Queue": (id) => `arn:aws:sqs:${place}:${id}`,
  "AWS::StepFunctions::StateMachine": (id) => `arn:aws:states:${place}:stateMachine:${id}`,
};

const pseudo: Readonly<Record<string, string>> = {
  "AWS::AccountId": "123456789012",
  "AWS::Partition": "aws",
  "AWS::Region": "us-east-1",
};

/** Every policy of a role, by logical id, as IAM would get it in an account of the documentation's. */
export function policyDocuments(template: Template): Readonly<Record<string, object>> {
  const resources: Readonly<Record<string, Resource>> = template.toJSON().Resources;
  const arn = (id: string): string => {
    const { Type = "nothing" } = resources[id] ?? {};
    const made = arns[Type]?.(id);
    if (!made) throw new Error(`no ARN is known for ${id}, a ${Type}`);
    return made;
  };
  const text = (value: unknown): string => {
    if (typeof value !== "object" || value === null) return String(value);
    if ("Ref" in value) return pseudo[String(value.Ref)] ?? arn(String(value.Ref));
    if ("Fn::Join" in value) {
      const [separator, parts] = value["Fn::Join"] as [string, unknown[]];
      return parts.map(text).join(separator);
    }
    const [id = "", attribute] = (value as { "Fn::GetAtt": string[] })["Fn::GetAtt"];
    if (attribute === "Name") return id;
    return attribute === "StreamArn" ? `${arn(id)}/stream/2026-01-01` : arn(id);
  };
  return Object.fromEntries(
    Object.entries(resourcesOf(template, "AWS::IAM::Policy")).map(([id, { Properties }]) => {
      const { Version, Statement } = Properties.PolicyDocument;
      const statements = Statement.map((one: { Resource: unknown }) => ({
        ...one,
        Resource: [one.Resource].flat().map(text),
      }));
      return [id, { Version, Statement: statements }];
    }),
  );
}
