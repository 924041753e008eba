/** Names that the tables' templates declare and that the DynamoDB adapters read and write. */

/** Primary key of both tables; strings. */
export const primaryKey = { partition: "pk", sort: "sk" } as const;

/** Partition of `approvals` for what concerns the deployment and no single approval: no id begins with `#`. */
export const deploymentPartition = "A##deployment";

/** Partition of `approvals` for the endpoints of webhooks, with their secrets: few, and events look at all of them. */
export const webhooksPartition = "WEBHOOKS";

/** Sort key of an approval's state row. */
export const stateSortKey = "STATE";

/** Attribute of `approvals` whose epoch seconds DynamoDB deletes an item by. */
export const ttlAttribute = "ttl";

/** Attributes of the state row that the wait's state machine reads in its condition or writes itself. */
export const waitAttributes = {
  status: "status",
  generation: "waitGeneration",
  token: "waitToken",
  tokenGeneration: "waitTokenGeneration",
  dueAt: "dueAt",
} as const;

/** Indexes of `approvals` that list a summary of what they find; sparse, keys are strings. */
export const listIndexes = {
  status: { partition: "statusKey", sort: "sortKey" },
  agent: { partition: "agentKey", sort: "sortKey" },
  reviewer: { partition: "reviewerKey", sort: "sortKey" },
  execution: { partition: "executionKey", sort: "sortKey" },
  time: { partition: "timeKey", sort: "sortKey" },
  /** What is pending, by time left. */
  expiry: { partition: "expiryKey", sort: "expirySortKey" },
} as const;

/** What the list indexes project besides the keys. */
export const summaryAttributes = ["summary"] as const;

/** Index of `approvals` for the sweep: ids only, by the instant (number) at which something is due. */
export const dueIndex = { name: "due", partition: "dueKey", sort: waitAttributes.dueAt } as const;

/** Index of `audit` over all approvals by time. */
export const auditTimeIndex = { name: "time", partition: "timeKey", sort: "sortKey" } as const;
