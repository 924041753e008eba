import type { Destination } from "../core/destination.ts";
import { type NoticeType, noticeTypes } from "../core/notice.ts";
import { type ChannelName, channelNames, isPersonal, type ReviewerEntry } from "../core/reviewer-entry.ts";
import type { DeliveredEvent } from "../ports/delivery-store.ts";
import type { Deps } from "./deps.ts";
import { channelsToTakeBack, formerReviewers } from "./take-back.ts";

export function isNoticeType(type: string): type is NoticeType {
  return (noticeTypes as readonly string[]).includes(type);
}

/**
 * Whom an event is told, and through what. What goes where others read it too is told once, whoever of the reviewers
 * has it in their entry. Reviewers without an entry are told nothing, which the log says where others are told. Whoever
 * a handing-over leaves behind is told so where their messages would go on asking.
 */
export async function notificationsOf(
  { approvals, reviewers, log }: Pick<Deps, "approvals" | "reviewers" | "log">,
  { type, data }: DeliveredEvent,
): Promise<readonly Destination[]> {
  const { approvalRequestId } = data;
  if (!isNoticeType(type) || typeof approvalRequestId !== "string") return [];
  const approval = await approvals.load(approvalRequestId);
  if (!approval) return [];
  const entries = await Promise.all(approval.reviewers.map((id) => reviewers.find(id)));
  const untold = entries.filter((entry) => !entry || entry.channels.length === 0).length;
  // Where nobody is told by any channel, that is how the deployment is meant.
  if (untold > 0 && approval.status === "pending" && (await reviewers.list()).length > 0)
    log.warn("reviewers whom no channel reaches are not told", { approvalRequestId, type, reviewers: untold });
  const shared = new Set<ChannelName>();
  const toldThrough = (entry: ReviewerEntry | undefined, channels: readonly ChannelName[]) =>
    channels.flatMap((channel): readonly Destination[] => {
      if (!entry?.channels.includes(channel)) return [];
      if (!isPersonal(entry, channel)) {
        if (shared.has(channel)) return [];
        shared.add(channel);
      }
      return [{ kind: "channel", reviewer: entry.id, channel }];
    });
  const asked = entries.flatMap((entry) => toldThrough(entry, channelNames));
  if (type !== "approval.reassigned") return asked;
  const former = await Promise.all(formerReviewers(approval).map((id) => reviewers.find(id)));
  return [...asked, ...former.flatMap((entry) => (entry ? toldThrough(entry, channelsToTakeBack(entry)) : []))];
}
