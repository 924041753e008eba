import type { ComponentChildren } from "preact";
import { visibleText } from "../page/escapes.ts";

/** The address if it leads to a web page; `javascript:`, `data:` and the like are none. */
export function webAddress(address: string): URL | undefined {
  const url = URL.parse(address);
  return url?.protocol === "https:" || url?.protocol === "http:" ? url : undefined;
}

/** A link that an agent gave: it tells the other side nothing, and opens apart from this page. */
export function OutsideLink({ url, children }: { readonly url: URL; readonly children: ComponentChildren }) {
  return (
    <a href={url.href} rel="noopener noreferrer nofollow" target="_blank" title={visibleText(url.href)}>
      {children}
    </a>
  );
}
