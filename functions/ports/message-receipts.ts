/** A message that was sent to a reviewer through a channel, about one event of an approval. */
export interface SentMessage {
  readonly approvalRequestId: string;
  readonly reviewer: string;
  readonly channel: string;
  /** Of the audit entry that it told of. */
  readonly sequence: number;
}

/** What a channel needs to change a message that it sent. */
export interface Receipt {
  readonly sequence: number;
  /** In the channel's own words. Nothing secret. */
  readonly receipt: string;
}

/** Remembers messages that can be changed: buttons must not outlive what they decide. */
export interface MessageReceipts {
  /** The same message again is the same receipt, the newer one. */
  keep(message: SentMessage, receipt: string): Promise<void>;
  /** In the order in which their events happened. */
  of(messages: Omit<SentMessage, "sequence">): Promise<readonly Receipt[]>;
}
