/** What one approval should be: a plain retelling of the rules, which shares no code with the service. */
export interface Expected {
  readonly title: string;
  status: string;
  expiresAt: number;
  /** Executions that wait, and whether each must have been told. */
  readonly waiting: Set<string>;
  readonly told: Set<string>;
  /** Who decided, and under which key. */
  winner: { readonly reviewer: string; readonly key: string } | null;
}

/** Everything that the commands of one run have done. */
export interface ExpectedWorld {
  now: number;
  readonly approvals: Map<string, Expected>;
}

/** The approval as the clock has it: overdue means expired. */
export function current({ approvals, now }: ExpectedWorld, id: string): Expected | undefined {
  const approval = approvals.get(id);
  if (approval?.status === "pending" && approval.expiresAt <= now) approval.status = "expired";
  return approval;
}

/** Why something that needs a pending approval is refused; null when it is not. */
export function refusalOf(approval: Expected | undefined): string | null {
  if (!approval) return "approval_not_found";
  if (approval.status === "pending") return null;
  return approval.status === "expired" ? "expired" : "already_decided";
}

/** Everybody who waits on an end is told. */
export function tellAll(approval: Expected | undefined): void {
  if (!approval || approval.status === "pending") return;
  for (const execution of approval.waiting) approval.told.add(execution);
}
