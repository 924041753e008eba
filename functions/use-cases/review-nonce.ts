import { canonicalJson } from "../core/canonical-json.ts";
import type { Deps } from "./deps.ts";

/** What a reviewer had before their eyes, and when (epoch milliseconds). */
export interface Shown {
  readonly shownAt: number;
  readonly displayedDigest: string;
}

function message(approvalRequestId: string, reviewer: string, shown: Shown): string {
  return canonicalJson([approvalRequestId, reviewer, "nonce", shown.shownAt, shown.displayedDigest]);
}

/** A nonce that only an opened page can hold; it carries, signed, what that page showed. */
export async function issueNonce(
  { links }: Pick<Deps, "links">,
  id: string,
  reviewer: string,
  shown: Shown,
): Promise<string> {
  return `${shown.shownAt}.${shown.displayedDigest}.${await links.sign(message(id, reviewer, shown))}`;
}

/** What the page showed, or undefined for a nonce of our own making for nobody, somebody else or another approval. */
export async function readNonce(
  { links, crypto }: Pick<Deps, "links" | "crypto">,
  id: string,
  reviewer: string,
  nonce: string,
): Promise<Shown | undefined> {
  const [shownAt, displayedDigest, code, ...rest] = nonce.split(".");
  if (!shownAt || !displayedDigest || !code || rest.length > 0 || !/^\d{1,15}$/.test(shownAt)) return undefined;
  const shown = { shownAt: Number(shownAt), displayedDigest };
  const codes = await links.accepted(message(id, reviewer, shown));
  return codes.some((accepted) => crypto.equal(accepted, code)) ? shown : undefined;
}
