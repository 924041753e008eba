import type { Status } from "../page/wire.ts";
import { firstTexts } from "./first.ts";

/** What all pages say by themselves. What decisions mean comes from the service, which records it. */
export const productTexts = {
  product: firstTexts.product,
  pageTitle: (title: string) => `${title} · Sayso`,

  loading: "Loading…",
  tryAgain: "Try again",
  loadMore: "Load more",
  showAll: (what: string, characters: string) => `Show all of ${what} (${characters} characters)`,
  hiddenCharacter: (code: string, name: string | undefined) => `hidden character ${code}${name ? `, ${name}` : ""}`,
  hiddenNames: {
    "U+0000": "null",
    "U+000D": "carriage return",
    "U+001B": "escape",
    "U+00AD": "soft hyphen",
    "U+200B": "zero width space",
    "U+200C": "zero width non-joiner",
    "U+200D": "zero width joiner",
    "U+200E": "left-to-right mark",
    "U+200F": "right-to-left mark",
    "U+2028": "line separator",
    "U+202A": "left-to-right embedding",
    "U+202B": "right-to-left embedding",
    "U+202C": "end of a change of direction",
    "U+202D": "left-to-right override",
    "U+202E": "right-to-left override",
    "U+2060": "word joiner",
    "U+2066": "left-to-right isolate",
    "U+2067": "right-to-left isolate",
    "U+2068": "first strong isolate",
    "U+2069": "end of an isolate",
    "U+FE0F": "variation selector",
    "U+FEFF": "zero width no-break space",
  } as Readonly<Record<string, string>>,
  spaces: (count: string) => `${count} spaces`,
  lineBreaks: (count: string) => `${count} line breaks`,

  status: {
    pending: "Waiting for a decision",
    approved: "Approved",
    rejected: "Rejected",
    request_changes: "Changes requested",
    expired: "Expired",
    error: "Ended",
  } satisfies Readonly<Record<Status, string>>,
  units: {
    days: (count: string) => `${count} d`,
    hours: (count: string) => `${count} h`,
    minutes: (count: string) => `${count} min`,
    seconds: (count: string) => `${count} s`,
  },
  timeLeft: (amount: string) => `${amount} left`,
  noTimeLeft: "No time left",
  until: "until",

  unreachable: "The service could not be reached.",

  signIn: "Sign in",
  signInLabel: "Sign-in token",
  signInExplained:
    "Open the link that Sayso printed when it started; it signs you in. Elsewhere, paste the token that your identity provider issued to you.",
  signInRefused: "This token is not valid.",
  signInElsewhere: "You sign in on your organisation’s own page, and come back here.",
  signInEnded: "Your sign-in has ended. Sign in again.",
  signInDenied: "The sign-in was called off, or your organisation’s page did not let you in.",
  signInFailed: (code: string) => `Your organisation’s sign-in page reports an error${code && ` (${code})`}.`,
  signInStray: "This page did not begin that sign-in, so it was not completed. Sign in again, from here.",
  signInNeedsStorage: "This browser lets the page keep nothing, which signing in needs: allow this site its data.",
  signOut: "Sign out",
  signedOut: "You are signed out.",
} as const;
