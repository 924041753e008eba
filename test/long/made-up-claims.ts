import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { seededRandom } from "../ports/seeded-random.ts";

const sample = join(import.meta.dirname, "..", "..", "examples", "claim-processor", "claims.csv");

/** A CSV of so many claims nobody ever made: numbered, with amounts of their own and other values from the sample's rows. */
export function madeUpClaims(count: number, seed: number): string {
  const random = seededRandom(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const [columns = [], ...rows] = parse(readFileSync(sample)) as string[][];
  const claims = Array.from({ length: count }, (_, index) => {
    const picked = columns.map((_, column) => rows[upTo(rows.length)]?.[column] ?? "");
    const claim = new Map(columns.map((name, column) => [name, picked[column]]));
    // One in four is small, as people's claims are; one in twenty does not add up.
    const largest = random() < 0.25 ? 3_000 : 40_000;
    const [injury, property, vehicle] = [upTo(largest / 4), upTo(largest / 4), upTo(largest)] as const;
    const amounts = {
      policy_number: `MADE-UP-${String(index + 1).padStart(4, "0")}`,
      injury_claim: String(injury),
      property_claim: String(property),
      vehicle_claim: String(vehicle),
      total_claim_amount: String(injury + property + vehicle + (random() < 0.05 ? 100 : 0)),
    };
    for (const [name, value] of Object.entries(amounts)) claim.set(name, value);
    return columns.map((name) => claim.get(name));
  });
  return stringify([columns, ...claims]);
}
