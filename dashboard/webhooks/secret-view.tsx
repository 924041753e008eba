import { useEffect, useRef } from "preact/hooks";
import { webhookTexts as texts } from "../texts/webhooks.ts";

/** A secret that is shown once. */
export function SecretView({ secret }: { readonly secret: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [secret]);
  return (
    <section class="secret">
      <h2 tabIndex={-1} ref={heading}>
        {texts.secret}
      </h2>
      <p>
        <code>{secret}</code>
      </p>
      <p class="kind">{texts.secretHelp}</p>
    </section>
  );
}
