import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openApiDocument } from "./openapi-document.ts";

// Writes docs/openapi.json; with --check only says whether it is as the schemas have it.
const path = join(import.meta.dirname, "..", "docs", "openapi.json");
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  process.stderr.write("docs/openapi.json is not what the schemas say: run npm run openapi\n");
  process.exit(1);
}
