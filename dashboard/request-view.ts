import { element } from "./element.ts";
import { localTime } from "./time-left.ts";
import { visibleJson, visibleText } from "./visible-text.ts";

// biome-ignore lint/suspicious/noExplicitAny: the wire's shapes are the service's to check
type Wire = any;

function section(title: string, ...children: readonly (Node | string)[]): HTMLElement {
  return element("section", {}, element("h2", {}, title), ...children);
}

function block(value: unknown): HTMLElement {
  return element("pre", { tabindex: "0" }, visibleJson(value));
}

/** Everything that the agent asks, whole: nothing is cut, and nothing of it is ever markup. */
export function requestView({ approval, notes }: Wire): Node[] {
  const { title, agent, executionId, context, action, metadata, reviewers } = approval;
  const run = executionId ? `, execution ${visibleText(executionId)}` : "";
  const parts: Node[] = [
    element("h1", {}, visibleText(title ?? approval.approvalRequestId)),
    element(
      "p",
      {},
      `Asked by the agent ${visibleText(agent)}${run}. Reviewers: ${visibleText(reviewers.join(", "))}.`,
    ),
  ];
  if (context !== null) parts.push(section("Context", block(context)));
  if (action) parts.push(section(`Action: ${visibleText(action.name)}`, block(action.arguments)));
  if (Object.keys(metadata).length > 0) parts.push(section("Details", block(metadata)));
  if (notes.length > 0) parts.push(section("Notes of the agent", element("ol", {}, ...notes.map(noteView))));
  const own = agentsUrl(approval.approvalRequestUrl);
  if (own) parts.push(section("The agent's own page", element("p", {}, "Not ours, and not checked: ", own)));
  return parts;
}

function noteView({ message, tags, at }: Wire): HTMLElement {
  const tagged = tags.length > 0 ? ` [${visibleText(tags.join(", "))}]` : "";
  return element("li", {}, visibleText(message), tagged, " ", element("small", {}, localTime(at)));
}

/** A link to another host than this one, with the host for all to see. */
function agentsUrl(address: string): HTMLElement | undefined {
  const url = new URL(address);
  if (url.host === location.host || !/^https?:$/.test(url.protocol)) return undefined;
  const link = element(
    "a",
    { href: url.href, rel: "noopener noreferrer nofollow", target: "_blank" },
    visibleText(url.href),
  );
  return element("span", {}, element("strong", {}, url.host), " · ", link);
}

/** Who ended it, how and when. */
export function outcomeView({ status, reviewer, feedback, decidedAt }: Wire, meaning: string | undefined): Node[] {
  const words: Record<string, string> = {
    approved: "Approved",
    rejected: "Rejected",
    request_changes: "Changes requested",
    expired: "Expired: nobody decided in time",
    error: "Withdrawn",
  };
  const by = reviewer ? ` by ${visibleText(reviewer.name)}` : "";
  return [
    element("p", {}, element("strong", {}, `${words[status] ?? status}${by}`), " on ", localTime(decidedAt), "."),
    ...(meaning ? [element("p", {}, meaning)] : []),
    ...(feedback ? [element("blockquote", {}, visibleText(feedback))] : []),
  ];
}
