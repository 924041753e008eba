import { lexer } from "marked";
import { button, element } from "../page/element.ts";
import { visibleNodes } from "../page/visible-text.ts";
import { texts } from "../texts.ts";
import { blockNodes } from "./markdown-blocks.ts";

/** Longer texts are shown as they were written: the time that Markdown takes can grow with the square of its length. */
const mostCharacters = 16_384;

/**
 * Markdown of an agent. It is read into tokens only, and each becomes an element of ours with text in it: there is no
 * HTML on the way, no image is loaded, and the text as it was written is one press away.
 */
export function markdownView(source: string): HTMLElement {
  const written = element("pre", { class: "text", dir: "auto" }, ...visibleNodes(source));
  const rendered = source.length <= mostCharacters ? render(source) : undefined;
  if (!rendered) return written;
  written.hidden = true;
  const toggle = button(texts.asWritten, { class: "quiet" }, () => {
    written.hidden = !written.hidden;
    rendered.hidden = !written.hidden;
    toggle.textContent = written.hidden ? texts.asWritten : texts.asText;
  });
  return element("div", {}, rendered, written, toggle);
}

function render(source: string): HTMLElement | undefined {
  try {
    return element("div", { class: "markdown", dir: "auto" }, ...blockNodes(lexer(source)));
  } catch {
    return undefined;
  }
}
