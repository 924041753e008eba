import type { ComponentChild } from "preact";
import { type Escape, escapeOf, visibleText } from "./escapes.ts";
import { hiddenRuns } from "./hidden-characters.ts";

/** More of them than this are written out without being marked, so that no text can stall the page. */
const mostMarks = 500;

/** Text of others for the page: each escape is marked, and a screen reader says it in words. */
export function visibleNodes(text: string): readonly ComponentChild[] {
  const nodes: ComponentChild[] = [];
  let from = 0;
  for (const { 0: run, index } of text.matchAll(hiddenRuns)) {
    if (nodes.length >= mostMarks * 2) break;
    nodes.push(text.slice(from, index), <Mark {...escapeOf(run)} />);
    from = index + run.length;
  }
  nodes.push(visibleText(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function Mark({ label, words }: Escape) {
  return (
    <span class="escape" role="img" aria-label={words} title={words}>
      ‹{label}›
    </span>
  );
}

/** Words of others within a sentence of ours: they cannot change the direction of what stands around them. */
export function Quoted({ text }: { readonly text: string }) {
  return <bdi>{visibleNodes(text)}</bdi>;
}
