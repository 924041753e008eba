import { useEffect, useState } from "preact/hooks";
import { ListFoot } from "../page/list-foot.tsx";
import { numberText } from "../page/numbers.ts";
import { PageHeading } from "../page/page-heading.tsx";
import { setQuery, usePlace } from "../page/place.ts";
import { PlaceLink } from "../page/place-link.tsx";
import { Press } from "../page/press.tsx";
import { type List, useList } from "../page/use-list.ts";
import type { Answered, AuditEntry } from "../page/wire.ts";
import { auditTexts as texts } from "../texts/audit.ts";
import { type AuditFilters, auditQuery, readAuditFilters, writeAuditFilters } from "./audit-query.ts";
import { EntryList } from "./entry-list.tsx";
import { exportEntries, type Format } from "./export-entries.ts";
import { FilterForm } from "./filter-form.tsx";

/** The audit trail: who did what, and when. */
export function AuditPage() {
  const { query } = usePlace();
  const filters = readAuditFilters(query);
  const marked = query.get("entry") ?? undefined;
  const asked = auditQuery(filters);
  // An entry that is linked to stands among its approval's as they came.
  const order = marked !== undefined || filters.order === "asc" ? "asc" : "desc";
  const list = useList<Answered<"queryAudit">, AuditEntry>(
    `v1/audit?${new URLSearchParams([...asked, ["order", order], ["limit", marked ? "100" : "50"]])}`,
    (body) => body.entries,
  );
  const apply = (change: AuditFilters) => setQuery(writeAuditFilters(change));
  return (
    <>
      <PageHeading title={marked ? texts.oneEntry : texts.title} />
      {marked ? (
        <p>
          <PlaceLink to="audit">{texts.all}</PlaceLink>
        </p>
      ) : (
        <>
          <p class="kind">{texts.explained}</p>
          <FilterForm filters={filters} apply={apply} />
          <Exports query={asked} />
        </>
      )}
      {list.items && list.items.length > 0 && (
        <section class="card">
          <EntryList entries={list.items} withApproval marked={marked} />
        </section>
      )}
      <ListFoot list={list} none={marked ? texts.missingEntry : texts.none} />
      {marked && list.items && <ShowMarked eventId={marked} list={list} />}
    </>
  );
}

/** Brings the entry that was linked to before the reader's eyes, however far down the list it stands. */
function ShowMarked({ eventId, list }: { readonly eventId: string; readonly list: List<AuditEntry> }) {
  const { items = [], loadMore, loading } = list;
  const found = items.some((entry) => entry.eventId === eventId);
  useEffect(() => {
    if (found) document.getElementById(`entry-${eventId}`)?.scrollIntoView({ block: "center" });
    else loadMore?.();
  }, [eventId, found, items.length]);
  if (found || loading || loadMore || items.length === 0) return null;
  return <p class="warning">{texts.missingEntry}</p>;
}

function Exports({ query }: { readonly query: URLSearchParams }) {
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState(false);

  async function run(format: Format): Promise<void> {
    setBusy(true);
    try {
      const progress = (entries: number) => setWords(texts.exporting(numberText(entries)));
      const { entries, cut } = await exportEntries(query, format, progress);
      const number = numberText(entries);
      setWords(cut ? texts.exportCut(number) : texts.exported(number));
    } catch (error) {
      setWords((error as Error).message);
    }
    setBusy(false);
  }

  return (
    <div class="exports">
      {(["csv", "ndjson"] as const).map((format) => (
        <Press key={format} class="quiet" disabled={busy} onPress={() => void run(format)}>
          {texts[format]}
        </Press>
      ))}
      <p class="kind" role="status">
        {words}
      </p>
    </div>
  );
}
