import { button, element } from "../page/element.ts";
import { signInOffer } from "../page/sign-in-offer.ts";
import { visibleText } from "../page/visible-text.ts";
import type { Trouble } from "../page/wire.ts";
import { texts } from "../texts.ts";

function inboxLink(): HTMLElement {
  return element("p", {}, element("a", { href: "../" }, texts.openInbox));
}

function explanation(title: string, ...children: readonly (Node | string)[]): HTMLElement {
  return element("section", { class: "card", role: "alert" }, element("h1", {}, title), ...children);
}

/** For somebody who came without a link's token and is not signed in, or not any more. */
export async function signInNeeded(approvalRequestId: string): Promise<HTMLElement> {
  const offer = await signInOffer({
    root: "../",
    approvalRequestId,
    words: texts.signInBelow,
    otherwise: () => [element("p", {}, texts.signInHelp), inboxLink()],
  });
  return explanation(texts.signInNeeded, offer);
}

/** Why there is nothing to see, and what helps. */
export function deadEnd({ code, detail }: Trouble, retry: () => void): HTMLElement {
  const words = element("p", {}, visibleText(detail));
  switch (code) {
    case "unauthenticated":
      return explanation(texts.deadLink, words, element("p", { class: "kind" }, texts.deadLinkHelp));
    case "link_superseded":
      return explanation(texts.superseded, words);
    case "reassigned":
      return explanation(texts.reassigned, words);
    case "approval_not_found":
      return explanation(texts.unknownRequest, words, inboxLink());
    case "forbidden":
    case "not_a_reviewer":
      return explanation(texts.notForYou, words);
    default:
      return explanation(texts.broken, words, button(texts.tryAgain, {}, retry));
  }
}
