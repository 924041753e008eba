import { useState } from "preact/hooks";
import { newKey } from "../page/call-service.ts";
import { visibleText } from "../page/escapes.ts";
import { ListFoot } from "../page/list-foot.tsx";
import { LocalTime } from "../page/moments.tsx";
import { numberText } from "../page/numbers.ts";
import { PlaceLink } from "../page/place-link.tsx";
import { Press } from "../page/press.tsx";
import { Section } from "../page/section.tsx";
import { useList } from "../page/use-list.ts";
import { visibleNodes } from "../page/visible-text.tsx";
import type { Answered, Delivery } from "../page/wire.ts";
import { useSignedIn } from "../shell/signed-in.ts";
import { webhookTexts as texts } from "../texts/webhooks.ts";

/** What was sent to a webhook, with every attempt; and the ways to have it sent again. */
export function Deliveries({ path }: { readonly path: string }) {
  const { call } = useSignedIn();
  const [status, setStatus] = useState("");
  const [words, setWords] = useState("");
  const list = useList<Answered<"listWebhookDeliveries">, Delivery>(
    `${path}/deliveries?limit=50${status && `&status=${status}`}`,
    (body) => body.deliveries,
  );

  async function again(deliveryId: string): Promise<void> {
    const below = `${path}/deliveries/${encodeURIComponent(deliveryId)}/redeliver`;
    const answer = await call<Delivery>(below, { method: "POST", key: newKey() });
    setWords(answer.ok ? texts.redelivered(1) : visibleText(answer.trouble.detail));
    list.reload();
  }
  /** A hundred at a time, as the service takes them. */
  async function allAgain(): Promise<void> {
    let queued = 0;
    let cursor: string | null | undefined;
    do {
      const body = { status: "failed", ...(cursor && { cursor }) };
      const answer = await call<Answered<"redeliverWebhook">>(`${path}/redeliver`, { body, key: newKey() });
      if (!answer.ok) return setWords(visibleText(answer.trouble.detail));
      queued += answer.body.queued;
      cursor = answer.body.nextCursor;
    } while (cursor);
    setWords(texts.redelivered(queued));
    list.reload();
  }

  return (
    <Section title={texts.deliveries}>
      <p class="kind">{texts.deliveriesHelp}</p>
      <div class="exports">
        <fieldset class="switch">
          <legend class="unseen">{texts.deliveries}</legend>
          {["", ...Object.keys(texts.status)].map((each) => (
            <label key={each}>
              <input type="radio" name="status" checked={each === status} onChange={() => setStatus(each)} />
              <span>{texts.status[each] ?? texts.anyStatus}</span>
            </label>
          ))}
        </fieldset>
        <Press class="quiet" onPress={() => void allAgain()}>
          {texts.redeliverFailed}
        </Press>
        <p class="kind" role="status">
          {words}
        </p>
      </div>
      <ol class="trail" id="deliveries">
        {list.items?.map((delivery) => (
          <li key={delivery.deliveryId}>
            <DeliveryView delivery={delivery} again={() => void again(delivery.deliveryId)} />
          </li>
        ))}
      </ol>
      <ListFoot list={list} none={texts.noDeliveries} />
    </Section>
  );
}

function DeliveryView({ delivery, again }: { readonly delivery: Delivery; readonly again: () => void }) {
  const { type, status, createdAt, approvalRequestId, nextAttemptAt, attempts } = delivery;
  return (
    <>
      <p class="head">
        <strong>{type}</strong>
        <span class={`pill ${status === "pending" ? "" : status}`}>{texts.status[status]}</span>
        {status !== "pending" && (
          <Press class="quiet" onPress={again}>
            {texts.redeliver}
            <span class="unseen">{` ${type}`}</span>
          </Press>
        )}
      </p>
      <p class="kind tags">
        <LocalTime at={createdAt} />
        {approvalRequestId !== null && (
          <PlaceLink to={`approvals/${encodeURIComponent(approvalRequestId)}`}>
            {visibleNodes(approvalRequestId)}
          </PlaceLink>
        )}
        {nextAttemptAt && attempts.length > 0 && (
          <span>
            {`${texts.next} `}
            <LocalTime at={nextAttemptAt} />
          </span>
        )}
      </p>
      {attempts.length > 0 && (
        <details>
          <summary>{texts.attempts(attempts.length)}</summary>
          <ul>
            {attempts.map(({ at, outcome, responseStatus, reason, latencyMs }) => (
              <li key={at}>
                <LocalTime at={at} />
                {`: ${texts.outcome[outcome]}, ${[responseStatus, reason && visibleText(reason)].filter(Boolean).join(", ")}, ${texts.took(numberText(latencyMs))}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
