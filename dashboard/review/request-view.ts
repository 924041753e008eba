import { element } from "../page/element.ts";
import { localTime } from "../page/moments.ts";
import { quoted, visibleNodes, visibleText } from "../page/visible-text.ts";
import type { ApprovalResponse } from "../page/wire.ts";
import { texts } from "../texts.ts";
import { dataView, fieldsView } from "./data-view.ts";
import { longValue } from "./long-value.ts";
import { markdownView } from "./markdown-view.ts";
import { outsideLink, webAddress } from "./outside-link.ts";

/** A part of the page under a heading of its own. */
export function section(title: string, ...children: readonly (Node | string)[]): HTMLElement {
  return element("section", { class: "card" }, element("h2", {}, title), ...children);
}

/** Everything that the agent asks, whole: nothing is cut, and nothing of it is ever markup. */
export function requestView(approval: ApprovalResponse, notes: HTMLElement): readonly HTMLElement[] {
  const { context, metadata } = approval;
  const parts: HTMLElement[] = [factsView(approval)];
  if (context !== null) parts.push(section(texts.context, contextView(context)));
  parts.push(actionView(approval), notes);
  if (Object.keys(metadata).length > 0) parts.push(section(texts.details, fieldsView(metadata)));
  const url = agentsPage(approval);
  if (url) parts.push(section(texts.agentsPage, agentsPageView(url)));
  return parts;
}

function factsView({ agent, executionId, createdAt, approvalRequestId, initiatedBy, reviewers }: ApprovalResponse) {
  const facts: [string, Node][] = [[texts.agent, quoted(agent)]];
  if (executionId !== null) facts.push([texts.execution, quoted(executionId)]);
  if (initiatedBy !== null) facts.push([texts.onBehalfOf, quoted(initiatedBy)]);
  facts.push(
    [texts.requestedAt, localTime(createdAt)],
    [texts.requestId, quoted(approvalRequestId)],
    [texts.reviewers, quoted(reviewers.join(", "))],
  );
  const rows = facts.map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value)));
  return element("dl", { class: "facts" }, ...rows);
}

/** A string is Markdown, anything else data. */
function contextView(context: unknown): HTMLElement {
  if (typeof context !== "string") return dataView(context, texts.context);
  return longValue(markdownView(context), context, texts.context);
}

function actionView({ action }: ApprovalResponse): HTMLElement {
  if (!action) return section(texts.action, element("p", {}, texts.noAction));
  const name = element("p", { class: "action-name" }, element("code", {}, ...visibleNodes(action.name)));
  const none = action.arguments === null || action.arguments === undefined;
  return section(texts.action, name, none ? element("p", {}, texts.noArguments) : argumentsView(action.arguments));
}

export function argumentsView(values: unknown): HTMLElement {
  return dataView(values, texts.confirmArguments);
}

/** The agent's own page, unless the agent gave none and it is this one. */
function agentsPage({ approvalRequestUrl, approvalRequestId }: ApprovalResponse): URL | undefined {
  const url = webAddress(approvalRequestUrl);
  const here = url?.origin === location.origin && url.pathname.endsWith(`/review/${approvalRequestId}`);
  return here ? undefined : url;
}

function agentsPageView(url: URL): HTMLElement {
  const host = element("strong", {}, ...visibleNodes(url.host));
  const warning = element("p", {}, `${texts.agentsPageWarning} `, host, ".");
  return element("div", {}, warning, element("p", {}, outsideLink(url, visibleText(url.href))));
}
