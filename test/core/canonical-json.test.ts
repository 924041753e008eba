import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalJson } from "../../functions/core/canonical-json.ts";

/** RFC 8785, appendix B: the bits of a double, and its text. */
const numbers: readonly (readonly [string, string])[] = [
  ["0000000000000000", "0"],
  ["8000000000000000", "0"],
  ["0000000000000001", "5e-324"],
  ["8000000000000001", "-5e-324"],
  ["7fefffffffffffff", "1.7976931348623157e+308"],
  ["ffefffffffffffff", "-1.7976931348623157e+308"],
  ["4340000000000000", "9007199254740992"],
  ["c340000000000000", "-9007199254740992"],
  ["4430000000000000", "295147905179352830000"],
  ["44b52d02c7e14af5", "9.999999999999997e+22"],
  ["44b52d02c7e14af6", "1e+23"],
  ["44b52d02c7e14af7", "1.0000000000000001e+23"],
  ["444b1ae4d6e2ef4e", "999999999999999700000"],
  ["444b1ae4d6e2ef4f", "999999999999999900000"],
  ["444b1ae4d6e2ef50", "1e+21"],
  ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
  ["3eb0c6f7a0b5ed8d", "0.000001"],
  ["41b3de4355555553", "333333333.3333332"],
  ["41b3de4355555554", "333333333.33333325"],
  ["41b3de4355555555", "333333333.3333333"],
  ["41b3de4355555556", "333333333.3333334"],
  ["41b3de4355555557", "333333333.33333343"],
  ["becbf647612f3696", "-0.0000033333333333333333"],
  ["43143ff3c1cb0959", "1424953923781206.2"],
];

function double(bits: string): number {
  return Buffer.from(bits, "hex").readDoubleBE();
}

for (const [bits, text] of numbers) {
  test(`F9 RFC 8785 appendix B: ${bits} is ${text}`, () => {
    assert.equal(canonicalJson(double(bits)), text);
  });
}

test("F9 RFC 8785 appendix B: NaN and the infinities are refused", () => {
  for (const bits of ["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"])
    assert.throws(() => canonicalJson({ amount: double(bits) }), TypeError, bits);
});

test("F9 RFC 8785 section 3.2: the sample object has the RFC's own bytes", () => {
  const sample = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`;
  const bytes = `
    7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c 22 6e
    75 6d 62 65 72 73 22 3a 5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31 65 2b 33 30
    2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37 5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24
    5c 75 30 30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d`;
  assert.equal(Buffer.from(canonicalJson(JSON.parse(sample))).toString("hex"), bytes.replaceAll(/\s/g, ""));
});

test("F9 RFC 8785 section 3.2.3: keys are sorted by UTF-16 code units", () => {
  const members = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  assert.equal(
    canonicalJson(members),
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",' +
      '"\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  );
});

test("F9 numbers that look alike are told apart, and those that are alike are not", () => {
  assert.equal(canonicalJson([-0, 0, 1e21, 1e20, 1.0, 10, "10"]), '[0,0,1e+21,100000000000000000000,1,10,"10"]');
});

test("F9 strings: only what JSON must escape is escaped, in the RFC's spelling", () => {
  assert.equal(
    canonicalJson('\u0000\b\t\n\u000b\f\r\u001f "\\/\u007f\u2028\u00e9e\u0301\ud83d\ude00'),
    '"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f \\"\\\\/\u007f\u2028\u00e9e\u0301\ud83d\ude00"',
  );
});

test("F9 a lone surrogate is refused in a value and in a key", () => {
  for (const value of ["\ud800", "\ude00", "a\ude00\ud83d", { "\udead": 1 }, [["\ud83d"]]])
    assert.throws(() => canonicalJson(value), TypeError);
});

test("F9 what JSON cannot hold is refused, never written as something else", () => {
  const holes: unknown[] = [1];
  holes[2] = 3;
  const refused = [undefined, () => 1, 1n, Symbol("s"), [undefined], holes, new Date(0), new Map([["a", 1]]), /a/];
  for (const value of refused) assert.throws(() => canonicalJson(value), TypeError, String(value));
});

test("a member without a value is left out; one that is null stays", () => {
  assert.equal(canonicalJson({ b: undefined, c: null, a: {} }), '{"a":{},"c":null}');
  assert.equal(canonicalJson(Object.assign(Object.create(null), { a: 1 })), '{"a":1}');
});

test("F9 the member __proto__ is a member like any other", () => {
  assert.equal(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}')), '{"__proto__":{"a":2},"b":1}');
});
