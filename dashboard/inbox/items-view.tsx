import { LocalTime } from "../page/moments.tsx";
import { PlaceLink } from "../page/place-link.tsx";
import { Quoted, visibleNodes } from "../page/visible-text.tsx";
import { FieldsView } from "../review/json-view.tsx";
import { NotesView } from "../review/notes-view.tsx";
import { ActionView, ContextView } from "../review/request-view.tsx";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { reviewTexts } from "../texts/review.ts";
import type { Item } from "./batch.ts";

function titleOf({ id, review }: Item): string {
  return review?.approval.title ?? id;
}

/** Everything of each that a decision would be about. */
export function ItemsView({ items }: { readonly items: readonly Item[] }) {
  return (
    <ul class="items">
      {items.map((item) => (
        <li key={item.id}>
          <h3 dir="auto">{visibleNodes(titleOf(item))}</h3>
          {item.review && <ItemView review={item.review} />}
        </li>
      ))}
    </ul>
  );
}

function ItemView({ review }: { readonly review: NonNullable<Item["review"]> }) {
  const { approval, notes, earlierNotes } = review;
  const { agent, approvalRequestId, createdAt, context, action, metadata } = approval;
  return (
    <>
      <p class="kind tags">
        <Quoted text={agent} />
        <Quoted text={approvalRequestId} />
        <LocalTime at={createdAt} />
      </p>
      {action ? <ActionView action={action} /> : <p>{reviewTexts.noAction}</p>}
      {context !== null && <ContextView context={context} />}
      {Object.keys(metadata).length > 0 && <FieldsView fields={metadata} />}
      {notes.length > 0 && <NotesView notes={notes} earlierNotes={earlierNotes} />}
    </>
  );
}

/** Which of them are not decided with the others, and why. */
export function BarredItems({ items }: { readonly items: readonly Item[] }) {
  if (items.length === 0) return null;
  return (
    <div class="warning">
      <p>{texts.barred(items.length)}</p>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <PlaceLink to={`approvals/${encodeURIComponent(item.id)}`}>{visibleNodes(titleOf(item))}</PlaceLink>
            {": "}
            {visibleNodes(item.barred ?? "")}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What came of each. */
export function ItemOutcomes({ items, loading }: { readonly items: readonly Item[]; readonly loading: boolean }) {
  return (
    <ul class="items">
      {items.map((item) => (
        <li key={item.id}>
          <strong dir="auto">{visibleNodes(titleOf(item))}</strong>
          <p class={item.outcome && !item.outcome.done ? "warning" : "kind"}>
            {item.outcome ? visibleNodes(item.outcome.words) : loading ? "" : reviewTexts.sending}
          </p>
        </li>
      ))}
    </ul>
  );
}
