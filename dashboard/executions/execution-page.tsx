import { visibleText } from "../page/escapes.ts";
import { LocalTime, useNow } from "../page/moments.tsx";
import { PageHeading } from "../page/page-heading.tsx";
import { usePlace } from "../page/place.ts";
import { PlaceLink } from "../page/place-link.tsx";
import { Press } from "../page/press.tsx";
import { Section } from "../page/section.tsx";
import { Quoted, visibleNodes } from "../page/visible-text.tsx";
import { LongValue } from "../review/long-value.tsx";
import { executionTexts as texts } from "../texts/executions.ts";
import { productTexts } from "../texts/product.ts";
import { Strip } from "./strip.tsx";
import { type Happening, timeline } from "./timeline.ts";
import { useExecution } from "./use-execution.ts";
import { waitingSpans } from "./waiting.ts";

/** One execution, from its start to its end. */
export function ExecutionPage() {
  const executionId = usePlace().parts[1] ?? "";
  const { whole, trouble, loadMore } = useExecution(executionId);
  const now = useNow();
  const title = <PageHeading title={visibleText(executionId)}>{visibleNodes(executionId)}</PageHeading>;
  const back = (
    <p class="back">
      <PlaceLink to="executions">{texts.all}</PlaceLink>
    </p>
  );
  if (!whole)
    return (
      <>
        {back}
        {title}
        {trouble ? (
          <p class="warning" role="alert">
            {trouble.code === "execution_not_found" ? texts.unknown : trouble.detail}
          </p>
        ) : (
          <p role="status">{productTexts.loading}</p>
        )}
      </>
    );
  const { detail, approvals, entries, hasMore } = whole;
  const notes = detail.notes;
  const over = texts.ended[detail.status] !== undefined;
  const to = over ? Date.parse(detail.updatedAt) : now;
  return (
    <>
      {back}
      <header class="heading">
        <p class="eyebrow">
          <Quoted text={detail.agent} />
        </p>
        {title}
        <p class="state">
          <span class={`pill ${detail.status}`}>{texts.statuses[detail.status]}</span>
        </p>
      </header>
      <Strip from={Date.parse(detail.createdAt)} to={to} waiting={waitingSpans(approvals, now)} />
      <p class="warning" role="status">
        {trouble?.detail}
      </p>
      <Section title={texts.timeline}>
        <ol class="timeline">
          {timeline({ execution: detail, notes, approvals, entries }).map((each) => (
            <HappeningView key={each.key} happening={each} />
          ))}
        </ol>
        {hasMore && (
          <>
            <p class="kind">{texts.more}</p>
            <Press onPress={loadMore}>{productTexts.loadMore}</Press>
          </>
        )}
      </Section>
    </>
  );
}

function HappeningView({ happening }: { readonly happening: Happening }) {
  const { at, kind, words, note, approval, entry } = happening;
  const clear = (field: string) => entry?.disclosed[field]?.value;
  const who = clear("reviewerName") ?? clear("reviewer");
  const decision = kind === "decision" ? entry?.decision : undefined;
  return (
    <li class={`${kind} ${decision ?? ""}`.trim()}>
      <p class="head">
        <strong>{decision ? productTexts.status[decision as "approved"] : words}</strong>
        {who && (
          <span class="kind">
            {texts.by("")}
            <Quoted text={who} />
          </span>
        )}
      </p>
      <p class="kind tags">
        <LocalTime at={at} />
        {approval && (
          <PlaceLink to={`approvals/${encodeURIComponent(approval.approvalRequestId)}`}>
            {visibleNodes(approval.title ?? approval.approvalRequestId)}
          </PlaceLink>
        )}
        {note?.tags.map((tag) => (
          <span class="tag" key={tag}>
            {visibleNodes(tag)}
          </span>
        ))}
      </p>
      {note && (
        <LongValue text={note.message} name={visibleText(note.message.slice(0, 40))}>
          <div class="text" dir="auto">
            {visibleNodes(note.message)}
          </div>
        </LongValue>
      )}
      {kind === "decision" && clear("feedback") && (
        <blockquote class="text" dir="auto">
          {visibleNodes(clear("feedback") ?? "")}
        </blockquote>
      )}
    </li>
  );
}
