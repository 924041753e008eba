import { useCallback, useEffect, useState } from "preact/hooks";
import { AskFirst } from "../page/ask-first.tsx";
import { visibleText } from "../page/escapes.ts";
import { PageHeading } from "../page/page-heading.tsx";
import { Press } from "../page/press.tsx";
import { visibleNodes } from "../page/visible-text.tsx";
import type { Answered, Reviewer } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { productTexts } from "../texts/product.ts";
import { reviewerTexts as texts } from "../texts/reviewers.ts";
import { EntryForm } from "./entry-form.tsx";

/** The directory of reviewers: how each is told that something waits. */
export function ReviewersPage() {
  const { call } = useSignedIn();
  const [reviewers, setReviewers] = useState<readonly Reviewer[]>();
  const [words, setWords] = useState({ text: "", wrong: false });
  const [editing, setEditing] = useState<Reviewer | "new">();
  const [removing, setRemoving] = useState<Reviewer>();

  const load = useCallback(async () => {
    const answer = await call<Answered<"listReviewers">>("v1/reviewers");
    if (answer.ok) setReviewers(answer.body.reviewers);
    else setWords({ text: answer.trouble.detail, wrong: true });
  }, [call]);
  useEffect(() => void load(), [load]);

  async function save({ id, ...entry }: Reviewer): Promise<string | undefined> {
    const answer = await call(`v1/reviewers/${encodeURIComponent(id)}`, { method: "PUT", body: entry });
    if (!answer.ok) return visibleText(answer.trouble.detail);
    setEditing(undefined);
    setWords({ text: texts.saved, wrong: false });
    await load();
    return undefined;
  }
  async function remove({ id }: Reviewer): Promise<void> {
    setRemoving(undefined);
    const answer = await call(`v1/reviewers/${encodeURIComponent(id)}`, { method: "DELETE" });
    setWords(answer.ok ? { text: texts.saved, wrong: false } : { text: answer.trouble.detail, wrong: true });
    await load();
  }

  return (
    <>
      <PageHeading title={texts.title} />
      <p class="kind">{texts.explained}</p>
      <div role="status">
        {words.text && <p class={words.wrong ? "warning" : "kind"}>{words.text}</p>}
        {!reviewers && !words.wrong && <p>{productTexts.loading}</p>}
      </div>
      <Press onPress={() => setEditing("new")}>{texts.add}</Press>
      {reviewers?.length === 0 && <p class="empty">{texts.none}</p>}
      {reviewers && reviewers.length > 0 && (
        <ul class="list" id="reviewers">
          {reviewers.map((reviewer) => (
            <li key={reviewer.id}>
              <div class="row">
                <strong>{visibleNodes(reviewer.name)}</strong>
                <p class="kind tags">
                  <span>{visibleNodes(reviewer.id)}</span>
                  {reviewer.channels.length === 0 && <span>{texts.noChannels}</span>}
                  {reviewer.channels.map((channel) => (
                    <span class="tag" key={channel}>
                      {texts.channel[channel]}
                    </span>
                  ))}
                  {reviewer.teams.map((team) => (
                    <span key={team}>{texts.team(visibleText(team))}</span>
                  ))}
                  <span>{reviewer.timeZone}</span>
                </p>
              </div>
              <div class="tags">
                <Press
                  class="quiet"
                  aria-label={texts.editOf(visibleText(reviewer.name))}
                  onPress={() => setEditing(reviewer)}
                >
                  {texts.edit}
                </Press>
                <Press class="quiet" onPress={() => setRemoving(reviewer)}>
                  {texts.remove}
                  <span class="unseen">{` ${visibleText(reviewer.name)}`}</span>
                </Press>
              </div>
            </li>
          ))}
        </ul>
      )}
      {editing && (
        <EntryForm
          entry={editing === "new" ? undefined : editing}
          teams={[...new Set(reviewers?.flatMap(({ teams }) => teams))].sort()}
          save={save}
          back={() => setEditing(undefined)}
        />
      )}
      {removing && (
        <AskFirst
          title={texts.removeAsk(visibleText(removing.name))}
          words={texts.removeHelp}
          yes={texts.removeYes}
          back={() => setRemoving(undefined)}
          sure={() => void remove(removing)}
        />
      )}
    </>
  );
}
