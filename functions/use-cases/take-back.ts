import type { Approval } from "../core/approval.ts";
import { type Notice, notice } from "../core/notice.ts";
import type { ChannelName, ReviewerEntry } from "../core/reviewer-entry.ts";
import type { Deps } from "./deps.ts";
import { readContent } from "./read-approval.ts";

/** Messages there call for an answer until they are changed; elsewhere they are past once they are read. */
const calling: readonly ChannelName[] = ["slack", "pagerduty"];

/** Through which channels somebody is told that nothing is asked of them any more. */
export function channelsToTakeBack({ channels }: ReviewerEntry): readonly ChannelName[] {
  return calling.filter((channel) => channels.includes(channel));
}

/** Whom a handing-over has left behind: asked once, and not any more. */
export function formerReviewers({ reviewers, formerLinks = [] }: Approval): readonly string[] {
  const former = new Set(formerLinks.map(({ reviewer }) => reviewer));
  return [...former].filter((reviewer) => !reviewers.includes(reviewer));
}

interface TakingBack {
  readonly approval: Approval;
  readonly entry: ReviewerEntry;
  readonly channel: ChannelName;
  /** Whether the channel has a message of theirs to change. */
  readonly asked: boolean;
}

/** What to tell somebody who is asked no more; undefined where nothing of theirs calls for an answer. */
export async function noticeOfHandingOver(
  deps: Pick<Deps, "approvals" | "reviewers" | "clock">,
  { approval, entry, channel, asked }: TakingBack,
  url: string,
): Promise<Notice | undefined> {
  if (channel === "pagerduty" ? await isSharedStill(deps, approval, entry) : !asked) return undefined;
  const content = await readContent(deps, approval.approvalRequestId);
  const about = { type: "approval.reassigned", approval, content, reader: entry, handedOver: true } as const;
  return notice({ ...about, page: { url, own: false }, now: deps.clock.now() });
}

/** One alert is one for all who read a service: it stays while any of them is asked. */
async function isSharedStill(
  { reviewers }: Pick<Deps, "reviewers">,
  approval: Approval,
  { pagerdutyService }: ReviewerEntry,
): Promise<boolean> {
  if (approval.status !== "pending") return false;
  const entries = await Promise.all(approval.reviewers.map((id) => reviewers.find(id)));
  return entries.some((one) => one?.channels.includes("pagerduty") && one.pagerdutyService === pagerdutyService);
}
