import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTypes, { astToString, type OpenAPI3 } from "openapi-typescript";
import { openApiDocument } from "./openapi-document.ts";

// Writes the API's document, and from it the types that the pages read answers by; with --check only says whether both
// are as the schemas have it.
const root = join(import.meta.dirname, "..");
const document = openApiDocument();
const made = {
  "docs/openapi.json": `${JSON.stringify(document, null, 2)}\n`,
  "dashboard/page/openapi.d.ts": astToString(await openapiTypes(document as OpenAPI3)),
};
for (const [name, text] of Object.entries(made)) {
  const path = join(root, name);
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    process.stderr.write(`${name} is not what the schemas say: run npm run openapi\n`);
    process.exitCode = 1;
  }
}
