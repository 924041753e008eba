import { actionLine } from "./action-line.ts";
import type { Approval, ApprovalContent } from "./approval.ts";
import { noticeTitles } from "./notice-titles.ts";
import { type Fact, outcomeFacts } from "./outcome-facts.ts";
import { plainLine } from "./plain-line.ts";
import { withoutSensitive } from "./sensitive.ts";
import { durationWords, instantWords, type Reader } from "./time-words.ts";

/** Events that reviewers are told of. */
export const noticeTypes = [
  "approval.created",
  "approval.reminded",
  "approval.escalated",
  "approval.reassigned",
  "approval.decided",
  "approval.expired",
  "approval.cancelled",
  "approval.failed",
] as const;
export type NoticeType = (typeof noticeTypes)[number];

/** What one reviewer is told of one event, in words; how it looks is each channel's own. */
export interface Notice {
  readonly type: NoticeType;
  readonly approvalRequestId: string;
  /** Whether something is asked of the reader: it is pending. */
  readonly asks: boolean;
  /** One line of at most 150 characters. */
  readonly headline: string;
  readonly facts: readonly Fact[];
  /** Where the reader sees it whole. `own`: it holds their own link, by which they are known without signing in. */
  readonly page: { readonly url: string; readonly own: boolean };
  /** The agent's own page: a stranger's address, told as such. */
  readonly agentPage: { readonly url: string; readonly host: string } | null;
  /** Whether the action is shown whole, so that it can be approved without opening the page. */
  readonly approvable: boolean;
  /** Of the whole content, what is not shown here included. */
  readonly contentDigest: string;
  readonly linkGeneration: number;
}

export interface NoticeOf {
  readonly type: NoticeType;
  readonly approval: Approval;
  readonly content: ApprovalContent;
  readonly reader: Reader;
  readonly page: Notice["page"];
  /** Server time in epoch milliseconds. */
  readonly now: number;
  /** Whether the reader was asked once and is not any more, since others are. @default false */
  readonly handedOver?: boolean;
}

const longestHeadline = 150;

/** What a reviewer is told. Pure: the same event at the same time is told in the same words. */
export function notice({ type, approval, content, reader, page, now, handedOver = false }: NoticeOf): Notice {
  const shown = withoutSensitive(content);
  const asks = !handedOver && approval.status === "pending" && approval.expiresAt > now;
  const title = handedOver ? "Handed over to others" : noticeTitles(type, approval);
  const ending = () => (handedOver ? [handedOverFact] : outcomeFacts(approval, reader));
  const action = shown.action && actionLine(shown.action);
  const { agent, approvalRequestId, contentDigest, linkGeneration } = approval;
  const asked = shown.title ?? shown.action?.name ?? approvalRequestId;
  const marked = (shown.sensitive ?? []).length > 0;
  return {
    type,
    approvalRequestId,
    asks,
    headline: plainLine(`${title}: ${asked}`, longestHeadline).text,
    facts: [
      { label: "Asked by", text: agent + (approval.initiatedBy === null ? "" : ` for ${approval.initiatedBy}`) },
      ...(shown.title === null ? [] : [{ label: "For", text: plainLine(shown.title, 200).text }]),
      ...(action ? [{ label: "Action", text: action.text }] : []),
      ...(asks ? pendingFacts(approval, shown, reader, now) : ending()),
      { label: "Request", text: `${approvalRequestId} · ${contentDigest}` },
    ],
    page,
    agentPage: agentPageOf(content.approvalRequestUrl),
    approvable: asks && !marked && (action?.whole ?? true),
    contentDigest,
    linkGeneration,
  };
}

const handedOverFact = { label: "Outcome", text: "handed over to other reviewers: nothing is asked of you any more" };

function pendingFacts(
  { expiresAt }: Approval,
  { context, sensitive = [] }: ApprovalContent,
  reader: Reader,
  now: number,
): readonly Fact[] {
  const more = [context !== null && "its context", sensitive.length > 0 && "what was marked sensitive"].filter(Boolean);
  return [
    { label: "Time left", text: `${durationWords(expiresAt - now)}, until ${instantWords(expiresAt, reader)}` },
    ...(more.length > 0 ? [{ label: "Only on the page", text: more.join(" and ") }] : []),
  ];
}

function agentPageOf(url: string | null): Notice["agentPage"] {
  return url !== null && URL.canParse(url) ? { url: new URL(url).href, host: new URL(url).host } : null;
}
