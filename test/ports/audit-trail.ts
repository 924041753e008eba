import assert from "node:assert/strict";
import canonicalize from "canonicalize";
import type { AuditEntry, SealedEntry } from "../../functions/core/audit-entry.ts";
import type { AuditQuery, AuditStore } from "../../functions/ports/audit-store.ts";
import { sha256 } from "./given.ts";

/** Everything that a query finds, page by page. */
export async function trail(audit: AuditStore, query: Partial<AuditQuery> = {}): Promise<readonly SealedEntry[]> {
  const found: SealedEntry[] = [];
  let cursor: string | null = null;
  do {
    const page = await audit.query({ limit: 100, ...query, cursor });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** Its entries' event ids, in order. */
export async function trailIds(audit: AuditStore, query: Partial<AuditQuery> = {}): Promise<readonly string[]> {
  return (await trail(audit, query)).map(({ entry }) => entry.eventId);
}

/** Checks numbers and hashes along one approval's chain, with another canonicalisation than the service's own. */
export function assertChain(entries: readonly AuditEntry[]): void {
  let previous: string | null = null;
  for (const [index, { hash, ...body }] of entries.entries()) {
    assert.equal(body.sequence, index + 1);
    assert.equal(body.previousHash, previous);
    assert.equal(hash, `sha256:${sha256(canonicalize(body) ?? "")}`);
    previous = hash;
  }
}
