import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { StaticFile } from "../../api/routes/pages.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The built pages, with what they are compressed where the build left it, and the OpenAPI document; read once. */
export function readStaticFiles(pages: string, openapi: string): Readonly<Record<string, StaticFile>> {
  const files: Record<string, StaticFile> = {
    "openapi.json": { type: "application/json", text: readFileSync(openapi, "utf8") },
  };
  for (const name of readdirSync(pages, { recursive: true, encoding: "utf8" })) {
    const type = types[extname(name)];
    if (type) files[name.replaceAll("\\", "/")] = { type, ...readFile(join(pages, name)) };
  }
  return files;
}

function readFile(path: string): Omit<StaticFile, "type"> {
  const compressed = (ending: string) => (existsSync(path + ending) ? readFileSync(path + ending) : undefined);
  const [br, gzip] = [compressed(".br"), compressed(".gz")];
  const text = readFileSync(path, "utf8");
  const styles = path.endsWith(".html") ? inlineStyles(text) : [];
  return { text, ...(br && { br }), ...(gzip && { gzip }), ...(styles.length > 0 && { styles }) };
}

/** Of each style that stands in a page itself, what a content policy allows it by (CSP 3, 2.3.1). */
function inlineStyles(html: string): readonly string[] {
  return [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = ""]) => {
    return `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
  });
}
