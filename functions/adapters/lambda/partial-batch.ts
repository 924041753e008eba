import type { Log } from "../../ports/environment.ts";

/** Which records of a batch must come again (`ReportBatchItemFailures`, for queues and streams alike). */
export interface PartialBatch {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Handles each record by itself, so that one that fails takes no other with it. */
export async function handleEach<T>(
  records: readonly T[],
  identify: (record: T) => string,
  handle: (record: T) => Promise<void>,
  log: Log,
): Promise<PartialBatch> {
  const failures: { itemIdentifier: string }[] = [];
  for (const record of records) {
    try {
      await handle(record);
    } catch (cause) {
      const itemIdentifier = identify(record);
      log.error("a record failed", { itemIdentifier, cause });
      failures.push({ itemIdentifier });
    }
  }
  return { batchItemFailures: failures };
}
