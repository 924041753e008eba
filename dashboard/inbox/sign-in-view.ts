import { element } from "../page/element.ts";
import { texts } from "../texts.ts";

/** How to sign in, and a field for those who have the token but not the link. */
export function signInView(notice: string, enter: (token: string) => void): HTMLElement {
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
  const words = element("p", { class: "warning", role: "alert" }, notice);
  words.hidden = notice === "";
  const intro = element("p", {}, texts.signInExplained);
  return element("section", { class: "card" }, element("h1", {}, texts.signIn), words, intro, form);
}
