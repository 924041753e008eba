/** A bucket that refuses what comes when it is empty. */
export interface Bucket {
  readonly size: number;
  readonly perSecond: number;
}

/** What bounds a deployment in one kind of region. */
export interface Region {
  readonly sendTaskSuccess: Bucket;
  readonly startExecution: Bucket;
  readonly stateTransition: Bucket;
}

/** "Step Functions service quotas" (Quotas related to API action throttling, Quotas related to state throttling). */
export const regions = {
  /** us-east-1, us-west-2, eu-west-1. */
  large: {
    sendTaskSuccess: { size: 3_000, perSecond: 500 },
    startExecution: { size: 1_300, perSecond: 300 },
    stateTransition: { size: 5_000, perSecond: 5_000 },
  },
  other: {
    sendTaskSuccess: { size: 1_500, perSecond: 300 },
    startExecution: { size: 800, perSecond: 150 },
    stateTransition: { size: 800, perSecond: 800 },
  },
} as const satisfies Readonly<Record<string, Region>>;

export const quotas = {
  /** "Amazon API Gateway quotas" (account-level throttling quotas per Region). */
  gateway: { size: 5_000, perSecond: 10_000 },
  /** "Lambda quotas" (Compute and storage). */
  concurrency: 1_000,
  /** "Configuring scaling behavior for SQS event source mappings": invocations at once, in the beginning and at most. */
  queue: { first: 5, morePerMinute: 300, most: 1_250 },
  /** "Best practices for designing and using partition keys": write units a second of one partition. */
  partitionUnits: 1_000,
  /** "DynamoDB on-demand capacity mode": 4,000 units for a table that is new, 40,000 at most by default. */
  partitions: { fresh: 4, most: 40 },
} as const;

/**
 * Milliseconds, assumed: only a real deployment shows them. What a function does is the sum of the calls that it makes one
 * after the other.
 */
export const assumedMs = {
  read: 5,
  write: 8,
  transaction: 15,
  stepFunctions: 25,
  queue: 10,
  events: 15,
  /** From a commit to the function that the stream calls: shards are polled four times a second. */
  stream: 150,
  /** From a message's sending to the function that is called with it. */
  delivery: 30,
  /** Until a batch of the stream that failed in part comes again. */
  streamRetry: 1_000,
} as const;

/** Write units on the table of approvals, as docs/operations.md counts them: its items, transactions and indexes. */
export const units = { end: 20, resumed: 10 } as const;

/** The AWS SDK's standard retries of what was throttled ("Retry behavior", SDKs and Tools Reference Guide). */
export const sdk = { attempts: 3, throttledBaseMs: 500, longestMs: 20_000 } as const;
