import type { AuditEntry } from "../core/audit-entry.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { sealEntry } from "../core/seal.ts";
import type { Deps } from "./deps.ts";

type Observation = Pick<AuditEntry, "type"> &
  Partial<
    Pick<AuditEntry, "eventId" | "approvalRequestId" | "authenticatedBy" | "session" | "channel" | "detail" | "agent">
  > & {
    /** Whom it is about, where that is not who did it. */
    readonly reviewers?: readonly string[];
  };

/** Records something that changes no approval. */
export async function observe(
  { audit, clock, crypto }: Pick<Deps, "audit" | "clock" | "crypto">,
  { reviewers, ...observation }: Observation,
  person: { readonly id: string; readonly name: string } | null,
): Promise<void> {
  const personal = {
    reviewers: reviewers ? canonicalJson(reviewers) : null,
    reviewer: person?.id ?? null,
    reviewerName: person?.name ?? null,
  };
  await audit.observe(sealEntry({ ...observation, at: clock.now() }, personal, crypto));
}
