import { useEffect, useRef } from "preact/hooks";

const offKey = "sayso-no-shortcuts";

/** Whether single keys do something: who dictates, or rests a hand on the keyboard, turns that off (WCAG 2.1.4). */
export function shortcutsOn(): boolean {
  try {
    return localStorage.getItem(offKey) === null;
  } catch {
    return true;
  }
}

export function turnShortcuts(on: boolean): void {
  try {
    if (on) localStorage.removeItem(offKey);
    else localStorage.setItem(offKey, "1");
  } catch {}
}

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Single keys that do something while the reader neither writes nor is asked something. */
export function useShortcuts(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.isTrusted || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target as HTMLElement;
      if (target.closest("input:not([type=checkbox]), textarea, select, dialog") !== null) return;
      if (document.querySelector("dialog[open]") !== null || !shortcutsOn()) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
