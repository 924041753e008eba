import type { Token, Tokens } from "marked";
import { element } from "../page/element.ts";
import { visibleNodes } from "../page/visible-text.ts";
import { texts } from "../texts.ts";
import { outsideLink, webAddress } from "./outside-link.ts";

type Nodes = readonly (Node | string)[];

/** Deeper nesting says nothing to a reader; it is shown as it was written. */
export const deepest = 16;

/** What stands in a line. Whatever has no place here is shown as it was written. */
export function inlineNodes(tokens: readonly Token[] | undefined, raw: string, depth: number): Nodes {
  if (!tokens || depth > deepest) return visibleNodes(raw);
  return tokens.flatMap((token) => inlineNode(token as Tokens.Generic, depth + 1));
}

function inlineNode(token: Tokens.Generic, depth: number): Nodes {
  const inner = () => inlineNodes(token.tokens, token.raw, depth);
  switch (token.type) {
    case "text":
      return token.tokens ? inner() : visibleNodes(token.text);
    case "escape":
      return visibleNodes(token.text);
    case "strong":
      return [element("strong", {}, ...inner())];
    case "em":
      return [element("em", {}, ...inner())];
    case "del":
      return [element("del", {}, ...inner())];
    case "codespan":
      return [element("code", {}, ...visibleNodes(token.text))];
    case "br":
      return [element("br")];
    case "checkbox":
      return [token.checked ? "☑ " : "☐ "];
    case "link":
      return link(token, inner());
    case "image":
      return [element("span", { class: "kind" }, ...visibleNodes(`${texts.image(token.text)} (${token.href})`))];
    default:
      return visibleNodes(token.raw);
  }
}

/** Where a link leads stands beside it, unless its words are its address. */
function link({ href, title, text, raw }: Tokens.Generic, words: Nodes): Nodes {
  const url = webAddress(href);
  if (!url || title) return visibleNodes(raw);
  if (text === href) return [outsideLink(url, ...words)];
  return [outsideLink(url, ...words), element("span", { class: "kind" }, " (", ...visibleNodes(url.host), ")")];
}
