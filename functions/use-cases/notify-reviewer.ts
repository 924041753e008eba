import type { Approval } from "../core/approval.ts";
import type { EventDelivery, Sent } from "../core/event-delivery.ts";
import { notice } from "../core/notice.ts";
import { type ChannelName, isPersonal, type ReviewerEntry } from "../core/reviewer-entry.ts";
import type { DeliverySender } from "../ports/delivery-sender.ts";
import type { NotificationChannel } from "../ports/notification-channel.ts";
import type { Deps } from "./deps.ts";
import { isNoticeType } from "./notifications.ts";
import { readContent } from "./read-approval.ts";
import { reviewLink } from "./review-link.ts";
import { noticeOfHandingOver } from "./take-back.ts";

export type NotificationChannels = Readonly<Partial<Record<ChannelName, NotificationChannel>>>;

type Needs = Pick<Deps, "approvals" | "reviewers" | "receipts" | "links" | "clock" | "settings">;

const gone = (reason: string): Sent => ({ outcome: "gone", reason });
/** There is nothing left to say. */
const nothing: Sent = { outcome: "delivered" };

/** Tells reviewers of events through their channels, in the words that hold when it is sent. */
export function channelSender(deps: Needs, channels: NotificationChannels): DeliverySender {
  return {
    send: async (delivery) => {
      const { destination, approvalRequestId, type } = delivery;
      if (destination.kind !== "channel" || approvalRequestId === null || !isNoticeType(type))
        return gone("it is no notice to a reviewer");
      const { reviewer, channel } = destination;
      const through = channels[channel];
      if (!through) return gone(`this deployment has no channel ${channel}`);
      const approval = await deps.approvals.load(approvalRequestId);
      if (!approval) return gone("the approval is not there");
      const entry = await deps.reviewers.find(reviewer);
      if (!entry?.channels.includes(channel)) return gone(`the reviewer's entry names no channel ${channel} any more`);
      const telling = { delivery, channel, approval, entry, type };
      if (approval.reviewers.includes(reviewer)) return tell(deps, through, telling);
      if (type === "approval.reassigned") return takeBack(deps, through, telling);
      return gone("the approval is not theirs any more");
    },
  };
}

interface Telling {
  readonly delivery: EventDelivery;
  readonly channel: ChannelName;
  readonly approval: Approval;
  readonly entry: ReviewerEntry;
  readonly type: Parameters<typeof notice>[0]["type"];
}

const endings: readonly string[] = ["approval.decided", "approval.expired", "approval.cancelled", "approval.failed"];

/** Somebody who was asked is asked no more: what they were sent must not go on asking. */
async function takeBack(deps: Needs, through: NotificationChannel, telling: Telling): Promise<Sent> {
  const { delivery, channel, approval, entry } = telling;
  const { approvalRequestId } = approval;
  const earlier = await deps.receipts.of({ approvalRequestId, reviewer: entry.id, channel });
  const about = { approval, entry, channel, asked: earlier.length > 0 };
  const handedOver = await noticeOfHandingOver(deps, about, pageOf(deps, approvalRequestId));
  if (!handedOver) return nothing;
  const { deliveryId: messageId, sequence } = delivery;
  const { receipt: _, ...sent } = await through.send({ notice: handedOver, to: entry, messageId, sequence, earlier });
  return sent;
}

async function tell(deps: Needs, through: NotificationChannel, telling: Telling): Promise<Sent> {
  const { delivery, channel, approval, entry, type } = telling;
  const { approvalRequestId } = approval;
  const now = deps.clock.now();
  const over = approval.status !== "pending" || approval.expiresAt <= now;
  // Its end is an event of its own: nobody is asked for what is over.
  if (over && !endings.includes(type)) return nothing;
  const own = isPersonal(entry, channel);
  const page = own ? await reviewLink(deps, approval, entry.id) : pageOf(deps, approvalRequestId);
  const content = await readContent(deps, approvalRequestId);
  const messages = { approvalRequestId, reviewer: entry.id, channel };
  const { receipt, ...sent } = await through.send({
    notice: notice({ type, approval, content, reader: entry, page: { url: page, own }, now }),
    to: entry,
    messageId: delivery.deliveryId,
    sequence: delivery.sequence,
    earlier: await deps.receipts.of(messages),
  });
  if (receipt !== undefined) await deps.receipts.keep({ ...messages, sequence: delivery.sequence }, receipt);
  return sent;
}

/** The page that asks whoever opens it to sign in. */
function pageOf({ settings }: Needs, approvalRequestId: string): string {
  return `${settings.publicUrl}/review/${encodeURIComponent(approvalRequestId)}`;
}
