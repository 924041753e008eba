import { Press } from "../page/press.tsx";
import { auditTexts as texts } from "../texts/audit.ts";
import { shellTexts } from "../texts/shell.ts";
import { type AuditFilters, countFilters, fieldTime } from "./audit-query.ts";

interface Props {
  readonly filters: AuditFilters;
  readonly apply: (filters: AuditFilters) => void;
}

/** Where the fields stand beside each other, they leave the entries in sight. */
const roomy = "(min-width: 40rem)";
const none: AuditFilters = { from: "", to: "", type: "", reviewer: "", agent: "", approvalRequestId: "", order: "" };

/** What the trail is narrowed to. */
export function FilterForm({ filters, apply }: Props) {
  const known = filters.type === "" || filters.type in texts.types;
  const types = [...Object.entries(texts.types), ...(known ? [] : [[filters.type, filters.type] as const])];
  const text = (name: "reviewer" | "agent" | "approvalRequestId", label: string) => (
    <label>
      {label}
      <input name={name} autocomplete="off" defaultValue={filters[name]} />
    </label>
  );
  const time = (name: "from" | "to", label: string) => (
    <label>
      {label}
      <input type="datetime-local" name={name} defaultValue={fieldTime(filters[name])} />
    </label>
  );
  const set = countFilters(filters);
  return (
    // Anew whenever they are changed otherwise, as by a link.
    <details class="narrowing" key={JSON.stringify(filters)} open={set > 0 || matchMedia(roomy).matches}>
      <summary>{shellTexts.filters(set)}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const said = Object.fromEntries(new FormData(event.currentTarget)) as unknown as AuditFilters;
          apply({ ...said, from: instantOf(said.from), to: instantOf(said.to) });
        }}
      >
        <div class="fieldset">
          {time("from", texts.from)}
          {time("to", texts.to)}
          <label>
            {texts.type}
            <select name="type" defaultValue={filters.type}>
              <option value="">{texts.anyType}</option>
              {types.map(([type, words]) => (
                <option key={type} value={type} selected={type === filters.type}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          {text("reviewer", texts.reviewer)}
          {text("agent", texts.agent)}
          {text("approvalRequestId", texts.approval)}
          <label>
            {texts.order}
            <select name="order" defaultValue={filters.order}>
              <option value="" selected={filters.order !== "asc"}>
                {texts.newestFirst}
              </option>
              <option value="asc" selected={filters.order === "asc"}>
                {texts.oldestFirst}
              </option>
            </select>
          </label>
        </div>
        <div class="choices">
          <button type="submit">{shellTexts.apply}</button>
          <Press class="quiet" onPress={() => apply(none)}>
            {shellTexts.clear}
          </Press>
        </div>
      </form>
    </details>
  );
}

function instantOf(field: string): string {
  return field === "" ? "" : new Date(field).toISOString();
}
