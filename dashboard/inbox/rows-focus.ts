import { useLayoutEffect, useRef } from "preact/hooks";

function links(): readonly HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("#pending li .row > a")];
}

/** The request whose row has the focus. */
export function focusedRow(): string | undefined {
  return document.activeElement?.closest<HTMLElement>("#pending li")?.dataset.id;
}

/** Moves the focus so many rows on; from outside the list, to its first. */
export function focusRow(step: 1 | -1): void {
  const all = links();
  const row = focusedRow();
  const at = all.findIndex((link) => link.closest("li")?.dataset.id === row);
  const next = row === undefined ? all[0] : all[Math.min(all.length - 1, Math.max(0, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** Where a row that has the focus leaves the list, the one that comes in its place gets it. */
export function useKeptFocus(ids: readonly string[]): void {
  const before = useRef(ids);
  const row = focusedRow();
  useLayoutEffect(() => {
    const at = row === undefined ? -1 : before.current.indexOf(row);
    before.current = ids;
    if (row === undefined || at < 0 || ids.includes(row)) return;
    const all = links();
    all[Math.min(at, all.length - 1)]?.focus({ preventScroll: true });
  });
}
