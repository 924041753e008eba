import { seededRandom } from "../ports/seeded-random.ts";

export const victims = ["server", "polling agents", "called agents", "reviewers"] as const;
export type Victim = (typeof victims)[number];

interface Kill {
  readonly victim: Victim;
  /** Milliseconds after the victim has shown life. */
  readonly after: number;
}

/** Whom to kill and when: each as often, in any order. The same for the same seed. */
export function killPlan(seed: number, kills: number): readonly Kill[] {
  const random = seededRandom(seed);
  return Array.from({ length: kills }, (_, n) => victims[n % victims.length] ?? "server")
    .map((victim) => ({ victim, place: random(), after: Math.round(20 + 1_480 * random() ** 2) }))
    .sort((a, b) => a.place - b.place)
    .map(({ victim, after }) => ({ victim, after }));
}
