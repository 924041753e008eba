import assert from "node:assert/strict";
import { test } from "node:test";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { canonicalJson } from "../../functions/core/canonical-json.ts";

const seed = 8785;
const parameters = { seed, numRuns: 5_000 };

/** Members are listed, not held, so that a key like `__proto__` stays a key. */
const { json } = fc.letrec<{ json: unknown; members: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: "medium" },
    fc.constantFrom(null, true, false, "", -0, 1e21, 1e-7),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.string({ unit: "binary" }),
    fc.array(tie("json")),
    tie("members"),
  ),
  members: fc
    .uniqueArray(fc.tuple(fc.string({ unit: "binary" }), tie("json")), { selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries)),
}));

test(`F9 the text is that of an independent implementation (seed ${seed})`, () => {
  fc.assert(
    fc.property(json, (value) => {
      assert.equal(canonicalJson(value), canonicalize(value));
    }),
    parameters,
  );
});

test(`F9 the text parses to the same value and is its own canonical text (seed ${seed})`, () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalJson(value);
      assert.equal(canonicalJson(JSON.parse(text)), text);
    }),
    parameters,
  );
});

test(`F9 the order in which members were written does not matter (seed ${seed})`, () => {
  const entries = fc.uniqueArray(fc.tuple(fc.string({ unit: "binary" }), fc.integer()), { selector: ([key]) => key });
  fc.assert(
    fc.property(entries, (members) => {
      const backwards = Object.fromEntries(members.toReversed());
      assert.equal(canonicalJson(Object.fromEntries(members)), canonicalJson(backwards));
    }),
    parameters,
  );
});

test(`F9 other values have another text, unless they differ in nothing but the sign of zero (seed ${seed})`, () => {
  fc.assert(
    fc.property(json, json, (one, other) => {
      const same = canonicalJson(one) === canonicalJson(other);
      assert.equal(same, JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)));
    }),
    parameters,
  );
});

/** The same value as nested lists, its members in an order of our own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ["list", ...value.map(sorted)];
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, sorted(member)] as const);
  return ["object", ...members.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))];
}
