import { texts } from "../texts.ts";
import { callService } from "./call-service.ts";
import { button, element } from "./element.ts";
import { goToIssuer } from "./issuer-sign-in.ts";
import type { SignInPage } from "./wire.ts";

interface Offer {
  /** From the page to the service's root. */
  readonly root: "" | "../";
  /** The request to come back to; null for the list. */
  readonly approvalRequestId: string | null;
  /** Shown with the button. */
  readonly words: string;
  /** Shown where people sign in otherwise than on an issuer's page. */
  readonly otherwise: () => readonly HTMLElement[];
}

/** How to sign in here: a button that leads to the issuer's page, where there is one. */
export async function signInOffer({ root, approvalRequestId, words, otherwise }: Offer): Promise<HTMLElement> {
  const place = element("div", { class: "sign-in" });

  async function fill(): Promise<void> {
    const answer = await callService<SignInPage>(`${root}v1/sign-in`, null);
    if (answer.ok) place.replaceChildren(element("p", {}, words), leading(answer.body));
    else if (answer.status === 404) place.replaceChildren(...otherwise());
    else
      place.replaceChildren(
        element("p", { class: "warning" }, answer.trouble.detail),
        button(texts.tryAgain, {}, () => void fill()),
      );
  }
  function leading(page: SignInPage): HTMLElement {
    return button(texts.signIn, {}, async () => {
      if (await goToIssuer(page, approvalRequestId)) return;
      place.append(element("p", { class: "warning", role: "alert" }, texts.signInNeedsStorage));
    });
  }

  await fill();
  return place;
}
