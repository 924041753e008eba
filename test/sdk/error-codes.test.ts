import assert from "node:assert/strict";
import test from "node:test";
import { serverErrorCodes } from "../../sdk/typescript/src/sayso-error.ts";
import { serverCodes } from "./server-codes.ts";

test("the SDK knows the codes that the server answers with, and no others", () => {
  assert.deepEqual(serverErrorCodes.toSorted(), serverCodes.toSorted());
});
