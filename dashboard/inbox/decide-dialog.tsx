import { useEffect, useState } from "preact/hooks";
import { visibleText } from "../page/escapes.ts";
import { Modal } from "../page/modal.tsx";
import { Press } from "../page/press.tsx";
import { SureButton } from "../page/sure-button.tsx";
import type { ReviewerDecision } from "../page/wire.ts";
import { commentProblem } from "../review/comment-problem.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { productTexts } from "../texts/product.ts";
import { reviewTexts } from "../texts/review.ts";
import { decideItems, type Item, loadItems, newItems } from "./batch.ts";
import { BarredItems, ItemOutcomes, ItemsView } from "./items-view.tsx";

interface Props {
  readonly decision: ReviewerDecision;
  readonly ids: readonly string[];
  /** Says which of them are done with: decided, or not to be decided here. */
  readonly close: (handled: readonly string[]) => void;
}

/** More than these nobody reads before they confirm. */
const most = 25;

/** Shows exactly what is about to be decided, one or several, asks, and then says of each what came of it. */
export function DecideDialog({ decision, ids, close }: Props) {
  const [items, setItems] = useState<readonly Item[]>(() => newItems(ids.slice(0, most)));
  const [stage, setStage] = useState<"loading" | "asking" | "sending" | "over">("loading");
  const [comment, setComment] = useState("");
  const [complaint, setComplaint] = useState("");
  const told = (latest: Item) => setItems((all) => all.map((each) => (each.id === latest.id ? latest : each)));

  useEffect(() => void loadItems(items, told).then(() => setStage("asking")), []);

  const open = items.filter(({ barred }) => barred === undefined);
  const again = open.filter(({ outcome }) => outcome?.again);
  const [first] = open;
  const meaning = first?.review?.meanings[decision];

  async function send(which: readonly Item[]): Promise<void> {
    const wrong = commentProblem(decision, comment);
    setComplaint(wrong ?? "");
    if (wrong !== undefined) return document.getElementById("batch-comment")?.focus();
    setStage("sending");
    await decideItems(which, { decision, feedback: comment.trim() }, told);
    setStage("over");
  }

  /** Back from the question, all stay selected. */
  const leave = () => {
    const over = items.filter(({ barred, outcome }) => barred !== undefined || (outcome && !outcome.again));
    close(stage === "sending" || stage === "over" ? over.map(({ id }) => id) : []);
  };
  const title = open.length === 1 ? reviewTexts.confirm[decision] : texts.confirm[decision](open.length);
  const done = open.filter(({ outcome }) => outcome?.done).length;
  return (
    <Modal
      title={stage === "over" ? texts.outcome(done, open.length) : stage === "loading" ? productTexts.loading : title}
      describedBy="meaning"
      class="batch"
      onClose={leave}
    >
      <p id="meaning">{stage === "asking" && open.length > 0 ? meaning : ""}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus, nobody scrolls it by keyboard */}
      <section class="pane" tabIndex={0} aria-label={texts.selection}>
        {ids.length > most && <p class="warning">{texts.tooMany(most, ids.length)}</p>}
        <BarredItems items={items.filter(({ barred }) => barred !== undefined)} />
        {stage === "asking" ? <ItemsView items={open} /> : <ItemOutcomes items={open} loading={stage === "loading"} />}
      </section>
      {stage === "asking" && open.length > 0 && (
        <>
          <label for="batch-comment">{texts.comment(open.length)}</label>
          <textarea
            id="batch-comment"
            rows={2}
            value={comment}
            aria-invalid={complaint !== "" ? true : undefined}
            aria-describedby="batch-problem"
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <div id="batch-problem" role="alert">
            {complaint && <p class="warning">{complaint}</p>}
          </div>
          <p class="kind">{texts.confirmFinal(open.length, visibleText(first?.review?.reviewer.name ?? ""))}</p>
        </>
      )}
      <p class="unseen" role="status">
        {stage === "over" ? texts.outcome(done, open.length) : stage === "sending" ? reviewTexts.sending : ""}
      </p>
      <div class="choices">
        {stage === "asking" && open.length > 0 && (
          <SureButton class={decision} onSure={() => void send(open)}>
            {open.length === 1 ? reviewTexts.confirmYes[decision] : texts.confirmYes[decision](open.length)}
          </SureButton>
        )}
        {stage === "over" && again.length > 0 && (
          <Press onPress={() => void send(again)}>{productTexts.tryAgain}</Press>
        )}
        <Press disabled={stage === "sending"} onPress={leave}>
          {stage === "over" ? texts.done : reviewTexts.back}
        </Press>
      </div>
    </Modal>
  );
}
