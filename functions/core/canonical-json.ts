/**
 * JSON Canonicalization Scheme, RFC 8785: one text for one value, so that a digest of it means the value.
 *
 * ECMAScript's number and string serialisation is the RFC's own (sections 3.2.2.2 and 3.2.2.3); keys are sorted by
 * UTF-16 code units (3.2.3). Members whose value is `undefined` are left out, as `JSON.stringify` does.
 *
 * @throws TypeError for what JSON cannot hold: NaN, infinities, lone surrogates, functions, bigints, dates, holes in
 * arrays.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return canonicalString(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${Array.from(value, (item) => canonicalJson(item)).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${canonicalString(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`JSON has no ${typeof value === "object" ? value.constructor.name : typeof value}`);
}

/** A Date or a Map has no members of its own: as `{}`, any two of them would have one digest. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError("JSON has no lone surrogate");
  return JSON.stringify(text);
}
