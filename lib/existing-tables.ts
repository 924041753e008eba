/** Tables that stand already: restored from a point in time, or left by a stack that is gone. */
export interface ExistingTables {
  readonly approvalsTableName: string;
  readonly auditTableName: string;
  /** ARN of the audit table's stream (`NEW_IMAGE`). */
  readonly auditStreamArn: string;
}
