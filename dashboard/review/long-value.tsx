import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { numberText } from "../page/numbers.ts";
import { Press } from "../page/press.tsx";
import { productTexts as texts } from "../texts/product.ts";

const most = { characters: 4_000, lines: 60 };
const shownEvent = "sayso-shown";

/** Too long to be seen at a glance. */
export function isLong(text: string): boolean {
  return text.length > most.characters || text.split("\n", most.lines + 1).length > most.lines;
}

interface Props {
  /** What decides whether it is long. */
  readonly text: string;
  readonly name: string;
  readonly children: ComponentChildren;
}

/** A value as it is, or, when it is long, a window on it that opens to all of it. */
export function LongValue({ text, name, children }: Props) {
  const [open, setOpen] = useState(false);
  const pane = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (!open) return;
    pane.current?.focus({ preventScroll: true });
    document.dispatchEvent(new Event(shownEvent));
  }, [open]);
  if (!isLong(text)) return <>{children}</>;
  return (
    <div class="long">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, nobody scrolls it by keyboard */}
      <section class={open ? "window open" : "window"} tabIndex={0} aria-label={name} ref={pane}>
        {children}
      </section>
      {!open && (
        <Press class="show-all" onPress={() => setOpen(true)}>
          {texts.showAll(name, numberText(text.length))}
        </Press>
      )}
    </div>
  );
}

/** The buttons that open what nobody has seen all of yet. */
export function unopened(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("#request .show-all")];
}

/** How many there are of them, as they get fewer. */
export function useUnopened(): number {
  const [count, setCount] = useState(0);
  const recount = () => setCount(unopened().length);
  // After every change of the page: a new note may be a long one.
  useLayoutEffect(recount);
  useLayoutEffect(() => {
    document.addEventListener(shownEvent, recount);
    return () => document.removeEventListener(shownEvent, recount);
  }, []);
  return count;
}
