import { useEffect, useMemo } from "preact/hooks";
import { visibleText } from "../page/escapes.ts";
import { focusHeading } from "../page/focus-heading.ts";
import { PlaceLink } from "../page/place-link.tsx";
import { Section } from "../page/section.tsx";
import { Quoted } from "../page/visible-text.tsx";
import type { Person, Review } from "../page/wire.ts";
import { productTexts } from "../texts/product.ts";
import { reviewTexts as texts } from "../texts/review.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { DeadEnd } from "./dead-end.tsx";
import { DecideForm } from "./decide-form.tsx";
import { HandOver } from "./hand-over.tsx";
import { HeadingView } from "./heading-view.tsx";
import { HistoryView } from "./history-view.tsx";
import { loadMarkdown } from "./markdown-view.tsx";
import { OutcomeView, outcomeSentence, UnsentView } from "./outcome-view.tsx";
import { RequestView } from "./request-view.tsx";
import type { DeskState, ReviewDesk } from "./review-desk.ts";
import { useReviewDesk } from "./use-review-desk.ts";

interface Props {
  readonly approvalRequestId: string;
  /** A review link's token; without one, whoever is signed in looks. */
  readonly token?: string | undefined;
  /** Who is signed in, where that is known. */
  readonly person?: Person | undefined;
}

/** One approval: what is asked, the decision, and what came of it. */
export function ApprovalPage({ approvalRequestId, token, person }: Props) {
  const [desk, state] = useReviewDesk(approvalRequestId, token);
  const { review, trouble, ended, asking } = state;
  const name = review && visibleText(review.approval.title ?? approvalRequestId);
  useEffect(() => {
    document.title = name ? productTexts.pageTitle(name) : productTexts.product;
    if (name) focusHeading();
  }, [name]);
  useEffect(() => void loadMarkdown().catch(() => {}), []);
  const signedIn = token === undefined;
  // It may be a megabyte, and does not change with every letter of the comment.
  const request = useMemo(
    () => review && <RequestView review={review} executionLink={(id) => <ExecutionName id={id} linked={signedIn} />} />,
    [review, signedIn],
  );

  if (!review)
    return (
      <div id="request">
        {trouble ? <DeadEnd trouble={trouble} byLink={token !== undefined} retry={desk.load} /> : <Loading />}
      </div>
    );
  const decision = <Decision desk={desk} state={state} review={review} byLink={!signedIn} />;
  // Who opens what has ended looks for what came of it; who was about to decide finds it where the form was.
  const endedBefore = ended !== undefined && !state.wasOpen;
  return (
    <div class="approval">
      {signedIn && (
        <p class="back">
          <PlaceLink to="">{texts.allApprovals}</PlaceLink>
        </p>
      )}
      <HeadingView approval={review.approval} whenOver={() => void desk.refresh()} />
      {endedBefore && decision}
      <div id="request">{request}</div>
      <p id="contact" class="warning" role="status">
        {state.outOfTouch ? texts.stale : ""}
      </p>
      {!endedBefore && decision}
      <p id="live" class="unseen" role="status">
        {spoken(state)}
      </p>
      {signedIn && (
        <div class="more">
          {!trouble && <HandOver desk={desk} review={review} person={person} />}
          <HistoryView approvalRequestId={approvalRequestId} version={review.approval.version} />
        </div>
      )}
      {asking && (
        <ConfirmDialog
          decision={asking}
          feedback={state.comment.trim()}
          review={review}
          confirm={() => desk.confirm(asking)}
          back={() => desk.ask(undefined)}
        />
      )}
    </div>
  );
}

function Loading() {
  return <p role="status">{productTexts.loading}</p>;
}

function ExecutionName({ id, linked }: { readonly id: string; readonly linked: boolean }) {
  if (!linked) return <Quoted text={id} />;
  return (
    <PlaceLink to={`executions/${encodeURIComponent(id)}`}>
      <Quoted text={id} />
    </PlaceLink>
  );
}

interface DecisionProps {
  readonly desk: ReviewDesk;
  readonly state: DeskState;
  readonly review: Review;
  readonly byLink: boolean;
}

function Decision({ desk, state, review, byLink }: DecisionProps) {
  const { ended, trouble, comment, commentKept } = state;
  return (
    <div id="decision">
      {ended ? (
        <OutcomeView approval={review.approval} meanings={review.meanings} {...ended} takesFocus={state.wasOpen} />
      ) : trouble ? (
        <>
          <DeadEnd trouble={trouble} byLink={byLink} retry={desk.load} />
          <UnsentView comment={comment.trim()} />
          {commentKept && <p>{texts.commentKept}</p>}
        </>
      ) : review.nonce === null ? (
        <Section title={texts.decide}>
          <p>{texts.onlyLook}</p>
        </Section>
      ) : (
        <DecideForm desk={desk} state={state} review={review} />
      )}
    </div>
  );
}

/** What somebody who listens is told of what happened by itself. */
function spoken({ review, ended, noteAdded }: DeskState): string {
  if (!review || !ended) return noteAdded ? texts.noteAdded : "";
  const { yours, missed = "" } = ended;
  return `${missed} ${outcomeSentence({ approval: review.approval, yours })}`.trim();
}
