import type { Sent } from "../core/event-delivery.ts";
import type { Notice } from "../core/notice.ts";
import type { ReviewerEntry } from "../core/reviewer-entry.ts";
import type { Receipt } from "./message-receipts.ts";

/** One notice on its way to one reviewer. */
export interface NoticeMessage {
  readonly notice: Notice;
  readonly to: ReviewerEntry;
  /** Names the message; the same on each attempt. */
  readonly messageId: string;
  /** Of the audit entry that it tells of. */
  readonly sequence: number;
  /** What this channel has sent them of this approval before. */
  readonly earlier: readonly Receipt[];
}

/** What came of an attempt, with what it takes to change the message later. Reasons name no secret and quote nobody. */
export type Told = Sent & { readonly receipt?: string };

/** A way of telling people. Throws when nobody can know whether it arrived; that is tried again. */
export interface NotificationChannel {
  send(message: NoticeMessage): Promise<Told>;
}
