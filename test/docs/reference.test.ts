import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { whyNotPython } from "../../tools/python-environment.ts";
import { references } from "../../tools/references.ts";

const noGo = spawnSync("go", ["version"]).error === undefined ? false : "it needs Go";
const skips = { typescript: false, python: whyNotPython() ?? false, go: noGo } as const;

describe("the reference is as the SDKs have it: npm run reference writes it anew", () => {
  for (const [name, { path, make }] of Object.entries(references))
    test(name, { skip: skips[name as keyof typeof skips], timeout: 900_000 }, async () => {
      assert.equal(readFileSync(path, "utf8") === (await make()), true, `docs/reference/${name}.md is stale`);
    });
});
