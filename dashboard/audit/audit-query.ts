/** What the trail is narrowed to, as it stands in the address: times in the reader's own zone, to the minute. */
export interface AuditFilters {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly reviewer: string;
  readonly agent: string;
  readonly approvalRequestId: string;
  /** `asc` for oldest first; newest first without it. */
  readonly order: string;
}

const names = ["from", "to", "type", "reviewer", "agent", "approvalRequestId", "order"] as const;

export function readAuditFilters(query: URLSearchParams): AuditFilters {
  return Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""])) as unknown as AuditFilters;
}

/** How many of them leave entries out: the order does not. */
export function countFilters({ order: _, ...filters }: AuditFilters): number {
  return Object.values(filters).filter((value) => value !== "").length;
}

export function writeAuditFilters(filters: AuditFilters): URLSearchParams {
  return new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ""));
}

/** What the entries are narrowed to, for the service, which takes instants in UTC. */
export function auditQuery({ order: _, ...filters }: AuditFilters): URLSearchParams {
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
