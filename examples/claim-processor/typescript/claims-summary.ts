import { type ClaimOutcome, claimOutcomes } from "./claim-outcome.ts";

/** What a run did. */
export interface ClaimsRun {
  readonly counts: Readonly<Record<ClaimOutcome, number>>;
  readonly analyses: number;
  readonly analysesRecalled: number;
  /** In words. */
  readonly assessor: string;
  readonly journal: string;
}

/** The table at the end. */
export function claimsSummary(run: ClaimsRun): string {
  const total = claimOutcomes.reduce((sum, outcome) => sum + run.counts[outcome], 0);
  const rows = [...claimOutcomes.map((outcome) => [outcome, run.counts[outcome]] as const), ["total", total] as const];
  const width = String(total).length;
  return [
    ...rows.map(([name, count]) => `  ${name.padEnd(18)}${String(count).padStart(width)}`),
    `Analyses in this run: ${run.analyses} (by ${run.assessor}); taken from the journal: ${run.analysesRecalled}`,
    `Journal: ${run.journal}`,
  ].join("\n");
}
