import type { ApprovalSummary } from "../page/wire.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { countFilters, type Filters } from "./filters.ts";

interface Props {
  /** Everything that waits: what there is to choose from. */
  readonly approvals: readonly ApprovalSummary[];
  readonly filters: Filters;
  readonly change: (change: Partial<Filters>) => void;
}

const ages = ["1", "4", "24", "72"];

/** Whose requests, which ones, and a search in them. */
export function FilterBar({ approvals, filters, change }: Props) {
  const active = countFilters(filters);
  const one = (
    name: "agent" | "action" | "field" | "olderHours",
    label: string,
    options: readonly [string, string][],
  ) => (
    <label>
      {label}
      <select value={filters[name]} onChange={(event) => change({ [name]: event.currentTarget.value })}>
        <option value="">{name === "field" ? texts.noField : texts.any}</option>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <search class="filters">
      <fieldset class="switch">
        <legend class="unseen">{texts.whose}</legend>
        {([false, true] as const).map((mine) => (
          <label key={String(mine)}>
            <input type="radio" name="whose" checked={filters.mine === mine} onChange={() => change({ mine })} />
            <span>{mine ? texts.mine : texts.everybodys}</span>
          </label>
        ))}
      </fieldset>
      <input
        type="search"
        id="search"
        aria-label={texts.search}
        placeholder={texts.search}
        value={filters.search}
        onInput={(event) => change({ search: event.currentTarget.value })}
      />
      <details>
        <summary>{texts.filters(active)}</summary>
        <div class="fieldset">
          {one("agent", texts.agent, distinct(approvals.map(({ agent }) => agent)))}
          {one("action", texts.action, distinct(approvals.map(({ actionName }) => actionName)))}
          {one(
            "olderHours",
            texts.age,
            ages.map((hours) => [hours, texts.olderThan(hours)]),
          )}
          {one("field", texts.field, distinct(approvals.flatMap(({ metadata }) => Object.keys(metadata))))}
          <label>
            {texts.value}
            <input
              type="text"
              value={filters.value}
              disabled={filters.field === ""}
              onInput={(event) => change({ value: event.currentTarget.value })}
            />
          </label>
        </div>
      </details>
    </search>
  );
}

function distinct(values: readonly (string | null)[]): readonly [string, string][] {
  const found = new Set(values.filter((value): value is string => value !== null));
  return [...found].sort().map((value) => [value, value]);
}
