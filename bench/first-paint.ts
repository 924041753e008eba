import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { chromiumPath, installChromium } from "../tools/chromium.ts";
import { startShowroom } from "../tools/showroom.ts";

// Measures how soon a review link shows something, and all of the request, to somebody whose browser opens it for the
// first time on a throttled network: the "Fast 3G" of Chrome's own tools.
const fast3G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.44e6 / 8) | 0,
  uploadThroughput: (675e3 / 8) | 0,
};
const rounds = 9;

interface Timing {
  readonly firstPaint: number;
  readonly wholeRequest: number;
}

async function open(browser: Browser, url: string): Promise<Timing> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  await debug.send("Network.enable");
  await debug.send("Network.emulateNetworkConditions", fast3G);
  await page.goto(url);
  await page.locator("#decide").waitFor();
  const timing = await page.evaluate<Timing>(`({
    firstPaint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    wholeRequest: performance.now(),
  })`);
  await context.close();
  return timing;
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN);
}

installChromium();
if (!existsSync(chromiumPath)) throw new Error(`this needs Debian's Chromium at ${chromiumPath}`);
const showroom = await startShowroom();
const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
const link = await showroom.reviewLink(showroom.pending);
const timings: Timing[] = [];
for (let round = 0; round < rounds; round++) timings.push(await open(browser, link));
await browser.close();
await showroom.stop();
for (const name of ["firstPaint", "wholeRequest"] as const) {
  const values = timings.map((timing) => Math.round(timing[name]));
  process.stdout.write(`${name}: ${median(values)} ms in the median of ${values.join(", ")}\n`);
}
