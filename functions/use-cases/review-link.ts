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
 * Whose link a token is, and of which generation. Generations that are over are recognised too, so that a dead link
 * can explain itself.
 */
export async function verifyLink(
  { links, crypto }: Signer & Pick<Deps, "crypto">,
  approval: Approval,
  token: string,
): Promise<LinkHolder | undefined> {
  if (!tokenForm.test(token)) return undefined;
  for (let generation = approval.linkGeneration; generation >= 1; generation--)
    for (const reviewer of approval.reviewers) {
      const codes = await links.accepted(message(approval.approvalRequestId, reviewer, generation));
      if (codes.some((code) => crypto.equal(code, token))) return { reviewer, generation };
    }
  return undefined;
}
