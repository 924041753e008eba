import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { firstTexts } from "../../dashboard/texts/first.ts";
import { readStaticFiles } from "../../functions/adapters/node/static-files.ts";
import { givenPages, leave } from "./visitor.ts";

const root = join(import.meta.dirname, "..", "..");
const { pages, visit } = givenPages();
const policyOf = (style: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

for (const [path, words, needsScripts] of [
  ["/", firstTexts.opening, firstTexts.dashboardNeedsScripts],
  ["/audit", firstTexts.opening, firstTexts.dashboardNeedsScripts],
  ["/approvals/claim-1", firstTexts.opening, firstTexts.dashboardNeedsScripts],
  ["/review/claim-1", firstTexts.openingRequest, firstTexts.reviewNeedsScripts],
] as const) {
  test(`${path} allows its one inline style by its hash, and nothing else`, async () => {
    const response = await fetch(pages().baseUrl + path);
    const [style, ...others] = [...(await response.text()).matchAll(/<style>(.*?)<\/style>/gs)].map(([, css]) => css);
    assert.ok(style);
    assert.deepEqual(others, []);
    assert.equal(response.headers.get("content-security-policy"), policyOf(style));
  });

  test(`${path} is painted before anything but itself has come`, async () => {
    const page = await visit({ viewport: { width: 360, height: 740 } });
    const complaints: string[] = [];
    page.on("console", (message) => /policy/i.test(message.text()) && complaints.push(message.text()));
    // What never comes blocks whatever waits for it.
    await page.route("**/assets/**", () => {});
    await page.goto(pages().baseUrl + path, { waitUntil: "commit" });
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length === 1);
    await page.getByText(words, { exact: true }).waitFor();
    assert.equal(await page.locator(".brand").textContent(), firstTexts.product);
    const padding = await page.evaluate<string>("getComputedStyle(document.querySelector('.bar')).paddingLeft");
    assert.equal(padding, "16px", "the style of the first paint is applied");
    assert.deepEqual(complaints, []);
    await leave(page);
  });

  test(`${path} says what it needs where scripts do not run, and not that it opens`, async () => {
    const page = await visit({ javaScriptEnabled: false });
    await page.goto(pages().baseUrl + path);
    const needed = page.locator("noscript p");
    await needed.waitFor();
    assert.equal(await needed.textContent(), needsScripts);
    assert.equal(await page.getByText(words, { exact: true }).isVisible(), false);
    await leave(page);
  });
}

test("the function on AWS is built with the same pages, and allows the same styles", () => {
  const files = (folder: string) => readStaticFiles(join(root, folder), join(root, "docs", "openapi.json"));
  const [local, lambda] = [files("dist/dashboard"), files("dist/functions/pages/pages")];
  for (const name of ["index.html", "inner.html", "review.html"]) {
    assert.equal(lambda[name]?.text, local[name]?.text);
    assert.equal(lambda[name]?.styles?.length, 1);
    assert.deepEqual(lambda[name]?.styles, local[name]?.styles);
  }
});
