import type { Token, Tokens } from "marked";
import type { ComponentChild } from "preact";
import { visibleNodes } from "../page/visible-text.tsx";
import { reviewTexts as texts } from "../texts/review.ts";
import { OutsideLink, webAddress } from "./outside-link.tsx";

export type Nodes = readonly ComponentChild[];

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
      return [<strong>{inner()}</strong>];
    case "em":
      return [<em>{inner()}</em>];
    case "del":
      return [<del>{inner()}</del>];
    case "codespan":
      return [<code>{visibleNodes(token.text)}</code>];
    case "br":
      return [<br />];
    case "checkbox":
      return [token.checked ? "☑ " : "☐ "];
    case "link":
      return link(token, inner());
    case "image":
      return [<span class="kind">{visibleNodes(`${texts.image(token.text)} (${token.href})`)}</span>];
    default:
      return visibleNodes(token.raw);
  }
}

/** Where a link leads stands beside it, unless its words are its address. */
function link({ href, title, text, raw }: Tokens.Generic, words: Nodes): Nodes {
  const url = webAddress(href);
  if (!url || title) return visibleNodes(raw);
  const leading = <OutsideLink url={url}>{words}</OutsideLink>;
  if (text === href) return [leading];
  return [leading, <span class="kind"> ({visibleNodes(url.host)})</span>];
}
