import { element } from "../page/element.ts";
import { signInOffer } from "../page/sign-in-offer.ts";
import { texts } from "../texts.ts";

/** How to sign in; where no issuer has a page for it, a field for those who have the token but not the link. */
export async function signInView(notice: string, enter: (token: string) => void): Promise<HTMLElement> {
  const words = element("p", { class: "warning", role: "alert" }, notice);
  words.hidden = notice === "";
  const offer = await signInOffer({
    root: "",
    approvalRequestId: null,
    words: texts.signInElsewhere,
    otherwise: () => [element("p", {}, texts.signInExplained), tokenForm(enter)],
  });
  return element("section", { class: "card" }, element("h1", {}, texts.signIn), words, offer);
}

function tokenForm(enter: (token: string) => void): HTMLElement {
  const field = element("input", { id: "token", type: "password", autocomplete: "off", required: "" });
  const form = element(
    "form",
    { class: "sign-in" },
    element("label", { for: "token" }, texts.signInLabel),
    field,
    element("button", { type: "submit" }, texts.signIn),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    enter(field.value.trim());
  });
  return form;
}
