import { useMemo } from "preact/hooks";
import { amountText, isAmount } from "../page/amount.ts";
import { visibleText } from "../page/escapes.ts";
import { LocalTime, steadyNow, TimeLeft } from "../page/moments.tsx";
import { PlaceLink } from "../page/place-link.tsx";
import { Quoted, visibleNodes } from "../page/visible-text.tsx";
import type { ApprovalSummary } from "../page/wire.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { productTexts } from "../texts/product.ts";

/** Of an agent's own details, as many as fit on a line. */
const detailsShown = 4;

/** A currency is told with its amount. */
function shownDetails(metadata: ApprovalSummary["metadata"]) {
  const amounts = Object.entries(metadata).some(([name, value]) => isAmount(name, value, metadata));
  return Object.entries(metadata).filter(([name]) => name !== "currency" || !amounts);
}

function TitleLink({ approval: { approvalRequestId, title } }: { readonly approval: ApprovalSummary }) {
  return (
    <PlaceLink to={`approvals/${encodeURIComponent(approvalRequestId)}`} dir="auto">
      {visibleNodes(title ?? approvalRequestId)}
    </PlaceLink>
  );
}

interface Pending {
  readonly approval: ApprovalSummary;
  readonly now: number;
  readonly selected: boolean;
  readonly select: (ids: readonly string[], on: boolean) => void;
}

/** A request that waits. */
export function PendingRow({ approval, now, selected, select }: Pending) {
  const { expiresAt, title, approvalRequestId } = approval;
  // Of thousands of rows, those are drawn anew whose words change, and not every second all.
  const shown = steadyNow(expiresAt, now);
  return useMemo(
    () => (
      <li data-id={approvalRequestId} class={selected ? "selected" : ""}>
        <label class="pick">
          <input
            type="checkbox"
            checked={selected}
            aria-label={texts.select(visibleText(title ?? approvalRequestId))}
            onChange={(event) => select([approvalRequestId], event.currentTarget.checked)}
          />
        </label>
        <About approval={approval} />
        <TimeLeft class="left" expiresAt={expiresAt} now={shown} />
      </li>
    ),
    [approval, shown, selected, select],
  );
}

function About({ approval }: Pick<Pending, "approval">) {
  const { agent, actionName, metadata } = approval;
  return (
    <div class="row">
      <TitleLink approval={approval} />
      <p class="kind tags">
        <Quoted text={agent} />
        {actionName && <code>{visibleNodes(actionName)}</code>}
        {shownDetails(metadata)
          .slice(0, detailsShown)
          .map(([name, value]) => (
            <span class="tag" key={name}>
              {visibleNodes(`${name}: ${typeof value === "number" ? amountText(name, value, metadata) : value}`)}
            </span>
          ))}
      </p>
    </div>
  );
}

/** A request that has ended. */
export function EndedRow({ approval }: { readonly approval: ApprovalSummary }) {
  const { status, reviewer, decidedAt } = approval;
  return (
    <li>
      <div class="row">
        <TitleLink approval={approval} />
        <p class="kind">
          {reviewer && (
            <>
              {texts.by("")}
              <Quoted text={reviewer.name} />
              {" · "}
            </>
          )}
          {decidedAt && <LocalTime at={decidedAt} />}
        </p>
      </div>
      <span class={`pill ${status}`}>{productTexts.status[status]}</span>
    </li>
  );
}
