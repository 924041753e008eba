import { visibleText } from "../page/escapes.ts";
import { LocalTime } from "../page/moments.tsx";
import { visibleNodes } from "../page/visible-text.tsx";
import type { Note } from "../page/wire.ts";
import { reviewTexts as texts } from "../texts/review.ts";
import { LongValue } from "./long-value.tsx";

interface Props {
  readonly notes: readonly Note[];
  readonly earlierNotes: boolean;
}

/** What the execution has noted on its way here, in order. */
export function NotesView({ notes, earlierNotes }: Props) {
  return (
    <div>
      {earlierNotes && <p class="warning">{texts.notesCut(notes.length)}</p>}
      <ol class="notes">
        {notes.map((note) => (
          <li key={note.noteId}>
            <NoteView note={note} />
          </li>
        ))}
      </ol>
    </div>
  );
}

export function NoteView({ note: { message, tags, at } }: { readonly note: Pick<Note, "message" | "tags" | "at"> }) {
  return (
    <>
      <p class="kind tags">
        <LocalTime at={at} />
        {tags.map((tag) => (
          <span class="tag" key={tag}>
            {visibleNodes(tag)}
          </span>
        ))}
      </p>
      <LongValue text={message} name={visibleText(message.slice(0, 40))}>
        <div class="text" dir="auto">
          {visibleNodes(message)}
        </div>
      </LongValue>
    </>
  );
}
