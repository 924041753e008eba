import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { productTexts as texts } from "../texts/product.ts";
import { type Answer, callService } from "./call-service.ts";
import { goToIssuer } from "./issuer-sign-in.ts";
import { root } from "./place.ts";
import { Press } from "./press.tsx";
import type { SignInPage } from "./wire.ts";

export interface SignInChoice {
  /** Undefined until the service has said how people sign in. */
  readonly answer: Answer<SignInPage> | undefined;
  readonly ask: () => Promise<void>;
}

/** Asks the service how people sign in here. */
export function useSignInChoice(): SignInChoice {
  const [answer, setAnswer] = useState<Answer<SignInPage>>();
  const ask = async () => setAnswer(await callService<SignInPage>("v1/sign-in"));
  useEffect(() => void ask(), []);
  return { answer, ask };
}

interface Offer extends SignInChoice {
  /** Shown with the button. */
  readonly words: string;
  /** Shown where people sign in otherwise than on an issuer's page. */
  readonly otherwise: ComponentChildren;
}

/** How to sign in here: a button that leads to the issuer's page, where there is one, and back to this one. */
export function SignInOffer({ answer, ask, words, otherwise }: Offer) {
  const [cannot, setCannot] = useState(false);

  async function lead(page: SignInPage): Promise<void> {
    const here = location.pathname.slice(root.pathname.length) + location.search;
    setCannot(!(await goToIssuer(page, here)));
  }

  if (!answer) return <p role="status">{texts.loading}</p>;
  if (!answer.ok && answer.status === 404) return <div class="sign-in">{otherwise}</div>;
  if (!answer.ok)
    return (
      <div class="sign-in">
        <p class="warning">{answer.trouble.detail}</p>
        <Press onPress={() => void ask()}>{texts.tryAgain}</Press>
      </div>
    );
  return (
    <div class="sign-in">
      <p>{words}</p>
      <Press onPress={() => void lead(answer.body)}>{texts.signIn}</Press>
      {cannot && (
        <p class="warning" role="alert">
          {texts.signInNeedsStorage}
        </p>
      )}
    </div>
  );
}
