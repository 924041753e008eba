import { test } from "node:test";
import type { ApiKeyStore } from "../../functions/ports/api-key-store.ts";
import type { ApprovalStore } from "../../functions/ports/approval-store.ts";
import type { AuditStore } from "../../functions/ports/audit-store.ts";
import type { DeliveryStore } from "../../functions/ports/delivery-store.ts";
import type { ExecutionStore } from "../../functions/ports/execution-store.ts";
import type { MessageReceipts } from "../../functions/ports/message-receipts.ts";
import type { ResumeClaims } from "../../functions/ports/resume-claims.ts";
import type { ReviewerDirectory } from "../../functions/ports/reviewer-directory.ts";
import type { StatsStore } from "../../functions/ports/stats-store.ts";
import type { WebhookStore } from "../../functions/ports/webhook-store.ts";
import { type Given, given } from "./given.ts";

/** One adapter's stores over one empty state. */
export interface StoresUnderTest {
  readonly approvals: ApprovalStore;
  readonly audit: AuditStore;
  readonly executions: ExecutionStore;
  readonly apiKeys: ApiKeyStore;
  readonly resumeClaims: ResumeClaims;
  readonly webhooks: WebhookStore;
  readonly deliveries: DeliveryStore;
  readonly reviewers: ReviewerDirectory;
  readonly receipts: MessageReceipts;
  readonly stats: StatsStore;
  /** Deletes what one entry discloses, as whoever erases a person would. */
  readonly forget: (approvalRequestId: string, eventId: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What tells one adapter's run of the contracts from another's. */
export interface Adapter {
  readonly open: () => Promise<StoresUnderTest>;
  /** Why an adapter is let off a test, by the test's name. */
  readonly skip?: Readonly<Record<string, string>>;
  /** `RACE_ROUNDS` overrides it for a longer run. */
  readonly raceRounds: number;
}

/** A test on stores of its own. */
export function onStores(
  { open, skip = {} }: Adapter,
  name: string,
  body: (stores: StoresUnderTest, builders: Given) => Promise<void>,
): void {
  test(name, { skip: skip[name] ?? false }, async (t) => {
    const stores = await open();
    t.after(stores.close);
    await body(stores, given());
  });
}

/** The values of a record, whatever prototype a database's driver gave it. */
export function plain<T>(value: T): T {
  return structuredClone(value);
}
