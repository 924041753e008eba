import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Sayso } from "./sayso.ts";
import type { SaysoProps } from "./sayso-props.ts";

export interface SaysoStackProps extends StackProps, SaysoProps {}

/** The service as a stack of its own, for those who have none to put it in. */
export class SaysoStack extends Stack {
  readonly sayso: Sayso;

  constructor(scope: Construct, id: string, props: SaysoStackProps = {}) {
    super(scope, id, props);
    this.sayso = new Sayso(this, "Sayso", props);
    const { url, bus, approvals, audit, userPool, userPoolClient } = this.sayso;
    this.output("ApiUrl", url, "Where people and agents reach the service");
    this.output("EventBusName", bus.eventBusName, "Put rules for approval.* events on this bus");
    this.output("ApprovalsTableName", approvals.tableName, "The approvals");
    this.output("AuditTableName", audit.tableName, "The audit trail");
    if (userPool) this.output("UserPoolId", userPool.userPoolId, "Add the reviewers here");
    if (userPoolClient) this.output("UserPoolClientId", userPoolClient.userPoolClientId, "The dashboard's client");
  }

  private output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
