import { assessClaim } from "./assess-claim.ts";
import type { Claim } from "./claim.ts";
import { agent } from "./claim-agent.ts";
import type { ClaimAssessment } from "./claim-assessment.ts";
import type { ClaimDecision } from "./claim-decision.ts";
import type { ClaimJournal } from "./claim-journal.ts";
import { claimOutcome } from "./claim-outcome.ts";
import type { ClaimsProgress } from "./claims-progress.ts";
import { assessorName } from "./configured-model.ts";
import { resilientClaimProcessor } from "./resilient-claim-processor.ts";
import { Slots } from "./slots.ts";

export interface ProcessClaimsOptions {
  readonly concurrency: number;
  readonly expiresInHours: number;
  readonly journal: ClaimJournal;
  readonly progress: ClaimsProgress;
}

export interface ProcessedClaims {
  analyses: number;
  analysesRecalled: number;
  /** Claims without an outcome, and why. */
  readonly failures: { readonly claimId: string; readonly error: Error }[];
}

/** Works on all claims: a few at a time until they are settled or wait for a person, and then any number at once. */
export async function processClaims(
  claims: readonly Claim[],
  { concurrency, expiresInHours, journal, progress }: ProcessClaimsOptions,
  processed: ProcessedClaims,
): Promise<void> {
  const assessor = assessorName(agent.model);

  async function assess(claim: Claim): Promise<ClaimAssessment> {
    const recalled = journal.analysis(claim.claimId, assessor);
    if (recalled !== undefined) {
      processed.analysesRecalled++;
      return recalled;
    }
    const assessment = await assessClaim(claim);
    processed.analyses++;
    await journal.analysed(claim.claimId, assessor, assessment);
    return assessment;
  }

  async function work(claim: Claim, startNext: () => void): Promise<void> {
    const { claimId } = claim;
    const onPending = () => {
      progress.pending(claimId);
      startNext();
    };
    try {
      const processor = resilientClaimProcessor.withExecutionId(`claim-${claimId}`);
      const decision = await processor(claim, { assess, expiresInHours, onPending });
      const outcome = claimOutcome(decision);
      await journal.outcome(claimId, outcome, wordsOf(decision));
      progress.ended(claimId, outcome);
    } catch (error) {
      processed.failures.push({ claimId, error: error as Error });
      progress.failed(claimId);
    } finally {
      startNext();
    }
  }

  const slots = new Slots(concurrency);
  const all: Promise<void>[] = [];
  for (const claim of claims) {
    const free = await slots.take();
    all.push(work(claim, free));
  }
  await slots.allFree();
  progress.allAsked();
  await Promise.all(all);
}

function wordsOf(decision: ClaimDecision): string | null {
  if ("reason" in decision) return decision.reason;
  return "feedback" in decision ? decision.feedback : null;
}
