import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = "/usr/bin/chromium";

const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws Error where Chromium is missing and this user cannot install it */
function installIfMissing(): void {
  if (existsSync(executablePath)) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get"))
    throw new Error(`these tests need Debian's Chromium at ${executablePath}: apt-get install chromium`);
  execFileSync("apt-get", ["update"], { stdio: "ignore" });
  execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { stdio: "ignore" });
}

/** Debian's Chromium without a window. */
export function startChromium(): Promise<Browser> {
  installIfMissing();
  return chromium.launch({ executablePath, args });
}
