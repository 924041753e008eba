import type { Destination } from "../core/destination.ts";
import { type NoticeType, noticeTypes } from "../core/notice.ts";
import { type ChannelName, channelNames, isPersonal } from "../core/reviewer-entry.ts";
import type { DeliveredEvent } from "../ports/delivery-store.ts";
import type { Deps } from "./deps.ts";

export function isNoticeType(type: string): type is NoticeType {
  return (noticeTypes as readonly string[]).includes(type);
}

/**
 * Whom an event is told, and through what. What goes where others read it too is told once, whoever of the reviewers
 * has it in their entry. Reviewers without an entry are told nothing, which the log says where others are told.
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
  return entries.flatMap((entry) =>
    channelNames.flatMap((channel): readonly Destination[] => {
      if (!entry?.channels.includes(channel)) return [];
      if (!isPersonal(entry, channel)) {
        if (shared.has(channel)) return [];
        shared.add(channel);
      }
      return [{ kind: "channel", reviewer: entry.id, channel }];
    }),
  );
}
