import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { ask } from "../scenarios/world.ts";
import { startChromium } from "./chromium.ts";
import { patienceMs } from "./patience.ts";
import { type Pages, startPages } from "./served-pages.ts";

const most = 120 * 1024;
let pages: Pages;
let browser: Browser;
before(async () => {
  browser = await startChromium();
  pages = await startPages();
});
after(async () => {
  await browser?.close();
  await pages?.stop();
});

/** Everything that a browser loads for a page until it shows `last`, with what each part weighs as gzip has it. */
async function weigh(address: string, last: string): Promise<ReadonlyMap<string, number>> {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const loaded = new Set<string>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/v1/")) loaded.add(request.url().replace(/#.*/, ""));
  });
  await page.goto(address);
  await page.locator(last).waitFor();
  await page.waitForLoadState("networkidle");
  await context.close();
  const weights = new Map<string, number>();
  for (const url of loaded) {
    const response = await fetch(url, { headers: { "accept-encoding": "gzip" } });
    const text = await response.arrayBuffer();
    const sent = response.headers.get("content-length");
    assert.ok(sent, url);
    if (text.byteLength > 2_000) assert.equal(response.headers.get("content-encoding"), "gzip", url);
    weights.set(new URL(url).pathname, Number(sent));
  }
  return weights;
}

for (const [name, open] of [
  ["the inbox", async () => weigh(`${pages.baseUrl}/#${pages.adminToken}`, "#pending + .empty")],
  [
    "a review link's page, its Markdown included",
    async () => {
      const id = pages.newId("claim");
      await ask(pages, id, { title: "Weighed" });
      return weigh(await pages.linkUrl(id), ".markdown");
    },
  ],
] as const)
  test(`${name} is loaded for at most 120 KB, compressed`, async (t) => {
    const weights = await open();
    assert.ok(weights.size >= 5, [...weights.keys()].join(" "));
    const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    t.diagnostic(`${(total / 1024).toFixed(1)} KB in ${weights.size} parts`);
    assert.ok(total > 5_000 && total <= most, `${total} bytes: ${JSON.stringify([...weights])}`);
  });

test("assets are kept for ever, and Brotli is chosen where the browser takes it", async () => {
  const html = await (await fetch(`${pages.baseUrl}/`)).text();
  const script = /src="\.\/(assets\/[^"]+)"/.exec(html)?.[1] ?? "";
  const response = await fetch(`${pages.baseUrl}/${script}`, { headers: { "accept-encoding": "gzip, br" } });
  assert.equal(response.headers.get("content-encoding"), "br");
  assert.equal(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
  const plain = await fetch(`${pages.baseUrl}/${script}`, { headers: { "accept-encoding": "identity" } });
  assert.equal(plain.headers.get("content-encoding"), null);
  assert.equal(await response.text(), await plain.text());
});
