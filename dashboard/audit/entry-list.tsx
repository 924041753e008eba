import type { ComponentChildren } from "preact";
import { LocalTime } from "../page/moments.tsx";
import { PlaceLink } from "../page/place-link.tsx";
import { Quoted, visibleNodes } from "../page/visible-text.tsx";
import type { AuditEntry } from "../page/wire.ts";
import { FieldsView } from "../review/json-view.tsx";
import { auditTexts as texts } from "../texts/audit.ts";
import { productTexts } from "../texts/product.ts";

interface Props {
  readonly entries: readonly AuditEntry[];
  /** Entries of many approvals name theirs. */
  readonly withApproval?: boolean;
  /** The one that a permanent link leads to. */
  readonly marked?: string | undefined;
}

/** Entries of the audit trail, in order. */
export function EntryList({ entries, withApproval = false, marked }: Props) {
  return (
    <ol class="trail">
      {entries.map((entry) => (
        <li key={entry.eventId} id={`entry-${entry.eventId}`} class={entry.eventId === marked ? "marked" : ""}>
          <EntryView entry={entry} withApproval={withApproval} />
        </li>
      ))}
    </ol>
  );
}

function EntryView({ entry, withApproval }: { readonly entry: AuditEntry; readonly withApproval: boolean }) {
  const { at, type, approvalRequestId, eventId, decision, meaning } = entry;
  const clear = disclosed(entry);
  const who = clear.reviewerName ?? clear.reviewer ?? entry.agent ?? entry.requestedBy?.id;
  return (
    <>
      <p class="head">
        <strong>{texts.types[type] ?? visibleNodes(type)}</strong>
        {decision && <span class={`pill ${decision}`}>{productTexts.status[decision as "approved"] ?? decision}</span>}
        {who && (
          <span class="kind">
            {texts.by("")}
            <Quoted text={who} />
          </span>
        )}
      </p>
      <p class="kind tags">
        <LocalTime at={at} />
        {withApproval && approvalRequestId !== null && (
          <PlaceLink to={`approvals/${encodeURIComponent(approvalRequestId)}`}>
            <Quoted text={approvalRequestId} />
          </PlaceLink>
        )}
        <PlaceLink to={permalink(approvalRequestId, eventId, at)} label={`${texts.permalink}: ${type}, ${at}`}>
          {texts.permalink}
        </PlaceLink>
      </p>
      {meaning && <p>{meaning}</p>}
      {clear.feedback && <Words title={texts.feedback}>{visibleNodes(clear.feedback)}</Words>}
      <details class="whole">
        <summary>{texts.whole}</summary>
        <FieldsView fields={whole(entry, clear)} />
      </details>
    </>
  );
}

function Words({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <>
      <p class="kind">{title}</p>
      <blockquote class="text" dir="auto">
        {children}
      </blockquote>
    </>
  );
}

function disclosed({ disclosed: opened }: AuditEntry): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(opened).map(([field, { value }]) => [field, value]));
}

/** Every field that says something; commitments that have been opened, as what they commit to. */
function whole(entry: AuditEntry, clear: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const { disclosed: _, ...fields } = entry;
  return Object.fromEntries(
    Object.entries({ ...fields, ...clear }).filter(
      ([name, value]) => value !== null && !(name === "detail" && Object.keys(entry.detail).length === 0),
    ),
  );
}

/** The times that are asked for end before their last one. */
function justAfter(at: string): string {
  return new Date(Date.parse(at) + 1).toISOString();
}

/** Where an entry can always be found: among its approval's, or at its time among all. */
function permalink(approvalRequestId: string | null, eventId: string, at: string): string {
  const where: Record<string, string> =
    approvalRequestId === null ? { from: at, to: justAfter(at) } : { approvalRequestId };
  return `audit?${new URLSearchParams({ ...where, entry: eventId })}`;
}
