import assert from "node:assert/strict";
import { test } from "node:test";
import { commitment, digest } from "../../functions/core/digest.ts";
import { sha256 } from "./sealing.ts";

// Expected digests were computed with Python's hashlib over the RFC 8785 text in the comment above each.
const digests: readonly (readonly [string, unknown, string])[] = [
  // {}
  ["an empty object", {}, "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"],
  // null
  ["null", null, "sha256:74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b"],
  // {"amount":12400,"claim":"claim-42","currency":"EUR"}
  [
    "an action's arguments, written in another order",
    { currency: "EUR", claim: "claim-42", amount: 12_400 },
    "sha256:9069761c050024a849fe62a38b130720f2c0d6830ce8757b9d467c521bdfcab2",
  ],
  // {"name":"Zoë","€":1}
  [
    "UTF-8 in keys and values",
    { "€": 1, name: "Zoë" },
    "sha256:28f99b4daf1f7e13de5a84cfa3d195045b474aa1f15c7268c549267417593c41",
  ],
  // {"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}
  [
    "the RFC's sample",
    {
      string: '\u20ac$\u000f\nA\'B"\\\\"/',
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
      literals: [null, true, false],
    },
    "sha256:2d5e01a318d0f0879ab568c4be289c8b1f64ef8921a53c6277d5e069978baacb",
  ],
];

for (const [name, value, expected] of digests) {
  test(`F9 digest of ${name}`, () => {
    assert.equal(digest(sha256, value), expected);
  });
}

test("a commitment is the digest of salt and value, so another salt hides the same value", () => {
  const value = "rita@example.com";
  // ["c2FsdC0x","rita@example.com"]
  const first = "sha256:5c5e7f37a51e55f67b5ca1fcde3879f9c61756313b8d5ee266e1f86bfe223a21";
  // ["c2FsdC0y","rita@example.com"]
  const second = "sha256:1d885e8bb3244ddab23494c6f48102785cba32336a1d7cf306be55a838ececb5";
  assert.equal(commitment(sha256, { salt: "c2FsdC0x", value }), first);
  assert.equal(commitment(sha256, { salt: "c2FsdC0y", value }), second);
});

test("a commitment to words with quotes, a line end and a euro sign", () => {
  // ["s","say \"no\"\n€"]
  assert.equal(
    commitment(sha256, { salt: "s", value: 'say "no"\n€' }),
    "sha256:1c004bb4c6823699efc4069597750b4ee94ad11d94e11ba9144ebf92047a8aa5",
  );
});
