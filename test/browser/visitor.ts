import { after, before } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { startChromium } from "./chromium.ts";
import { patienceMs } from "./patience.ts";
import { type Pages, startPages } from "./served-pages.ts";

/** A server with its pages and a browser to look at them with, for all tests of a file. */
export function givenPages(own: Parameters<typeof startPages>[0] = {}): {
  readonly pages: () => Pages;
  visit(options?: BrowserContextOptions): Promise<Page>;
} {
  let pages: Pages;
  let browser: Browser;
  before(async () => {
    // First: without a browser, a server that runs already would keep the failed tests from ending.
    browser = await startChromium();
    pages = await startPages(own);
    // A tab that stays open keeps the browser from starting anew for each of the others.
    await (await browser.newPage()).goto(pages.baseUrl);
  });
  after(async () => {
    await browser?.close();
    await pages?.stop();
  });
  return {
    pages: () => pages,
    /** A person in a browser profile of their own: nobody is signed in, and nothing is kept, by another's visit. */
    visit: async (options) => {
      const page = await (await browser.newContext(options)).newPage();
      page.setDefaultTimeout(patienceMs);
      return page;
    },
  };
}

export async function leave(page: Page): Promise<void> {
  await page.context().close();
}

/** Presses Tab until the focus is on what has these words: all that a person without a mouse can do. */
export async function tabTo(page: Page, words: string): Promise<void> {
  const focused = "(document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent";
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(focused)) === words) return;
  }
  throw new Error(`Tab never leads to ${words}`);
}

/** Keeps the page from noticing by itself what happens elsewhere, and returns the way to let it look again. */
export async function stopPolling(page: Page): Promise<() => Promise<void>> {
  const review = "**/v1/review/*";
  await page.route(review, (route) => route.abort());
  // It looks once at a time: when this has failed, no answer from before is on its way any more.
  await Promise.all([
    page.waitForEvent("requestfailed", (request) => /\/v1\/review\/[^/]+$/.test(request.url())),
    comeBack(page),
  ]);
  return () => page.unroute(review);
}

/** Has the page look at once for what happened elsewhere, as it does when its tab is opened again. */
export async function comeBack(page: Page): Promise<void> {
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
}
