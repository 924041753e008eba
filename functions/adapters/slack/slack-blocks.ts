import type { ActionsBlock, Button, KnownBlock, PlainTextElement } from "@slack/types";
import type { Notice } from "../../core/notice.ts";
import { type Shown, shownValue } from "./shown-value.ts";

export interface SlackText {
  /** For notifications and screen readers. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** A stranger's text is plain text everywhere: Slack then reads no link, mention or formatting in it. */
export function plain(text: string): PlainTextElement {
  return { type: "plain_text", text, emoji: false };
}

/** What Slack's own markup would read in the fallback, which it takes for markup. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A notice as Slack shows it (Block Kit): what is said, and the buttons for what is asked. */
export function slackBlocks(notice: Notice, shown: Shown): SlackText {
  const { headline, facts, agentPage, asks, approvable } = notice;
  const blocks: KnownBlock[] = [
    { type: "header", text: plain(headline) },
    { type: "section", fields: facts.map(({ label, text }) => plain(`${label}\n${text}`)) },
  ];
  if (agentPage)
    blocks.push(context(`The agent's own page, which nobody has checked, at ${agentPage.host}: ${agentPage.url}`));
  if (asks && !approvable)
    blocks.push(context("Not all of the action may be shown here: open the page to approve it."));
  blocks.push(actions(notice, shown));
  return { text: escaped(headline), blocks };
}

function context(text: string): KnownBlock {
  return { type: "context", elements: [plain(text)] };
}

function actions({ asks, approvable, page }: Notice, shown: Shown): ActionsBlock {
  const value = shownValue(shown);
  const open: Button = {
    type: "button",
    action_id: "open",
    text: plain(asks ? "Open the page" : "See it"),
    url: page.url,
  };
  if (!asks) return { type: "actions", elements: [open] };
  const approve: Button = {
    type: "button",
    action_id: "approved",
    text: plain("Approve"),
    style: "primary",
    value,
    confirm: sure(
      "Approve?",
      "The agent may then carry out what is shown here and on the page. This is final.",
      "Approve",
    ),
  };
  const reject: Button = {
    type: "button",
    action_id: "rejected",
    text: plain("Reject"),
    style: "danger",
    value,
    confirm: sure("Reject?", "The agent must then not carry it out. This is final.", "Reject"),
  };
  const changes: Button = { type: "button", action_id: "request_changes", text: plain("Request changes"), value };
  return { type: "actions", elements: [...(approvable ? [approve] : []), reject, changes, open] };
}

function sure(title: string, text: string, confirm: string) {
  return { title: plain(title), text: plain(text), confirm: plain(confirm), deny: plain("Back") };
}
