import { button, element } from "../page/element.ts";
import { texts } from "../texts.ts";

const most = { characters: 4_000, lines: 60 };
const shownEvent = "sayso-shown";

function isLong(text: string): boolean {
  return text.length > most.characters || text.split("\n", most.lines + 1).length > most.lines;
}

/** A value as it is, or, when it is long, a window on it that opens to all of it. */
export function longValue(view: HTMLElement, text: string, name: string): HTMLElement {
  if (!isLong(text)) return view;
  const pane = element("div", { class: "window", tabindex: "0", role: "region", "aria-label": name }, view);
  const characters = text.length.toLocaleString("en");
  const open = button(texts.showAll(name, characters), { class: "show-all" }, () => {
    pane.classList.add("open");
    open.remove();
    pane.focus({ preventScroll: true });
    document.dispatchEvent(new Event(shownEvent));
  });
  return element("div", { class: "long" }, pane, open);
}

/** The buttons that open what nobody has seen all of yet. */
export function unopened(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("#request .show-all")];
}

export function whenShown(act: () => void): void {
  document.addEventListener(shownEvent, act);
}
