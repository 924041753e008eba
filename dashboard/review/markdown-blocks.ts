import type { Token, Tokens } from "marked";
import { element } from "../page/element.ts";
import { visibleNodes } from "../page/visible-text.ts";
import { deepest, inlineNodes } from "./markdown-inline.ts";

type Nodes = readonly (Node | string)[];

export function blockNodes(tokens: readonly Token[], depth = 0): Nodes {
  return tokens.flatMap((token) => blockNode(token as Tokens.Generic, depth + 1));
}

function asWritten(raw: string): Nodes {
  return [element("pre", {}, ...visibleNodes(raw.replace(/\n+$/, "")))];
}

function blockNode(token: Tokens.Generic, depth: number): Nodes {
  if (depth > deepest) return asWritten(token.raw);
  const line = () => inlineNodes(token.tokens, token.raw, depth);
  switch (token.type) {
    case "space":
      return [];
    case "heading":
      return [element(token.depth <= 2 ? "h3" : "h4", {}, ...line())];
    case "paragraph":
      return [element("p", {}, ...line())];
    case "text":
    case "checkbox":
      return inlineNodes([token], token.raw, depth);
    case "blockquote":
      return [element("blockquote", {}, ...blockNodes(token.tokens ?? [], depth))];
    case "code":
      return [element("pre", {}, element("code", {}, ...visibleNodes(token.text)))];
    case "list":
      return [list(token as Tokens.List, depth)];
    case "table":
      return [table(token as Tokens.Table, depth)];
    case "hr":
      return [element("hr")];
    default:
      return asWritten(token.raw);
  }
}

function list({ ordered, start, items }: Tokens.List, depth: number): HTMLElement {
  const children = items.map(({ tokens }) => element("li", {}, ...blockNodes(tokens, depth)));
  return ordered ? element("ol", { start: String(start || 1) }, ...children) : element("ul", {}, ...children);
}

function table({ header, rows }: Tokens.Table, depth: number): HTMLElement {
  const row = (name: "th" | "td", cells: readonly Tokens.TableCell[]) =>
    element("tr", {}, ...cells.map((cell) => element(name, {}, ...inlineNodes(cell.tokens, cell.text, depth))));
  const head = element("thead", {}, row("th", header));
  const body = element("tbody", {}, ...rows.map((cells) => row("td", cells)));
  return element("div", { class: "sideways", tabindex: "0" }, element("table", {}, head, body));
}
