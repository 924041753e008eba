import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { leadsSomewhere, sensitivePattern, withoutSensitive } from "../../functions/core/sensitive.ts";
import { content } from "../ports/given.ts";

const asked = {
  ...content,
  context: JSON.parse(
    '{"iban":"DE89","a/b":{"c~d":1},"people":[{"name":"Ann","ssn":"1"},{"ssn":"2"}],"__proto__":"x"}',
  ),
  action: { name: "pay", arguments: { account: "NL91", amount: 5 } },
};

const rest = (...sensitive: string[]) => withoutSensitive({ ...asked, sensitive });

describe("F24 what is marked sensitive", () => {
  test("is left out, and everything else stays as it was", () => {
    const left = rest("/context/iban", "/action/arguments/account", "/context/people/1/ssn");
    assert.deepEqual(left.action, { name: "pay", arguments: { account: "[sensitive]", amount: 5 } });
    const { iban, people } = left.context as typeof asked.context;
    assert.equal(iban, "[sensitive]");
    assert.deepEqual(people, [{ name: "Ann", ssn: "1" }, { ssn: "[sensitive]" }]);
    assert.equal(left.title, asked.title);
    assert.equal(asked.context.iban, "DE89", "the content itself is not changed");
  });

  test("can be a whole part, and marks within it say nothing more", () => {
    assert.equal(rest("/context", "/context/iban").context, "[sensitive]");
    assert.equal(rest("/context/iban", "/context").context, "[sensitive]");
    assert.deepEqual(rest("/action/arguments").action, { name: "pay", arguments: "[sensitive]" });
  });

  test("can have a name with a slash, a tilde, or one that objects have by themselves", () => {
    const { context } = rest("/context/a~1b/c~0d", "/context/__proto__");
    assert.equal(
      JSON.stringify(context),
      '{"iban":"DE89","a/b":{"c~d":"[sensitive]"},"people":[{"name":"Ann","ssn":"1"},{"ssn":"2"}],"__proto__":"[sensitive]"}',
    );
  });

  test("is nothing where nothing is marked", () => assert.deepEqual(withoutSensitive(asked), asked));
});

test("a mark must be a JSON Pointer into what is shown", () => {
  for (const [pointer, fits] of [
    ["/context", true],
    ["/context/iban", true],
    ["/context//x", true],
    ["/context/a~1b", true],
    ["/action/arguments/account", true],
    ["/action/name", false],
    ["/title", false],
    ["/contexts", false],
    ["context.iban", false],
    ["/context/a~2b", false],
    ["", false],
  ] as const)
    assert.equal(sensitivePattern.test(pointer), fits, pointer);
});

test("a mark must lead to something", () => {
  for (const [pointer, leads] of [
    ["/context/iban", true],
    ["/context/people/1/ssn", true],
    ["/context/people/2", false],
    ["/context/people/01", false],
    ["/context/people/length", false],
    ["/context/toString", false],
    ["/context/__proto__", true],
    ["/context/iban/0", false],
    ["/action/arguments/amount", true],
  ] as const)
    assert.equal(leadsSomewhere(asked, pointer), leads, pointer);
  assert.equal(leadsSomewhere({}, "/context"), false);
});
