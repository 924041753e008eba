import { SaysoError } from "./sayso-error.ts";

/** The path of one approval. */
export function approvalPath(approvalRequestId: string): string {
  return `/v1/approvals/${pathSegment(approvalRequestId, "approvalRequestId")}`;
}

/** The id as one segment of a path. Empty and dots alone would name another path altogether. */
export function pathSegment(id: string, field: string): string {
  if (/^\.{0,2}$/.test(id)) {
    throw new SaysoError("invalid_request", `${field} cannot be ${JSON.stringify(id)}`, {
      fields: [{ field, detail: "must not be empty, . or .." }],
    });
  }
  return encodeURIComponent(id);
}
