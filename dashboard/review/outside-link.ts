import { element } from "../page/element.ts";
import { visibleText } from "../page/visible-text.ts";

/** The address if it leads to a web page; `javascript:`, `data:` and the like are none. */
export function webAddress(address: string): URL | undefined {
  const url = URL.parse(address);
  return url?.protocol === "https:" || url?.protocol === "http:" ? url : undefined;
}

/** A link that an agent gave: it tells the other side nothing, and opens apart from this page. */
export function outsideLink(url: URL, ...children: readonly (Node | string)[]): HTMLElement {
  const attributes = {
    href: url.href,
    rel: "noopener noreferrer nofollow",
    target: "_blank",
    title: visibleText(url.href),
  };
  return element("a", attributes, ...children);
}
