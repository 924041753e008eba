import type { Template } from "aws-cdk-lib/assertions";

/** A CloudFormation resource as it stands in the template. */
export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties have no types, and tests reach deep into them
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** Each resource as text: literal parts and the logical ids it refers to. */
  readonly resources: readonly string[];
  readonly condition: unknown;
}

/** All resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Readonly<Record<string, Resource>> {
  return template.findResources(type) as Readonly<Record<string, Resource>>;
}

/** The only resource of a type whose logical id begins so. */
export function theResource(template: Template, type: string, idPrefix: string): readonly [string, Resource] {
  const found = Object.entries(resourcesOf(template, type)).filter(([id]) => id.startsWith(idPrefix));
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`${found.length} resources ${type} ${idPrefix}`);
  return only;
}

/** An intrinsic function as text: `Fn::Join` joined, references as `<LogicalId>` or `<LogicalId.Attribute>`. */
export function asText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if ("Ref" in value) return `<${value.Ref}>`;
  if ("Fn::GetAtt" in value) return `<${(value["Fn::GetAtt"] as string[]).join(".")}>`;
  if ("Fn::Join" in value) {
    const [separator, parts] = value["Fn::Join"] as [string, unknown[]];
    return parts.map(asText).join(separator);
  }
  return JSON.stringify(value);
}

/** What the role with this logical id may and must not do, over all its policies. */
export function statementsOf(template: Template, roleId: string): readonly Statement[] {
  return Object.values(resourcesOf(template, "AWS::IAM::Policy"))
    .filter(({ Properties }) => Properties.Roles.some((role: { Ref: string }) => role.Ref === roleId))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .map(({ Effect, Action, Resource, Condition }) => ({
      Effect,
      actions: [Action].flat(),
      resources: [Resource].flat().map(asText),
      condition: Condition,
    }));
}

/** The role of a function, by the function's construct id. */
export function roleOf(template: Template, functionId: string): string {
  return theResource(template, "AWS::IAM::Role", `SaysoFunctions${functionId}Role`)[0];
}

/** Construct ids of all functions. */
export const functionIds = [
  "AgentApi",
  "ReviewerApi",
  "ReviewLink",
  "QueryApi",
  "WaitApproval",
  "Pages",
  "OnAuditEntry",
  "RunTimers",
  "ResumeExecution",
  "DeliverWebhook",
  "SlackInteractions",
  "SlackTasks",
  "Sweep",
  "Reconcile",
] as const;
