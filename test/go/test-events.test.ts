import assert from "node:assert/strict";
import test from "node:test";
import { goOutcomes } from "./test-events.ts";

const lines = (...events: object[]) => events.map((event) => JSON.stringify(event)).join("\n");

test("only tests without subtests count, and their output is theirs", () => {
  const printed = lines(
    { Action: "start", Package: "p" },
    { Action: "run", Package: "p", Test: "TestA" },
    { Action: "output", Package: "p", Test: "TestA/one", Output: "no " },
    { Action: "output", Package: "p", Test: "TestA/one", Output: "good\n" },
    { Action: "fail", Package: "p", Test: "TestA/one" },
    { Action: "pass", Package: "p", Test: "TestA/two" },
    { Action: "fail", Package: "p", Test: "TestA" },
    { Action: "skip", Package: "p", Test: "TestAB" },
    { Action: "fail", Package: "p" },
  );
  assert.deepEqual(goOutcomes(printed), [
    { name: "TestA/one", action: "fail", output: "no good\n" },
    { name: "TestA/two", action: "pass", output: "" },
    { name: "TestAB", action: "skip", output: "" },
  ]);
});

test("a test that fails by itself counts beside subtests that pass", () => {
  const printed = lines(
    { Action: "pass", Package: "p", Test: "TestA/one" },
    { Action: "output", Package: "p", Test: "TestA", Output: "race\n" },
    { Action: "fail", Package: "p", Test: "TestA" },
  );
  assert.deepEqual(goOutcomes(printed), [
    { name: "TestA/one", action: "pass", output: "" },
    { name: "TestA", action: "fail", output: "race\n" },
  ]);
});

test("a package that does not compile, or whose process dies, has failed", () => {
  const printed = lines(
    { ImportPath: "p [p.test]", Action: "build-output", Output: "a.go:1: no\n" },
    { ImportPath: "p [p.test]", Action: "build-fail" },
    { Action: "output", Package: "p", Output: "FAIL\tp [build failed]\n" },
    { Action: "fail", Package: "p", FailedBuild: "p [p.test]" },
  );
  assert.deepEqual(goOutcomes(printed), [{ name: "", action: "fail", output: "FAIL\tp [build failed]\na.go:1: no\n" }]);
});

test("a package that passed, or holds no test, counts for nothing", () => {
  assert.deepEqual(goOutcomes(lines({ Action: "pass", Package: "p" }, { Action: "skip", Package: "q" })), []);
});
