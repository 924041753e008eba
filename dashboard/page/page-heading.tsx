import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { productTexts } from "../texts/product.ts";
import { focusHeading } from "./focus-heading.ts";

interface Props {
  readonly title: string;
  /** Said instead of the title where that is made up of more than words. */
  readonly children?: ComponentChildren;
}

/** What a page is about; also the name of the tab. */
export function PageHeading({ title, children }: Props) {
  useEffect(() => {
    document.title = productTexts.pageTitle(title);
    focusHeading();
  }, [title]);
  return <h1 dir="auto">{children ?? title}</h1>;
}
