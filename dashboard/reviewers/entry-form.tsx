import { useState } from "preact/hooks";
import { Modal } from "../page/modal.tsx";
import { Press } from "../page/press.tsx";
import type { Reviewer } from "../page/wire.ts";
import { reviewerTexts as texts } from "../texts/reviewers.ts";
import { shellTexts } from "../texts/shell.ts";

interface Props {
  /** The entry as it is; undefined for a new one. */
  readonly entry: Reviewer | undefined;
  /** Names of the teams that there are. */
  readonly teams: readonly string[];
  /** Answers what is wrong; undefined when nothing is. */
  readonly save: (entry: Reviewer) => Promise<string | undefined>;
  readonly back: () => void;
}

const channels = Object.keys(texts.channel) as Reviewer["channels"];
const optional = ["email", "slackUser", "pagerdutyService", "teamsWorkflow"] as const;

/** One reviewer's entry, to be written. */
export function EntryForm({ entry, teams, save, back }: Props) {
  const [problem, setProblem] = useState("");

  async function submit(form: HTMLFormElement): Promise<void> {
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const wrong = await save({
      id: entry?.id ?? text("id"),
      name: text("name"),
      email: text("email") || null,
      slackUser: text("slackUser") || null,
      pagerdutyService: text("pagerdutyService") || null,
      teamsWorkflow: text("teamsWorkflow") || null,
      timeZone: text("timeZone") || "UTC",
      locale: text("locale") || "en-GB",
      channels: channels.filter((channel) => data.has(channel)),
      teams: [
        ...new Set(
          text("teamNames")
            .split(",")
            .map((team) => team.trim())
            .filter(Boolean),
        ),
      ],
    });
    setProblem(wrong ?? "");
  }

  return (
    <Modal title={entry ? texts.editOf(entry.name) : texts.add} onClose={back}>
      <form
        class="entry"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <div class="fieldset">
          {!entry && (
            <label>
              {texts.id}
              <input name="id" required autocomplete="off" />
            </label>
          )}
          <label>
            {texts.name}
            <input name="name" required autocomplete="off" defaultValue={entry?.name} />
          </label>
          {optional.map((name) => (
            <label key={name}>
              {texts[name]}
              <input name={name} autocomplete="off" defaultValue={entry?.[name] ?? ""} />
            </label>
          ))}
          <label>
            {texts.teams}
            <input name="teamNames" list="team-names" autocomplete="off" defaultValue={entry?.teams.join(", ")} />
          </label>
          <label>
            {texts.timeZone}
            <input name="timeZone" list="zones" defaultValue={entry?.timeZone ?? "UTC"} />
          </label>
          <label>
            {texts.locale}
            <input name="locale" defaultValue={entry?.locale ?? "en-GB"} />
          </label>
        </div>
        <datalist id="zones">
          {Intl.supportedValuesOf("timeZone").map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <datalist id="team-names">
          {teams.map((team) => (
            <option key={team} value={team} />
          ))}
        </datalist>
        <fieldset class="checks">
          <legend>{texts.channels}</legend>
          {channels.map((channel) => (
            <label class="check" key={channel}>
              <input type="checkbox" name={channel} defaultChecked={entry?.channels.includes(channel)} />
              {texts.channel[channel]}
            </label>
          ))}
        </fieldset>
        <div role="alert">{problem && <p class="warning">{problem}</p>}</div>
        <div class="choices">
          <button type="submit" class="sure">
            {texts.save}
          </button>
          <Press onPress={back}>{shellTexts.back}</Press>
        </div>
      </form>
    </Modal>
  );
}
