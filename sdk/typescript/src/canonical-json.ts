import { createHash } from "node:crypto";
import { SaysoError } from "./sayso-error.ts";

/**
 * JSON in the one form that RFC 8785 gives it, so that a digest of it means the value. Members that are `undefined` are
 * left out.
 *
 * @throws {SaysoError} `invalid_json_value` for what JSON cannot hold: NaN, infinities, lone surrogates, dates, functions.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  // ECMAScript writes numbers and strings as the RFC has them.
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === "string" && isWellFormed(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  const what = typeof value === "object" ? (value.constructor?.name ?? "object") : typeof value;
  throw new SaysoError("invalid_json_value", `This ${what} has no canonical JSON`);
}

/**
 * The digest of a JSON value as the audit trail writes digests: `sha256:` and 64 hexadecimal digits.
 *
 * @throws {SaysoError} as {@link canonicalJson} does
 * @example
 * // What is about to be done is what was asked about: the audit trail holds this very digest.
 * const asked = digest({ name: "pay_claim", arguments: result.arguments });
 */
export function digest(value: unknown): string {
  return `sha256:${createHash("sha256").update(canonicalJson(value)).digest("hex")}`;
}

/** A Date or a Map has no members of its own: as `{}`, any two of them would have one digest. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Whether each half of a surrogate pair has its other half. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
