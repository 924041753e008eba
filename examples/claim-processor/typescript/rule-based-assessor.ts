import type { Claim, ClaimFacts } from "./claim.ts";
import type { ClaimAssessment } from "./claim-assessment.ts";

interface Rule {
  readonly points: number;
  readonly indicator: string;
  readonly applies: (facts: ClaimFacts, claim: Claim) => boolean;
}

/**
 * Of people nothing is looked at but how long they have been customers: not their age, sex, schooling, work or hobbies,
 * all of which claim files hold.
 */
const rules: readonly Rule[] = [
  { points: 15, indicator: "Total loss", applies: ({ severity }) => severity === "Total Loss" },
  { points: 10, indicator: "Major damage", applies: ({ severity }) => severity === "Major Damage" },
  { points: 10, indicator: "Severity of the damage unknown", applies: ({ severity }) => severity === null },
  { points: 12, indicator: "No police report", applies: ({ policeReport }) => policeReport === "NO" },
  {
    points: 8,
    indicator: "Unknown whether there is a police report",
    applies: ({ policeReport }) => policeReport === null,
  },
  { points: 10, indicator: "No witnesses", applies: ({ witnesses }) => witnesses === 0 },
  {
    points: 8,
    indicator: "No authority was called",
    applies: ({ authoritiesContacted }) => authoritiesContacted === "None",
  },
  { points: 12, indicator: "Several injured, yet little damage", applies: manyInjuredLittleDamage },
  { points: 10, indicator: "Theft without a police report", applies: theftWithoutReport },
  {
    points: 5,
    indicator: "Between midnight and five in the morning",
    applies: ({ incidentHour }) => (incidentHour ?? 12) < 5,
  },
  {
    points: 10,
    indicator: "Customer for less than a year",
    applies: ({ monthsAsCustomer }) => (monthsAsCustomer ?? 12) < 12,
  },
  { points: 20, indicator: "The parts do not add up to the amount", applies: partsDoNotAddUp },
];

/** A stand-in for a model: fixed rules that add points up to a risk of 0 to 100. It says of itself that it is no AI. */
export function assessByRules(claim: Claim): ClaimAssessment {
  const { amount, facts } = claim;
  const found = facts === undefined ? [] : rules.filter((rule) => rule.applies(facts, claim));
  const points = found.reduce((sum, rule) => sum + rule.points, pointsForAmount(amount));
  const riskScore = Math.min(100, points);
  const fraudIndicators = found.map((rule) => rule.indicator);
  if (amount >= 50_000) fraudIndicators.unshift("High amount");
  const reasons = fraudIndicators.length === 0 ? "no indicators" : fraudIndicators.join("; ").toLowerCase();
  return {
    riskScore,
    fraudIndicators,
    recommendedAction: riskScore < 40 && amount < 10_000 ? "auto_approve" : "review",
    summary: `Rule-based assessment (fixed rules, no AI): risk ${riskScore} of 100; ${reasons}.`,
  };
}

function pointsForAmount(amount: number): number {
  if (amount >= 50_000) return 30;
  return amount >= 10_000 ? 15 : 0;
}

function manyInjuredLittleDamage({ severity, bodilyInjuries }: ClaimFacts): boolean {
  return (bodilyInjuries ?? 0) >= 2 && (severity === "Minor Damage" || severity === "Trivial Damage");
}

function theftWithoutReport({ incidentType, policeReport }: ClaimFacts): boolean {
  return incidentType === "Vehicle Theft" && policeReport !== "YES";
}

function partsDoNotAddUp({ parts }: ClaimFacts, { amount }: Claim): boolean {
  const { injury, property, vehicle } = parts;
  if (injury === null || property === null || vehicle === null) return false;
  return Math.abs(injury + property + vehicle - amount) >= 1;
}
