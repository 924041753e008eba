import { visibleText } from "../page/escapes.ts";
import type { ApprovalSummary } from "../page/wire.ts";
import { inboxTexts as texts } from "../texts/inbox.ts";
import { shellTexts } from "../texts/shell.ts";
import { countFilters, type Filters } from "./filters.ts";

interface Props {
  /** Everything that waits: what there is to choose from. */
  readonly approvals: readonly ApprovalSummary[];
  /** Names of the reader's own teams. */
  readonly teams: readonly string[];
  readonly filters: Filters;
  readonly change: (change: Partial<Filters>) => void;
}

const ages = ["1", "4", "24", "72"];

/** Whose requests, which ones, and a search in them. */
export function FilterBar({ approvals, teams, filters, change }: Props) {
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
        {choices(teams, filters.team).map(({ mine, team, words }) => (
          <label key={words}>
            <input
              type="radio"
              name="whose"
              checked={filters.mine === mine && (mine || filters.team === team)}
              onChange={() => change({ mine, team })}
            />
            <span>{words}</span>
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
        <summary>{shellTexts.filters(active)}</summary>
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

/** Mine, my team's, everybody's; of several teams each by its name, and so another's that the address names. */
function choices(own: readonly string[], asked: string | null) {
  const teams = asked === null || own.includes(asked) ? own : [...own, asked];
  const [first = ""] = own;
  const named = teams.length > 1 || (asked !== null && asked !== first);
  return [
    { mine: true, team: null, words: texts.mine },
    ...(named ? teams.filter(Boolean) : [first]).map((team) => ({
      ...{ mine: false, team },
      words: named ? texts.teams(visibleText(team)) : texts.myTeams,
    })),
    { mine: false, team: null, words: texts.everybodys },
  ];
}

function distinct(values: readonly (string | null)[]): readonly [string, string][] {
  const found = new Set(values.filter((value): value is string => value !== null));
  return [...found].sort().map((value) => [value, value]);
}
