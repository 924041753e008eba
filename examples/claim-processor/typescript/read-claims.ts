import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { CsvError, type Info, parse } from "csv-parse/sync";
import type { Claim, ClaimFacts } from "./claim.ts";
import { InputError } from "./input-error.ts";

const columns = [
  "policy_number",
  "total_claim_amount",
  "injury_claim",
  "property_claim",
  "vehicle_claim",
  "months_as_customer",
  "incident_date",
  "incident_type",
  "collision_type",
  "incident_severity",
  "authorities_contacted",
  "incident_city",
  "incident_state",
  "incident_hour_of_the_day",
  "bodily_injuries",
  "witnesses",
  "police_report_available",
  "auto_make",
  "auto_model",
  "auto_year",
] as const;

type Row = Record<(typeof columns)[number], string>;

/** The claims of a file, and a hash by which the same file is known again. */
export interface ClaimsFile {
  readonly name: string;
  readonly hash: string;
  readonly claims: readonly Claim[];
}

/** Reads a CSV file of claims. @throws {InputError} that names the file, the row and the column */
export async function readClaims(path: string): Promise<ClaimsFile> {
  const name = basename(path);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(
      error.code === "ENOENT" ? `${path}: there is no such file` : `${path}: cannot be read (${error.code})`,
    );
  });
  const seen = new Map<string, number>();
  const claims = parseRows(bytes, path).map(({ record, info }) => {
    // As a spreadsheet counts: the header is row 1.
    const row = info.records + info.empty_lines + 1;
    const claim = readClaim(
      record,
      (column, problem) => new InputError(`${path}, row ${row}, column ${column}: ${problem}`),
    );
    const first = seen.get(claim.claimId);
    if (first !== undefined) {
      throw new InputError(`${path}, row ${row}, column policy_number: ${claim.claimId} is in row ${first} already`);
    }
    seen.set(claim.claimId, row);
    return claim;
  });
  if (claims.length === 0) throw new InputError(`${path}: there are no claims in it`);
  return { name, hash: createHash("sha256").update(bytes).digest("hex").slice(0, 16), claims };
}

function parseRows(bytes: Buffer, path: string): { record: Row; info: Info }[] {
  const checkHeader = (header: string[]): string[] => {
    const missing = columns.filter((column) => !header.includes(column));
    if (missing.length === 0) return header;
    throw new InputError(`${path}, row 1: no column ${missing.join(", ")}`);
  };
  try {
    const options = { bom: true, columns: checkHeader, info: true, skip_empty_lines: true, trim: true };
    return parse(bytes, options) as unknown as { record: Row; info: Info }[];
  } catch (error) {
    if (error instanceof CsvError) throw new InputError(`${path}: ${error.message}`);
    throw error;
  }
}

function readClaim(row: Row, problem: (column: string, detail: string) => InputError): Claim {
  const claimId = row.policy_number;
  if (!/^[A-Za-z0-9._~:@-]{1,100}$/.test(claimId))
    throw problem("policy_number", `"${claimId}" cannot be a claim's id`);
  const amount = row.total_claim_amount;
  if (!/^\d+(\.\d+)?$/.test(amount)) throw problem("total_claim_amount", `"${amount}" is not an amount`);
  const known = (column: keyof Row): string | null => (row[column] === "?" || row[column] === "" ? null : row[column]);
  const number = (column: keyof Row): number | null => {
    const value = known(column);
    if (value !== null && !/^-?\d+(\.\d+)?$/.test(value)) throw problem(column, `"${value}" is not a number`);
    return value === null ? null : Number(value);
  };
  return { claimId, amount: Number(amount), description: describe(row, known), facts: readFacts(known, number) };
}

function readFacts(
  known: (column: keyof Row) => string | null,
  number: (column: keyof Row) => number | null,
): ClaimFacts {
  const report = known("police_report_available");
  return {
    incidentType: known("incident_type"),
    severity: known("incident_severity"),
    authoritiesContacted: known("authorities_contacted"),
    policeReport: report === "YES" || report === "NO" ? report : null,
    witnesses: number("witnesses"),
    bodilyInjuries: number("bodily_injuries"),
    incidentHour: number("incident_hour_of_the_day"),
    monthsAsCustomer: number("months_as_customer"),
    parts: { injury: number("injury_claim"), property: number("property_claim"), vehicle: number("vehicle_claim") },
  };
}

function describe(row: Row, known: (column: keyof Row) => string | null): string {
  const collision = known("collision_type");
  const what = `${known("incident_type") ?? "Incident"}${collision === null ? "" : ` (${collision})`}`;
  const where = `${row.incident_city}, ${row.incident_state}, ${row.incident_date}`;
  return `${what}, ${known("incident_severity") ?? "severity unknown"}, ${row.auto_year} ${row.auto_make} ${row.auto_model}; ${where}`;
}
