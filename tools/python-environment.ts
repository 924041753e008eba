import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const python = process.platform === "win32" ? "python" : "python3";

/** Why tools in Python cannot run on this machine, or undefined when they can. */
export function whyNotPython(minor = 11): string | undefined {
  const { stdout } = spawnSync(python, ["--version"], { encoding: "utf8" });
  const [, found] = /^Python 3\.(\d+)/.exec(stdout ?? "") ?? [];
  return Number(found) >= minor ? undefined : `it needs Python 3.${minor} or newer; found ${stdout?.trim() || "none"}`;
}

/**
 * A virtual environment with exactly what a list of pinned packages says, made once and kept under `.cache`; it appears
 * whole or not at all.
 *
 * @returns its interpreter
 */
export async function pythonEnvironment(name: string, requirements: string): Promise<string> {
  const version = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const cache = join(import.meta.dirname, "..", ".cache", name);
  const target = join(cache, version);
  const interpreter = (folder: string) =>
    process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  if (existsSync(target)) return interpreter(target);
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, "installing-"));
  try {
    await run(python, ["-m", "venv", fresh]);
    const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"];
    await run(interpreter(fresh), ["-m", "pip", "install", ...options, "-r", requirements]);
    await rename(fresh, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return interpreter(target);
}
