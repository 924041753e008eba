import { Press } from "../page/press.tsx";
import type { ReviewerDecision } from "../page/wire.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { reviewTexts } from "../texts/review.ts";

interface Props {
  readonly count: number;
  readonly total: number;
  readonly selectAll: () => void;
  readonly clear: () => void;
  readonly decide: (decision: ReviewerDecision) => void;
}

/** What can be done with the requests that are selected. */
export function SelectionBar({ count, total, selectAll, clear, decide }: Props) {
  return (
    <section class="selection" aria-label={texts.selection}>
      <p role="status">{texts.selected(count)}</p>
      {count < total && (
        <Press class="quiet" onPress={selectAll}>
          {texts.selectAll(total)}
        </Press>
      )}
      <Press class="quiet" onPress={clear}>
        {texts.clear}
      </Press>
      {(["approved", "request_changes", "rejected"] as const).map((decision) => (
        <Press key={decision} class={decision} onPress={() => decide(decision)}>
          {reviewTexts.choices[decision]}
        </Press>
      ))}
    </section>
  );
}
