import { inboxTexts as texts } from "../texts/inbox.ts";
import type { Filters } from "./filters.ts";

interface Props {
  /** Whether there is something that the filters leave out. */
  readonly filtered: boolean;
  readonly filters: Filters;
}

/** Says why there is nothing to see. */
export function Empty({ filtered, filters: { mine, team } }: Props) {
  const noTeam = !mine && team === "";
  const nothing = mine ? texts.empty : team === null ? texts.emptyAll : texts.emptyTeam;
  return (
    <div class="empty">
      <p>{noTeam ? texts.noTeam : filtered ? texts.noneLikeThis : nothing}</p>
      <p class="kind">{noTeam ? texts.noTeamHelp : texts.emptyHelp}</p>
    </div>
  );
}
