import { productTexts as texts } from "../texts/product.ts";
import { hiddenRuns } from "./hidden-characters.ts";
import { numberText } from "./numbers.ts";

export interface Escape {
  /** Stands in the text: `U+202E ×3`, `200 spaces`. */
  readonly label: string;
  /** Says the same in words. */
  readonly words: string;
}

export function escapeOf(run: string): Escape {
  if (/^[\r\n]+$/.test(run) && run.includes("\n")) {
    const label = texts.lineBreaks(numberText(run.split("\n").length - 1));
    return { label, words: label };
  }
  if (/^[\p{Zs}\t]+$/u.test(run)) {
    const label = texts.spaces(numberText(run.length));
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
