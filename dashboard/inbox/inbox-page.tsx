import { useEffect, useState } from "preact/hooks";
import { focusHeading } from "../page/focus-heading.ts";
import { useNow } from "../page/moments.tsx";
import { setQuery, usePlace } from "../page/place.ts";
import { Press } from "../page/press.tsx";
import { serviceTime } from "../page/service-clock.ts";
import { useShortcuts } from "../page/shortcuts.ts";
import type { ReviewerDecision } from "../page/wire.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { productTexts } from "../texts/product.ts";
import { PendingRow } from "./approval-row.tsx";
import { DecideDialog } from "./decide-dialog.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { type Filters, narrowed, readFilters, writeFilters } from "./filters.ts";
import { RecentDecisions } from "./recent-decisions.tsx";
import { focusedRow, focusRow } from "./rows-focus.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { usePending } from "./use-pending.ts";

interface Deciding {
  readonly decision: ReviewerDecision;
  readonly ids: readonly string[];
}

/** What waits for a decision, the most urgent first; it decides, too, of several at once. */
export function InboxPage() {
  const { query } = usePlace();
  const filters = readFilters(query);
  const pending = usePending(filters.mine);
  const now = useNow();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deciding, setDeciding] = useState<Deciding>();
  const all = pending.approvals ?? [];
  const shown = narrowed(all, filters, serviceTime());
  const picked = shown.filter(({ approvalRequestId: id }) => selected.has(id)).map((each) => each.approvalRequestId);
  const number = `${all.length}${pending.hasMore ? "+" : ""}`;

  useEffect(focusHeading, []);
  useEffect(() => {
    document.title = pending.approvals ? texts.inboxPageTitle(number) : productTexts.product;
  }, [pending.approvals, number]);

  const change = (change: Partial<Filters>) => setQuery(writeFilters({ ...filters, ...change }));
  const pick = (ids: readonly string[], on: boolean) => {
    const next = new Set(selected);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    setSelected(next);
  };
  /** What is selected, or else the request that has the focus. */
  const decide = (decision: ReviewerDecision) => {
    const row = focusedRow();
    const ids = picked.length > 0 ? picked : row === undefined ? [] : [row];
    if (ids.length > 0) setDeciding({ decision, ids });
  };
  useShortcuts({
    j: () => focusRow(1),
    k: () => focusRow(-1),
    x: () => {
      const row = focusedRow();
      if (row !== undefined) pick([row], !selected.has(row));
    },
    a: () => decide("approved"),
    r: () => decide("rejected"),
    c: () => decide("request_changes"),
    "/": () => document.querySelector<HTMLElement>("#search")?.focus(),
  });

  const counted = shown.length === all.length ? texts.count(number) : texts.countOf(shown.length, number);
  return (
    <>
      <h1>{texts.inboxTitle}</h1>
      <p id="count" role="status">
        {pending.approvals === undefined ? productTexts.loading : all.length === 0 ? "" : counted}
      </p>
      <p class="warning" role="alert">
        {pending.problem && texts.listFailed(pending.problem)}
      </p>
      {pending.approvals && (
        <>
          <FilterBar approvals={all} filters={filters} change={change} />
          <ul class="list" id="pending">
            {shown.map((approval) => (
              <PendingRow
                key={approval.approvalRequestId}
                approval={approval}
                now={now}
                selected={selected.has(approval.approvalRequestId)}
                select={(on) => pick([approval.approvalRequestId], on)}
              />
            ))}
          </ul>
          {shown.length === 0 && <Empty filtered={all.length > 0} />}
        </>
      )}
      {pending.hasMore && <Press onPress={pending.loadMore}>{texts.loadMore}</Press>}
      <RecentDecisions />
      {picked.length > 0 && (
        <SelectionBar
          count={picked.length}
          total={shown.length}
          selectAll={() =>
            pick(
              shown.map((each) => each.approvalRequestId),
              true,
            )
          }
          clear={() => setSelected(new Set())}
          decide={decide}
        />
      )}
      {deciding && (
        <DecideDialog
          {...deciding}
          close={() => {
            setDeciding(undefined);
            setSelected(new Set());
            void pending.refresh();
          }}
        />
      )}
    </>
  );
}

function Empty({ filtered }: { readonly filtered: boolean }) {
  return (
    <div class="empty">
      <p>{filtered ? texts.noneLikeThis : texts.empty}</p>
      <p class="kind">{texts.emptyHelp}</p>
    </div>
  );
}
