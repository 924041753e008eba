import type { ComponentChildren } from "preact";
import { productTexts as texts } from "../texts/product.ts";

/** What stands above every page. */
export function Bar({ children }: { readonly children?: ComponentChildren }) {
  return (
    <header class="bar">
      <span class="brand">{texts.product}</span>
      {children}
    </header>
  );
}
