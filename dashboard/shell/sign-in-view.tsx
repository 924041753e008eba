import { useEffect, useState } from "preact/hooks";
import { signInByToken } from "../page/session.ts";
import { SignInOffer, useSignInChoice } from "../page/sign-in-offer.tsx";
import type { Person } from "../page/wire.ts";
import { productTexts as texts } from "../texts/product.ts";

interface Props {
  /** Why they are asked. */
  readonly notice: string;
  readonly enter: (person: Person) => void;
}

/** How to sign in; where no issuer has a page for it, a field for those who have the token but not the link. */
export function SignInView({ notice, enter }: Props) {
  const choice = useSignInChoice();
  const [words, setWords] = useState(notice);
  useEffect(() => {
    document.title = texts.product;
  }, []);
  useEffect(() => setWords(notice), [notice]);

  async function submit(token: string): Promise<void> {
    const answer = await signInByToken(token);
    if (answer.ok) enter(answer.body);
    else setWords(answer.trouble.detail);
  }

  const otherwise = (
    <>
      <p>{texts.signInExplained}</p>
      <TokenForm enter={(token) => void submit(token)} />
    </>
  );
  if (!choice.answer) return <p role="status">{texts.loading}</p>;
  return (
    <section class="card">
      <h1>{texts.signIn}</h1>
      {words !== "" && (
        <p class="warning" role="alert">
          {words}
        </p>
      )}
      <SignInOffer {...choice} words={texts.signInElsewhere} otherwise={otherwise} />
    </section>
  );
}

function TokenForm({ enter }: { readonly enter: (token: string) => void }) {
  const [token, setToken] = useState("");
  return (
    <form
      class="sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        enter(token.trim());
      }}
    >
      <label for="token">{texts.signInLabel}</label>
      <input
        id="token"
        type="password"
        autocomplete="off"
        required
        value={token}
        onInput={(event) => setToken(event.currentTarget.value)}
      />
      <button type="submit">{texts.signIn}</button>
    </form>
  );
}
