// Runs before `npm start` and `npm test`, on whatever Node the machine has: installs what the lockfile says when
// node_modules is missing or older than it.
import { execSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

const installed = "node_modules/.package-lock.json";
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync("package-lock.json").mtimeMs) {
  process.stdout.write("Installing what package-lock.json says; this takes a minute the first time.\n");
  // Not `npm ci`: it insists on optional packages of other platforms, which a registry may not have.
  execSync("npm install --no-save --loglevel=error", { stdio: "inherit" });
}
