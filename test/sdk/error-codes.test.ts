import assert from "node:assert/strict";
import test from "node:test";
import { problemCodes } from "../../functions/schemas/problem.ts";
import { readProblem } from "../../sdk/typescript/src/read-problem.ts";

test("the SDK knows every code that the server answers with", () => {
  for (const code of problemCodes) {
    const error = readProblem(new Response(null, { status: 400 }), { code, detail: "No" });
    assert.equal(error.code, code);
  }
});
