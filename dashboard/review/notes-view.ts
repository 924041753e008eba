import { element } from "../page/element.ts";
import { localTime } from "../page/moments.ts";
import { visibleNodes, visibleText } from "../page/visible-text.ts";
import type { Review } from "../page/wire.ts";
import { texts } from "../texts.ts";
import { longValue } from "./long-value.ts";

/** What the execution has noted on its way here, in order. */
export function notesView({ notes, earlierNotes }: Pick<Review, "notes" | "earlierNotes">): HTMLElement {
  const items = notes.map(({ message, tags, at }) => {
    const text = element("div", { class: "text", dir: "auto" }, ...visibleNodes(message));
    const marks = tags.map((tag) => element("span", { class: "tag" }, ...visibleNodes(tag)));
    const about = element("p", { class: "kind tags" }, localTime(at), ...marks);
    return element("li", {}, about, longValue(text, message, visibleText(message.slice(0, 40))));
  });
  const more = earlierNotes ? [element("p", { class: "warning" }, texts.notesCut(notes.length))] : [];
  return element("div", {}, ...more, element("ol", { class: "notes" }, ...items));
}
