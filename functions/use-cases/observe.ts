import type { AuditEntry } from "../core/audit-entry.ts";
import { canonicalJson } from "../core/canonical-json.ts";
import { sealEntry } from "../core/seal.ts";
import type { Deps } from "./deps.ts";

type Observation = Pick<AuditEntry, "type"> &
  Partial<
    Pick<AuditEntry, "eventId" | "approvalRequestId" | "authenticatedBy" | "session" | "channel" | "detail" | "agent">
  >;

/** Records something that changes no approval. */
export async function observe(
  { audit, clock, crypto }: Pick<Deps, "audit" | "clock" | "crypto">,
  observation: Observation,
  person: { readonly id: string; readonly name: string } | null,
  /** Ids of reviewers whom it is about. */
  about: readonly string[] | null = null,
): Promise<void> {
  const personal = {
    reviewer: person?.id ?? null,
    reviewerName: person?.name ?? null,
    reviewers: about && canonicalJson(about),
  };
  await audit.observe(sealEntry({ ...observation, at: clock.now() }, personal, crypto));
}
