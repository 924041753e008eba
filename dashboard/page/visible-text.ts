import { texts } from "../texts.ts";
import { element } from "./element.ts";
import { hiddenRuns } from "./hidden-characters.ts";

interface Escape {
  /** Stands in the text: `U+202E ×3`, `200 spaces`. */
  readonly label: string;
  /** Says the same in words. */
  readonly words: string;
}

function escapeOf(run: string): Escape {
  if (/^[\r\n]+$/.test(run) && run.includes("\n")) {
    const label = texts.lineBreaks(String(run.split("\n").length - 1));
    return { label, words: label };
  }
  if (/^[\p{Zs}\t]+$/u.test(run)) {
    const label = texts.spaces(String(run.length));
    return { label, words: label };
  }
  const [first = ""] = run;
  const code = `U+${first.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
  const times = run.length > first.length ? ` ×${run.length / first.length}` : "";
  return { label: `${code}${times}`, words: `${texts.hiddenCharacter(code, texts.hiddenNames[code])}${times}` };
}

/** Text with every character that hides, reorders or joins others written out, such as ‹U+202E›. */
export function visibleText(text: string): string {
  return text.replace(hiddenRuns, (run) => `‹${escapeOf(run).label}›`);
}

/** More of them than this are written out without being marked, so that no text can stall the page. */
const mostMarks = 500;

/** The same for the page: each escape is marked, and a screen reader says it in words. */
export function visibleNodes(text: string): (string | HTMLElement)[] {
  const nodes: (string | HTMLElement)[] = [];
  let from = 0;
  for (const { 0: run, index } of text.matchAll(hiddenRuns)) {
    if (nodes.length >= mostMarks * 2) break;
    const { label, words } = escapeOf(run);
    const mark = element("span", { class: "escape", role: "img", "aria-label": words, title: words }, `‹${label}›`);
    nodes.push(text.slice(from, index), mark);
    from = index + run.length;
  }
  nodes.push(visibleText(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

/** Words of others within a sentence of ours: they cannot change the direction of what stands around them. */
export function quoted(text: string): HTMLElement {
  return element("bdi", {}, ...visibleNodes(text));
}
