import { useEffect, useMemo, useState } from "preact/hooks";
import { Press } from "../page/press.tsx";
import { visibleNodes } from "../page/visible-text.tsx";
import { reviewTexts as texts } from "../texts/review.ts";

/** Longer texts are shown as they were written: the time that Markdown takes can grow with the square of its length. */
const mostCharacters = 16_384;

type Reader = typeof import("./markdown-tree.tsx");

/** Only who has Markdown to read loads its reader; the sooner it is asked for, the sooner it is there. */
export function loadMarkdown(): Promise<Reader> {
  return import("./markdown-tree.tsx");
}

/**
 * Markdown of an agent. It is read into tokens only, and each becomes an element of ours with text in it: there is no
 * HTML on the way, no image is loaded, and the text as it was written is one press away.
 */
export function MarkdownView({ source }: { readonly source: string }) {
  const [reader, setReader] = useState<Reader>();
  const [asWritten, setAsWritten] = useState(false);
  const short = source.length <= mostCharacters;
  useEffect(() => {
    // Where it cannot be loaded, the text stays as it was written.
    if (short) loadMarkdown().then(setReader, () => {});
  }, [short]);
  const tree = useMemo(() => (short ? reader?.markdownTree(source) : undefined), [short, reader, source]);
  const written = (
    <pre class="text" dir="auto">
      {visibleNodes(source)}
    </pre>
  );
  if (!tree) return written;
  return (
    <div>
      {asWritten ? written : tree}
      <Press class="quiet" onPress={() => setAsWritten(!asWritten)}>
        {asWritten ? texts.asText : texts.asWritten}
      </Press>
    </div>
  );
}
