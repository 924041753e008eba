import { LocalTime } from "../page/moments.tsx";
import type { Webhook } from "../page/wire.ts";
import { webhookTexts as texts } from "../texts/webhooks.ts";

/** Whether anything is sent, and whether it arrives. */
export function WebhookState({ webhook }: { readonly webhook: Webhook }) {
  const { enabled, disabledBecause, failingSince } = webhook;
  return (
    <p class="state">
      <span class={`pill ${enabled ? "succeeded" : ""}`}>{enabled ? texts.on : texts.off}</span>
      {disabledBecause && <span class="now">{texts.because[disabledBecause]}</span>}
      {failingSince && (
        <span class="now">
          {`${texts.failingSince} `}
          <LocalTime at={failingSince} />
        </span>
      )}
    </p>
  );
}
