import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { references } from "./references.ts";

// Writes docs/reference/*.md. A test says whether they are as the SDKs have it.
for (const { path, make } of Object.values(references)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, await make());
}
