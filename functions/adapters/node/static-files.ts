import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { StaticFile } from "../../api/routes/pages.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

/** The built pages and the OpenAPI document, read once. */
export function readStaticFiles(pages: string, openapi: string): Readonly<Record<string, StaticFile>> {
  const files: Record<string, StaticFile> = {
    "openapi.json": { type: "application/json", text: readFileSync(openapi, "utf8") },
  };
  for (const name of readdirSync(pages)) {
    const file = {
      type: types[extname(name)] ?? "application/octet-stream",
      text: readFileSync(join(pages, name), "utf8"),
    };
    files[extname(name) === ".html" ? name : `assets/${name}`] = file;
  }
  return files;
}
