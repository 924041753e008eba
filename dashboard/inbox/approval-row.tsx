import { amountText } from "../page/amount.ts";
import { visibleText } from "../page/escapes.ts";
import { LocalTime, TimeLeft } from "../page/moments.tsx";
import { PlaceLink } from "../page/place-link.tsx";
import { Quoted, visibleNodes } from "../page/visible-text.tsx";
import type { ApprovalSummary } from "../page/wire.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { productTexts } from "../texts/product.ts";

/** Of an agent's own details, as many as fit on a line. */
const detailsShown = 4;

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
  readonly select: (selected: boolean) => void;
}

/** A request that waits. */
export function PendingRow({ approval, now, selected, select }: Pending) {
  const { agent, actionName, metadata, expiresAt, title, approvalRequestId } = approval;
  return (
    <li data-id={approvalRequestId} class={selected ? "selected" : ""}>
      <label class="pick">
        <input
          type="checkbox"
          checked={selected}
          aria-label={texts.select(visibleText(title ?? approvalRequestId))}
          onChange={(event) => select(event.currentTarget.checked)}
        />
      </label>
      <div class="row">
        <TitleLink approval={approval} />
        <p class="kind tags">
          <Quoted text={agent} />
          {actionName && <code>{visibleNodes(actionName)}</code>}
          {Object.entries(metadata)
            .slice(0, detailsShown)
            .map(([name, value]) => (
              <span class="tag" key={name}>
                {visibleNodes(`${name}: ${typeof value === "number" ? amountText(name, value, metadata) : value}`)}
              </span>
            ))}
        </p>
      </div>
      <TimeLeft class="left" expiresAt={expiresAt} now={now} />
    </li>
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
