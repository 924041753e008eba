import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Answer, Call } from "../page/call-service.ts";
import type { Person } from "../page/wire.ts";

export interface SignedIn {
  readonly person: Person;
  /** Calls the service as this person; whose sign-in has ended is asked to sign in again. */
  readonly call: <Body>(path: string, call?: Call) => Promise<Answer<Body>>;
}

export const SignedInContext = createContext<SignedIn | undefined>(undefined);

/** @throws Error on a page that is shown to nobody in particular */
export function useSignedIn(): SignedIn {
  const signedIn = useContext(SignedInContext);
  if (!signedIn) throw new Error("nobody is signed in here");
  return signedIn;
}
