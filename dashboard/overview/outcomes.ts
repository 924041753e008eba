import type { Stats } from "../page/wire.ts";
import { overviewTexts as texts } from "../texts/overview.ts";

export type Outcome = keyof typeof texts.outcomes;
export const outcomes = Object.keys(texts.outcomes) as readonly Outcome[];

type Figures = Pick<Stats["total"], "decided" | "expired" | "cancelled" | "failed">;

/** How many ended how. */
export function byOutcome({ decided, expired, cancelled, failed }: Figures): Readonly<Record<Outcome, number>> {
  return { ...decided, expired, other: cancelled + failed };
}

export function endedOf(figures: Figures): number {
  return Object.values(byOutcome(figures)).reduce((sum, count) => sum + count, 0);
}
