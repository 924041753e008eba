import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { root } from "./documents.ts";

/** The Apache License 2.0 as apache.org prints it. */
const apache = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30";

const { workspaces } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

describe("every package carries the licence that it names", () => {
  for (const folder of [".", ...workspaces])
    test(folder, () => {
      const { license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      assert.equal(license, "Apache-2.0");
      const text = readFileSync(join(root, folder, "LICENSE"));
      assert.equal(createHash("sha256").update(text).digest("hex"), apache);
    });

  test("sdk/python", () => {
    assert.match(readFileSync(join(root, "sdk/python/pyproject.toml"), "utf8"), /^license = "Apache-2\.0"$/m);
    const text = readFileSync(join(root, "sdk/python/LICENSE"));
    assert.equal(createHash("sha256").update(text).digest("hex"), apache);
  });
});
