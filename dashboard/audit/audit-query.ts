/** What the trail is narrowed to, as it stands in the address: times in the reader's own zone, to the minute. */
export interface AuditFilters {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly reviewer: string;
  readonly agent: string;
  readonly approvalRequestId: string;
}

const names = ["from", "to", "type", "reviewer", "agent", "approvalRequestId"] as const;

const weekMs = 7 * 86_400_000;

/** Of an address that narrows nothing, not even by saying so, the last week: the trail begins with its oldest entry. */
export function readAuditFilters(query: URLSearchParams, now: number): AuditFilters {
  const said = Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""])) as unknown as AuditFilters;
  if (names.some((name) => query.has(name))) return said;
  return { ...said, from: new Date(new Date(now - weekMs).setHours(0, 0, 0, 0)).toISOString() };
}

/** Says also that the whole trail is wanted. */
export function writeAuditFilters(filters: AuditFilters): URLSearchParams {
  const said = Object.entries(filters).filter(([, value]) => value !== "");
  return new URLSearchParams(said.length > 0 ? said : [["from", ""]]);
}

/** The same for the service, which takes instants in UTC. */
export function auditQuery(filters: AuditFilters): URLSearchParams {
  const said = Object.entries(filters).filter(([, value]) => value !== "");
  return new URLSearchParams(
    said.map(([name, value]) => [name, name === "from" || name === "to" ? new Date(value).toISOString() : value]),
  );
}

/** An instant as the field for it wants it: in the reader's zone, without naming it. */
export function fieldTime(instant: string): string {
  const at = new Date(instant);
  if (instant === "" || Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
