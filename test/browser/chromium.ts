import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { chromiumPath } from "../../tools/chromium.ts";
import { patienceMs } from "./patience.ts";

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

/**
 * Debian's Chromium without a window; `npm test` has installed it where it could.
 *
 * @throws Error where it is missing
 */
export async function startChromium(): Promise<Browser> {
  if (!existsSync(chromiumPath))
    throw new Error(`these tests need Debian's Chromium at ${chromiumPath}: as root, apt-get install chromium`);
  return await chromium.launch({ executablePath: chromiumPath, args, timeout: 2 * patienceMs });
}
