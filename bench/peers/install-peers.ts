import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const folder = import.meta.dirname;
const installed = join(folder, "node_modules/.package-lock.json");
const lockfile = join(folder, "package-lock.json");

/** Installs what the peers' lockfile says, once, and runs no script of it. */
export async function installPeers(): Promise<void> {
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return;
  console.log("installing what Sayso is measured beside; this takes a minute the first time …");
  // Not `npm ci`: it insists on optional packages of other platforms, which a registry may not have.
  const args = ["install", "--no-save", "--ignore-scripts", "--loglevel=error"];
  await promisify(execFile)("npm", args, { cwd: folder });
}
