import type { Approval } from "../core/approval.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import type { Deps } from "./deps.ts";
import { observe } from "./observe.ts";

function message(reviewer: string): string {
  return canonicalJson(["approval-response", reviewer]);
}

/**
 * A reviewer's own secret, for a program of theirs that signs decisions. Made with the deployment's link key, so nothing
 * is stored and everybody's dies with that key.
 */
export async function showResponseSecret(
  deps: Pick<Deps, "links" | "audit" | "clock" | "crypto">,
  reviewer: string,
  by: { readonly id: string; readonly name: string },
): Promise<string> {
  const secret = await deps.links.sign(message(reviewer));
  await observe(deps, { type: "response_secret.shown", reviewers: [reviewer] }, by);
  return secret;
}

export interface Signer {
  readonly reviewer: string;
  /** SHA-256 of the secret. */
  readonly session: string;
}

/** The reviewer of an approval whose secret made a code (HMAC-SHA-256, hex) over a text; undefined when it was nobody's. */
export async function findSigner(
  { links, crypto }: Pick<Deps, "links" | "crypto">,
  { reviewers }: Approval,
  { code, signed }: { readonly code: string; readonly signed: string },
): Promise<Signer | undefined> {
  for (const reviewer of reviewers)
    for (const secret of await links.accepted(message(reviewer)))
      if (crypto.equal(crypto.hmacSha256(secret, signed), code)) return { reviewer, session: crypto.sha256(secret) };
  return undefined;
}
