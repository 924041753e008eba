import type { Approval } from "../core/approval.ts";
import { digest } from "../core/digest.ts";
import { notice } from "../core/notice.ts";
import type { ReviewerEntry } from "../core/reviewer-entry.ts";
import type { SlackApp, SlackDecision, SlackTask } from "../ports/slack-app.ts";
import type { Refused } from "./apply-command.ts";
import type { Deps } from "./deps.ts";
import { observe } from "./observe.ts";
import { readContent } from "./read-approval.ts";
import { reviewLink } from "./review-link.ts";
import { submitDecision } from "./submit-decision.ts";

type Needs = Parameters<typeof submitDecision>[0] & Pick<Deps, "reviewers" | "links"> & { readonly slack: SlackApp };

/**
 * Does what somebody asked for in Slack. Safe to repeat: the same press of a button is the same decision. That Slack
 * cannot be answered undoes nothing: the event of the decision changes the message too.
 *
 * @throws when the stores fail
 */
export async function doSlackTask(deps: Needs, task: SlackTask): Promise<void> {
  if (task.kind === "say") return quietly(deps, () => deps.slack.say(task, task.words));
  await decideInSlack(deps, task);
}

async function decideInSlack(deps: Needs, task: SlackDecision): Promise<void> {
  const { approvalRequestId, decision, feedback, linkGeneration, session, displayedDigest, shownAt } = task;
  const approval = await deps.approvals.load(approvalRequestId);
  const entry = await reviewerIn(deps, task.slackUser, approval);
  if (!approval || !entry) {
    if (approval) await recordStranger(deps, task);
    return quietly(deps, () => deps.slack.say(task, words.not_a_reviewer));
  }
  const applied = await submitDecision(deps, {
    ...{ approvalRequestId, decision, feedback, linkGeneration, response: null },
    reviewer: { id: entry.id, name: entry.name, via: "slack" },
    evidence: { channel: "slack", session, displayedDigest, shownAt },
    replay: {
      key: digest(deps.crypto.sha256, ["slack", task.interactionId]),
      payloadDigest: digest(deps.crypto.sha256, [approvalRequestId, decision, feedback]),
      status: 200,
    },
  });
  const ended = applied.ok ? applied.approval : endedOf(applied.refusal);
  await quietly(deps, async () => {
    if (ended) await deps.slack.replace(task, await outcomeNotice(deps, ended, entry));
    if (!applied.ok) await deps.slack.say(task, words[applied.refusal.code] ?? words.other);
  });
}

/** Whose Slack user it is; of two entries the one that the approval names. */
async function reviewerIn({ reviewers }: Needs, slackUser: string, approval: Approval | undefined) {
  const entries = (await reviewers.list()).filter((entry) => entry.slackUser === slackUser);
  return entries.find(({ id }) => approval?.reviewers.includes(id)) ?? entries[0];
}

/** Their Slack user is no reviewer's, so there is nobody to name. */
function recordStranger(deps: Needs, { approvalRequestId, decision, session }: SlackDecision): Promise<void> {
  const detail = { code: "not_a_reviewer", decision };
  const refused = { type: "approval.decision_refused", approvalRequestId, session, detail } as const;
  return observe(deps, { ...refused, channel: "slack", authenticatedBy: "slack" }, null);
}

function endedOf(refusal: Refused): Approval | undefined {
  return refusal.code === "already_decided" || refusal.code === "expired" ? refusal.approval : undefined;
}

async function outcomeNotice(deps: Needs, approval: Approval, reader: ReviewerEntry) {
  const content = await readContent(deps, approval.approvalRequestId);
  const page = { url: await reviewLink(deps, approval, reader.id), own: true };
  return notice({ type: "approval.decided", approval, content, reader, page, now: deps.clock.now() });
}

async function quietly({ log }: Needs, answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (cause) {
    log.warn("Slack could not be answered", { cause });
  }
}

const words: Readonly<Partial<Record<Refused["code"], string>>> & {
  readonly not_a_reviewer: string;
  readonly other: string;
} = {
  not_a_reviewer: "You are not among the reviewers of this request, so nothing was decided.",
  self_approval: "You caused this request, and its policy does not let you decide it. Nothing was decided.",
  link_superseded: "A newer message has replaced this one, so nothing was decided: use the newest.",
  already_decided: "This request had ended already: the message says how. Your answer did not count.",
  expired: "This request had expired already. Your answer did not count.",
  other: "Nothing was decided: open the page to see why.",
};
