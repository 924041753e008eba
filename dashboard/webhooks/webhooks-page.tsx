import { useState } from "preact/hooks";
import { newKey } from "../page/call-service.ts";
import { visibleText } from "../page/escapes.ts";
import { ListFoot } from "../page/list-foot.tsx";
import { PageHeading } from "../page/page-heading.tsx";
import { PlaceLink } from "../page/place-link.tsx";
import { useList } from "../page/use-list.ts";
import { visibleNodes } from "../page/visible-text.tsx";
import type { Answered, Webhook } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { webhookTexts as texts } from "../texts/webhooks.ts";
import { SecretView } from "./secret-view.tsx";
import { WebhookState } from "./webhook-state.tsx";

/** Where events are sent. */
export function WebhooksPage() {
  const list = useList<Answered<"listWebhooks">, Webhook>("v1/webhooks?limit=50", (body) => body.webhooks);
  return (
    <>
      <PageHeading title={texts.title} />
      <p class="kind">{texts.explained}</p>
      <AddWebhook added={list.reload} />
      {list.items && list.items.length > 0 && (
        <ul class="list" id="webhooks">
          {list.items.map((webhook) => (
            <li key={webhook.webhookId}>
              <div class="row">
                <PlaceLink to={`webhooks/${encodeURIComponent(webhook.webhookId)}`}>
                  {visibleNodes(webhook.url)}
                </PlaceLink>
                <p class="kind">
                  {visibleNodes(webhook.description)}
                  {webhook.description && " · "}
                  {webhook.eventTypes?.join(", ") ?? texts.allTypes}
                </p>
              </div>
              <WebhookState webhook={webhook} />
            </li>
          ))}
        </ul>
      )}
      <ListFoot list={list} none={texts.none} />
    </>
  );
}

function AddWebhook({ added }: { readonly added: () => void }) {
  const { call } = useSignedIn();
  const [url, setUrl] = useState("");
  const [description, setDescription] = useState("");
  const [problem, setProblem] = useState("");
  const [secret, setSecret] = useState("");
  const [key, setKey] = useState(newKey);

  async function add(): Promise<void> {
    const body = { url: url.trim(), ...(description.trim() && { description: description.trim() }) };
    const answer = await call<Answered<"createWebhook">>("v1/webhooks", { body, key });
    // Another try is another request: its key stands for what was sent with it.
    setKey(newKey());
    setProblem(answer.ok ? "" : visibleText(answer.trouble.detail));
    if (!answer.ok) return;
    setSecret(answer.body.secret);
    setUrl("");
    setDescription("");
    added();
  }

  return (
    <details class="card">
      <summary>{texts.add}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <div class="fieldset">
          <label>
            {texts.url}
            <input type="url" required value={url} onInput={(event) => setUrl(event.currentTarget.value)} />
          </label>
          <label>
            {texts.description}
            <input maxLength={200} value={description} onInput={(event) => setDescription(event.currentTarget.value)} />
          </label>
        </div>
        <div role="alert">{problem && <p class="warning">{problem}</p>}</div>
        <div class="choices">
          <button type="submit">{texts.add}</button>
        </div>
      </form>
      {secret && <SecretView secret={secret} />}
    </details>
  );
}
