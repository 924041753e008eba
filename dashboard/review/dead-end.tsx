import type { ComponentChildren } from "preact";
import { visibleText } from "../page/escapes.ts";
import { addressOf } from "../page/place.ts";
import { Press } from "../page/press.tsx";
import { SignInOffer, useSignInChoice } from "../page/sign-in-offer.tsx";
import type { Trouble } from "../page/wire.ts";
import { productTexts } from "../texts/product.ts";
import { reviewTexts as texts } from "../texts/review.ts";

function InboxLink() {
  return (
    <p>
      <a href={addressOf("")}>{texts.openInbox}</a>
    </p>
  );
}

function Explanation({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="card" role="alert">
      <h1>{title}</h1>
      {children}
    </section>
  );
}

/** For somebody who came without a link's token and is not signed in, or not any more. */
export function SignInNeeded() {
  const choice = useSignInChoice();
  const otherwise = (
    <>
      <p>{texts.signInHelp}</p>
      <InboxLink />
    </>
  );
  if (!choice.answer) return <p role="status">{productTexts.loading}</p>;
  return (
    <Explanation title={texts.signInNeeded}>
      <SignInOffer {...choice} words={texts.signInBelow} otherwise={otherwise} />
    </Explanation>
  );
}

interface Props {
  readonly trouble: Trouble;
  /** A link's token opened the page: no sign-in mends what happens to it. */
  readonly byLink: boolean;
  readonly retry: () => void;
}

/** Why there is nothing to see, and what helps. */
export function DeadEnd({ trouble, byLink, retry }: Props) {
  const { code, detail } = trouble;
  const words = <p>{visibleText(detail)}</p>;
  switch (code) {
    case "unauthenticated":
      if (!byLink) return <SignInNeeded />;
      return (
        <Explanation title={texts.deadLink}>
          {words}
          <p class="kind">{texts.deadLinkHelp}</p>
        </Explanation>
      );
    case "link_superseded":
      return <Explanation title={texts.superseded}>{words}</Explanation>;
    case "reassigned":
      return <Explanation title={texts.reassigned}>{words}</Explanation>;
    case "approval_not_found":
      return (
        <Explanation title={texts.unknownRequest}>
          {words}
          <InboxLink />
        </Explanation>
      );
    case "forbidden":
    case "not_a_reviewer":
      return <Explanation title={texts.notForYou}>{words}</Explanation>;
    default:
      return (
        <Explanation title={texts.broken}>
          {words}
          <Press onPress={retry}>{productTexts.tryAgain}</Press>
        </Explanation>
      );
  }
}
