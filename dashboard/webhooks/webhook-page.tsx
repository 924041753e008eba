import { useCallback, useEffect, useState } from "preact/hooks";
import { AskFirst } from "../page/ask-first.tsx";
import { newKey } from "../page/call-service.ts";
import { visibleText } from "../page/escapes.ts";
import { LocalTime } from "../page/moments.tsx";
import { PageHeading } from "../page/page-heading.tsx";
import { go, usePlace } from "../page/place.ts";
import { PlaceLink } from "../page/place-link.tsx";
import { Press } from "../page/press.tsx";
import { visibleNodes } from "../page/visible-text.tsx";
import type { Answered, Webhook } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { productTexts } from "../texts/product.ts";
import { webhookTexts as texts } from "../texts/webhooks.ts";
import { Deliveries } from "./deliveries.tsx";
import { SecretView } from "./secret-view.tsx";
import { WebhookState } from "./webhook-state.tsx";

/** One webhook: how it stands, what can be done with it, and what was sent. */
export function WebhookPage() {
  const { call } = useSignedIn();
  const path = `v1/webhooks/${encodeURIComponent(usePlace().parts[1] ?? "")}`;
  const [webhook, setWebhook] = useState<Webhook>();
  const [words, setWords] = useState({ text: "", wrong: false });
  const [secret, setSecret] = useState("");
  const [asking, setAsking] = useState<"rotate" | "remove">();
  const [sent, setSent] = useState(0);

  const load = useCallback(async () => {
    const answer = await call<Webhook>(path);
    if (answer.ok) setWebhook(answer.body);
    else setWords({ text: answer.trouble.detail, wrong: true });
  }, [call, path]);
  useEffect(() => void load(), [load]);

  /** Does something, and says what the service says of it. */
  async function run<Body>(
    below: string,
    options: { readonly method: "POST" | "PATCH" | "DELETE"; readonly body?: object },
    then: (body: Body) => void,
  ): Promise<void> {
    setAsking(undefined);
    const answer = await call<Body>(path + below, { ...options, key: newKey() });
    setWords({ text: answer.ok ? "" : visibleText(answer.trouble.detail), wrong: true });
    if (answer.ok) then(answer.body);
  }
  const test = () =>
    run("/test", { method: "POST" }, () => {
      setWords({ text: texts.tested, wrong: false });
      setSent(sent + 1);
    });
  const turn = (enabled: boolean) => run<Webhook>("", { method: "PATCH", body: { enabled } }, setWebhook);
  const rotate = () =>
    run<Answered<"rotateWebhookSecret">>("/rotate-secret", { method: "POST", body: {} }, (made) => {
      setSecret(made.secret);
      setWebhook(made);
    });
  const remove = () => run("", { method: "DELETE" }, () => go("webhooks"));

  const said = words.text && <p class={words.wrong ? "warning" : "kind"}>{words.text}</p>;
  return (
    <>
      <p class="back">
        <PlaceLink to="webhooks">{texts.all}</PlaceLink>
      </p>
      <PageHeading title={webhook ? visibleText(webhook.url) : texts.title}>
        {webhook && visibleNodes(webhook.url)}
      </PageHeading>
      <div role="status">{webhook ? said : (said ?? productTexts.loading)}</div>
      {webhook && (
        <>
          <WebhookState webhook={webhook} />
          <p class="kind">
            {visibleNodes(webhook.description)}
            {webhook.description && " · "}
            {webhook.eventTypes?.join(", ") ?? texts.allTypes}
          </p>
          {webhook.previousSecretUntil && (
            <p class="kind">
              {`${texts.oldUntil} `}
              <LocalTime at={webhook.previousSecretUntil} />
            </p>
          )}
          <div class="choices">
            <Press onPress={() => void test()}>{texts.test}</Press>
            <Press onPress={() => void turn(!webhook.enabled)}>{webhook.enabled ? texts.turnOff : texts.turnOn}</Press>
            <Press onPress={() => setAsking("rotate")}>{texts.rotate}</Press>
            <Press class="rejected" onPress={() => setAsking("remove")}>
              {texts.remove}
            </Press>
          </div>
          {secret && <SecretView secret={secret} />}
          <Deliveries key={sent} path={path} />
        </>
      )}
      {asking === "rotate" && (
        <AskFirst
          title={texts.rotateAsk}
          words={texts.rotateHelp}
          yes={texts.rotateYes}
          back={() => setAsking(undefined)}
          sure={() => void rotate()}
        />
      )}
      {asking === "remove" && (
        <AskFirst
          title={texts.removeAsk}
          words={texts.removeHelp}
          yes={texts.removeYes}
          back={() => setAsking(undefined)}
          sure={() => void remove()}
        />
      )}
    </>
  );
}
