import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { madeUpClaims } from "./made-up-claims.ts";

const root = join(import.meta.dirname, "..", "..");
const besideProject = join("..", "shared", "data", "claims", "insurance_claims.csv");

export interface ClaimsFile {
  readonly path: string;
  /** Where it comes from, in words. */
  readonly origin: string;
  readonly claimIds: readonly string[];
}

/** The file that `CLAIMS_FILE` names, or the one beside the project, or else claims that are made up from the seed. */
export function claimsFile(folder: string, seed: number): ClaimsFile {
  const named = process.env.CLAIMS_FILE;
  if (named) return read(resolve(named), "named by CLAIMS_FILE");
  if (existsSync(join(root, besideProject))) return read(join(root, besideProject), "found beside the project");
  const path = join(folder, "made-up-claims.csv");
  writeFileSync(path, madeUpClaims(1000, seed));
  return read(path, `1,000 claims, made up from seed ${seed}`);
}

function read(path: string, origin: string): ClaimsFile {
  const rows: { readonly policy_number: string }[] = parse(readFileSync(path), { bom: true, columns: true });
  return { path, origin, claimIds: rows.map(({ policy_number }) => policy_number) };
}
