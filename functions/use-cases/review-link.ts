import type { Approval } from "../core/approval.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import type { Deps } from "./deps.ts";

type Signer = Pick<Deps, "links">;

function message(approvalRequestId: string, reviewer: string, generation: number): string {
  return canonicalJson([approvalRequestId, reviewer, "review", generation]);
}

/** One reviewer's own link to one approval. The token stands in the fragment, which reaches no server's log. */
export async function reviewLink(
  { links, settings }: Signer & Pick<Deps, "settings">,
  { approvalRequestId, linkGeneration }: Approval,
  reviewer: string,
): Promise<string> {
  const token = await links.sign(message(approvalRequestId, reviewer, linkGeneration));
  return `${settings.publicUrl}/review/${encodeURIComponent(approvalRequestId)}#${token}`;
}

/** An HMAC-SHA-256 in base64url. */
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

export interface LinkHolder {
  readonly reviewer: string;
  readonly generation: number;
}

/**
 * Whose link a token is, and of which generation. Links that a handing-over has killed are recognised too, so that a
 * dead link can explain itself.
 */
export async function verifyLink(
  { links, crypto }: Signer & Pick<Deps, "crypto">,
  approval: Approval,
  token: string,
): Promise<LinkHolder | undefined> {
  if (!tokenForm.test(token)) return undefined;
  const { approvalRequestId, reviewers, linkGeneration: generation, formerLinks = [] } = approval;
  for (const holder of [...reviewers.map((reviewer) => ({ reviewer, generation })), ...formerLinks]) {
    const codes = await links.accepted(message(approvalRequestId, holder.reviewer, holder.generation));
    if (codes.some((code) => crypto.equal(code, token))) return holder;
  }
  return undefined;
}
