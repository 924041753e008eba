import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "fixtures");

/** Names of the stored forms that there have been, oldest first. */
export function storedForms(): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).sort((a, b) => Number(a) - Number(b));
}

export function readFixture<T>(form: string, name: string): T {
  return JSON.parse(readFileSync(join(folder, form, `${name}.json`), "utf8")) as T;
}

/** Writes the next form. Those before it are never touched. */
export function writeNextFixture(files: Readonly<Record<string, unknown>>): string {
  const form = String(Number(storedForms().at(-1) ?? 0) + 1);
  const path = join(folder, form);
  mkdirSync(path, { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(path, `${name}.json`), `${JSON.stringify(content, null, 1)}\n`, { flag: "wx" });
  return path;
}
