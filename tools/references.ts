import { join } from "node:path";
import { goReference } from "./go-reference.ts";
import { pythonReference } from "./python-reference.ts";
import { typescriptReference } from "./typescript-reference.ts";

const folder = join(import.meta.dirname, "..", "docs", "reference");

/** The reference documents of the SDKs, and what makes them. */
export const references = {
  typescript: { path: join(folder, "typescript.md"), make: typescriptReference },
  python: { path: join(folder, "python.md"), make: pythonReference },
  go: { path: join(folder, "go.md"), make: goReference },
} as const;
