import { useCallback, useEffect, useState } from "preact/hooks";
import { focusHeading } from "../page/focus-heading.ts";
import { useNow } from "../page/moments.tsx";
import { setQuery, usePlace } from "../page/place.ts";
import { serviceTime } from "../page/service-clock.ts";
import { useShortcuts } from "../page/shortcuts.ts";
import type { ReviewerDecision } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { productTexts } from "../texts/product.ts";
import { PendingRow } from "./approval-row.tsx";
import { DecideDialog } from "./decide-dialog.tsx";
import { Empty } from "./empty.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { type Filters, isNarrowed, narrowed, queryOf, readFilters, writeFilters } from "./filters.ts";
import { GoneView } from "./gone-view.tsx";
import { MoreView } from "./more-view.tsx";
import { RecentDecisions } from "./recent-decisions.tsx";
import { focusedRow, focusRow, useKeptFocus } from "./rows-focus.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { usePending } from "./use-pending.ts";

interface Deciding {
  readonly decision: ReviewerDecision;
  readonly ids: readonly string[];
}

const none: ReadonlySet<string> = new Set();

/** What waits for a decision, the most urgent first; it decides, too, of several at once. */
export function InboxPage() {
  const { query } = usePlace();
  const { person } = useSignedIn();
  const filters = readFilters(query);
  const pending = usePending(filters.team === "" && !filters.mine ? null : queryOf(filters, person.id));
  const now = useNow();
  const [selected, setSelected] = useState(none);
  // Decided here: an index may go on listing them for a moment.
  const [handled, setHandled] = useState(none);
  const [deciding, setDeciding] = useState<Deciding>();
  const isOpen = ({ approvalRequestId: id }: { readonly approvalRequestId: string }) => !handled.has(id);
  const all = (pending.approvals ?? []).filter(isOpen);
  const shown = narrowed(all, filters, serviceTime());
  const ids = shown.map((each) => each.approvalRequestId);
  const picked = ids.filter((id) => selected.has(id));
  const narrow = pending.hasMore && isNarrowed(filters);
  const number = `${all.length}${pending.hasMore ? "+" : ""}`;

  useKeptFocus(ids);
  useEffect(focusHeading, []);
  useEffect(() => {
    document.title = pending.approvals ? texts.inboxPageTitle(number) : productTexts.product;
  }, [pending.approvals, number]);

  const change = (change: Partial<Filters>) => setQuery(writeFilters({ ...filters, ...change }));
  const pick = useCallback((ids: readonly string[], on: boolean) => {
    setSelected((before) => new Set([...before, ...ids].filter((id) => on || !ids.includes(id))));
  }, []);
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
      <FilterBar approvals={all} teams={person.teams} filters={filters} change={change} />
      <GoneView gone={pending.gone} own={handled} />
      {narrow && <MoreView pending={pending} count={all.length} narrowed />}
      {pending.approvals && (
        <>
          <ul class="list" id="pending">
            {shown.map((approval) => (
              <PendingRow
                key={approval.approvalRequestId}
                approval={approval}
                now={now}
                selected={selected.has(approval.approvalRequestId)}
                select={pick}
              />
            ))}
          </ul>
          {shown.length === 0 && <Empty filtered={all.length > 0} filters={filters} />}
        </>
      )}
      {pending.hasMore && !narrow && <MoreView pending={pending} count={all.length} narrowed={false} />}
      <RecentDecisions />
      {picked.length > 0 && (
        <SelectionBar
          count={picked.length}
          total={shown.length}
          selectAll={() => pick(ids, true)}
          clear={() => setSelected(none)}
          decide={decide}
        />
      )}
      {deciding && (
        <DecideDialog
          {...deciding}
          close={(over) => {
            setDeciding(undefined);
            pick(over, false);
            setHandled(new Set([...handled, ...over]));
            void pending.refresh();
          }}
        />
      )}
    </>
  );
}
