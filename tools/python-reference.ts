import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pythonEnvironment } from "./python-environment.ts";

const root = join(import.meta.dirname, "..");

/** The Python SDK's reference in Markdown, of what it exports and nothing else. */
export async function pythonReference(): Promise<string> {
  const python = await pythonEnvironment("python-sdk", join(root, "sdk", "python", "requirements-dev.txt"));
  const script = join(import.meta.dirname, "python_reference.py");
  return execFileSync(python, [script, join(root, "sdk", "python", "src")], { encoding: "utf8" });
}
