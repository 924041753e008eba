import { lexer } from "marked";
import type { VNode } from "preact";
import { blockNodes } from "./markdown-blocks.tsx";

/** Markdown read into tokens, and each of them into an element of ours; undefined where the reader gives up. */
export function markdownTree(source: string): VNode | undefined {
  try {
    return (
      <div class="markdown" dir="auto">
        {blockNodes(lexer(source))}
      </div>
    );
  } catch {
    return undefined;
  }
}
