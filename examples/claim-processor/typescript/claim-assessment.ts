import { z } from "zod";

/** What an assessor says of a claim, whether it is an AI model or a set of rules. */
export const ClaimAssessment = z.object({
  riskScore: z.number().int().min(0).max(100),
  fraudIndicators: z.array(z.string()),
  recommendedAction: z.enum(["auto_approve", "review", "reject"]),
  summary: z.string(),
});

export type ClaimAssessment = z.infer<typeof ClaimAssessment>;
