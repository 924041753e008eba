import { useEffect, useRef } from "preact/hooks";
import { visibleText } from "../page/escapes.ts";
import { LocalTime, TimeLeft, useNow } from "../page/moments.tsx";
import { visibleNodes } from "../page/visible-text.tsx";
import type { ApprovalResponse } from "../page/wire.ts";
import { productTexts } from "../texts/product.ts";
import { reviewTexts as texts } from "../texts/review.ts";

interface Props {
  readonly approval: ApprovalResponse;
  readonly whenOver: () => void;
}

/** What the page is about, and how it stands. */
export function HeadingView({ approval, whenOver }: Props) {
  const { title, approvalRequestId, agent, status, expiresAt } = approval;
  const pending = status === "pending";
  return (
    <header class="heading">
      <p class="eyebrow">{pending ? texts.asks(visibleText(agent)) : texts.asked(visibleText(agent))}</p>
      <h1 dir="auto" tabIndex={-1}>
        {visibleNodes(title ?? approvalRequestId)}
      </h1>
      <p class="state">
        <span class={`pill ${status}`}>{productTexts.status[status]}</span>
        {pending && <Countdown expiresAt={expiresAt} whenOver={whenOver} />}
        {pending && (
          <span class="kind">
            {`${productTexts.until} `}
            <LocalTime at={expiresAt} withZone />
          </span>
        )}
      </p>
    </header>
  );
}

/** Counts down by the service's clock; says once when the time is up. */
function Countdown({ expiresAt, whenOver }: { readonly expiresAt: string; readonly whenOver: () => void }) {
  const now = useNow();
  const isOver = Date.parse(expiresAt) <= now;
  const act = useRef(whenOver);
  act.current = whenOver;
  useEffect(() => {
    if (isOver) act.current();
  }, [isOver]);
  return (
    <strong role="timer" id="left">
      <TimeLeft expiresAt={expiresAt} now={now} />
    </strong>
  );
}
