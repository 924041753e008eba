import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { KillableService } from "./killable-service.ts";

const verifier = join(import.meta.dirname, "..", "core", "verify_chain.py");

/** An entry of the export, as far as it is looked at here. */
export interface ExportedEntry {
  readonly type: string;
  readonly at: string;
  readonly sequence: number | null;
  readonly approvalRequestId: string | null;
  readonly decision: string | null;
  readonly channel: string | null;
  readonly disclosed: { readonly feedback?: { readonly value: string } };
}

/** The whole audit trail as the service exports it, page by page. */
export async function exportTrail({
  baseUrl,
  adminToken,
}: Pick<KillableService, "baseUrl" | "adminToken">): Promise<string> {
  const headers = { authorization: `Bearer ${adminToken}`, accept: "application/x-ndjson" };
  let pages = "";
  let url: URL | undefined = new URL("/v1/audit?limit=1000", baseUrl);
  while (url) {
    const response: Response = await fetch(url, { headers });
    assert.equal(response.status, 200);
    pages += await response.text();
    const next = /^<(.+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
    url = next === undefined ? undefined : new URL(next, url);
  }
  return pages;
}

export function readTrail(exported: string): readonly ExportedEntry[] {
  return exported
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** Verifies every hash, chain and disclosed value with the auditor's script of docs/audit-trail.md. Returns the chains. */
export function verifyTrail(exported: string): readonly string[] {
  const { status, stdout, stderr, error } = spawnSync("python3", [verifier], {
    ...{ input: exported, encoding: "utf8", maxBuffer: 100_000_000 },
  });
  if (error) throw error;
  assert.equal(status, 0, stderr);
  return stdout.trim().split("\n");
}
