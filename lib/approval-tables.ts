import { aws_dynamodb as dynamodb, aws_iam as iam, type aws_kms as kms, RemovalPolicy, Validations } from "aws-cdk-lib";
import { Construct } from "constructs";
import {
  auditTimeIndex,
  dueIndex,
  listIndexes,
  primaryKey,
  summaryAttributes,
  ttlAttribute,
} from "../functions/schemas/tables.ts";
import type { ExistingTables } from "./existing-tables.ts";

export interface ApprovalTablesProps {
  /** @default - new tables */
  readonly existingTables?: ExistingTables;
  /** @default - keys that AWS manages */
  readonly encryptionKey?: kms.IKey;
}

const text = dynamodb.AttributeType.STRING;

/** Actions that change or remove what was written once. Nobody has them on the audit table. */
export const rewritingActions = [
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:PartiQLInsert",
  "dynamodb:PartiQLUpdate",
  "dynamodb:PartiQLDelete",
] as const;

/** Everything that must outlive the stack: the approvals and the audit trail. */
export class ApprovalTables extends Construct {
  /** Approvals, their content, executions, notes, keys: the only truth about each. */
  readonly approvals: dynamodb.ITable;
  /** The audit trail. Items are only ever added; its stream drives every side effect. */
  readonly audit: dynamodb.ITable;

  constructor(scope: Construct, id: string, props: ApprovalTablesProps = {}) {
    super(scope, id);
    if (props.existingTables) {
      const { approvalsTableName, auditTableName, auditStreamArn } = props.existingTables;
      const from = dynamodb.Table.fromTableAttributes;
      this.approvals = from(this, "ExistingApprovals", { tableName: approvalsTableName });
      this.audit = from(this, "ExistingAudit", { tableName: auditTableName, tableStreamArn: auditStreamArn });
      return;
    }
    const durable: Omit<dynamodb.TableProps, "tableName"> = {
      partitionKey: { name: primaryKey.partition, type: text },
      sortKey: { name: primaryKey.sort, type: text },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(props.encryptionKey
        ? { encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED, encryptionKey: props.encryptionKey }
        : { encryption: dynamodb.TableEncryption.AWS_MANAGED }),
    };
    const approvals = new dynamodb.Table(this, "Approvals", { ...durable, timeToLiveAttribute: ttlAttribute });
    index(approvals);
    const audit = new dynamodb.Table(this, "Audit", {
      ...durable,
      stream: dynamodb.StreamViewType.NEW_IMAGE,
      resourcePolicy: appendOnly(),
    });
    audit.addGlobalSecondaryIndex({
      indexName: auditTimeIndex.name,
      partitionKey: { name: auditTimeIndex.partition, type: text },
      sortKey: { name: auditTimeIndex.sort, type: text },
      projectionType: dynamodb.ProjectionType.ALL,
    });
    Validations.of(this).acknowledge({
      id: "NIST.800.53.R5-DynamoDBInBackupPlan",
      reason:
        "Both tables can be restored to any second of the last 35 days. A backup plan for longer, or elsewhere, is the account's: it selects tables by tag or ARN.",
    });
    this.approvals = approvals;
    this.audit = audit;
  }
}

function index(approvals: dynamodb.Table): void {
  for (const [indexName, key] of Object.entries(listIndexes)) {
    approvals.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: key.partition, type: text },
      sortKey: { name: key.sort, type: text },
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: [...summaryAttributes],
    });
  }
  approvals.addGlobalSecondaryIndex({
    indexName: dueIndex.name,
    partitionKey: { name: dueIndex.partition, type: text },
    sortKey: { name: dueIndex.sort, type: dynamodb.AttributeType.NUMBER },
    projectionType: dynamodb.ProjectionType.KEYS_ONLY,
  });
}

/** Holds for every principal, administrators included, until somebody visibly changes the policy itself. */
function appendOnly(): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        sid: "AppendOnly",
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: [...rewritingActions],
        resources: ["*"],
      }),
    ],
  });
}
