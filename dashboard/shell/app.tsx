import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import { type Answer, type Call, callService } from "../page/call-service.ts";
import { returnFromIssuer } from "../page/issuer-sign-in.ts";
import { forgetComments } from "../page/kept-comment.ts";
import { root } from "../page/place.ts";
import { signInByFragment, signOut, whoIsSignedIn } from "../page/session.ts";
import type { Person } from "../page/wire.ts";
import { productTexts as texts } from "../texts/product.ts";
import { Bar } from "./bar.tsx";
import { Frame } from "./frame.tsx";
import { SignInView } from "./sign-in-view.tsx";
import { SignedInContext } from "./signed-in.ts";

type Who = { readonly person: Person } | { readonly notice: string };

/** Who is here, by whichever way they come: from the issuer's page, by a printed link, or signed in already. */
async function arrive(): Promise<Who> {
  const back = await returnFromIssuer();
  if (back && !back.ok) return { notice: back.why };
  if (back) {
    const to = new URL(back.returnTo, root);
    if (to.href !== root.href && to.origin === root.origin) location.replace(to);
    return { person: back.person };
  }
  const linked = await signInByFragment();
  // A link that has served is no trouble to whom it has signed in.
  const answer = linked?.ok ? linked : await whoIsSignedIn();
  if (answer.ok) return { person: answer.body };
  if (linked && !linked.ok) return { notice: linked.trouble.detail };
  return { notice: answer.status === 401 ? "" : answer.trouble.detail };
}

/** The dashboard: one page at a time, for whoever is signed in. */
export function App() {
  const [who, setWho] = useState<Who>();
  useEffect(() => void arrive().then(setWho), []);

  const call = useCallback(async <Body,>(path: string, options?: Call): Promise<Answer<Body>> => {
    const answer = await callService<Body>(path, options);
    if (!answer.ok && answer.status === 401) setWho({ notice: texts.signInEnded });
    return answer;
  }, []);
  const leave = async () => {
    const answer = await signOut();
    forgetComments();
    setWho({ notice: answer.ok ? texts.signedOut : answer.trouble.detail });
  };
  const person = who && "person" in who ? who.person : undefined;
  const signedIn = useMemo(() => person && { person, call }, [person, call]);

  if (!who || !signedIn)
    return (
      <>
        <Bar />
        <main class="narrow">
          {who && "notice" in who ? (
            <SignInView notice={who.notice} enter={(entered) => setWho({ person: entered })} />
          ) : (
            <p role="status">{texts.loading}</p>
          )}
        </main>
      </>
    );
  return (
    <SignedInContext.Provider value={signedIn}>
      <Frame leave={() => void leave()} />
    </SignedInContext.Provider>
  );
}
