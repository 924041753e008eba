/** One insurance claim, as the agent gets it. */
export interface Claim {
  readonly claimId: string;
  /** US dollars. */
  readonly amount: number;
  readonly description: string;
  /** What the claims system knows of the incident. `null` stands for unknown. */
  readonly facts?: ClaimFacts;
}

export interface ClaimFacts {
  readonly incidentType: string | null;
  readonly severity: string | null;
  readonly authoritiesContacted: string | null;
  readonly policeReport: "YES" | "NO" | null;
  readonly witnesses: number | null;
  readonly bodilyInjuries: number | null;
  readonly incidentHour: number | null;
  readonly monthsAsCustomer: number | null;
  /** The parts that the claim's amount is made of, in US dollars. */
  readonly parts: { readonly injury: number | null; readonly property: number | null; readonly vehicle: number | null };
}

/** `$12,000.00` */
export function dollars(amount: number): string {
  return amount.toLocaleString("en-US", { style: "currency", currency: "USD" });
}
