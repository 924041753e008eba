import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { ask, call } from "../scenarios/world.ts";
import { becomes } from "./becomes.ts";
import { hostileContexts } from "./hostile-contexts.ts";
import { readText } from "./read-text.ts";
import { givenPages, leave } from "./visitor.ts";

const { pages, visit } = givenPages();

/** Whatever a page might do for an agent that it must not: run a script, call a stranger, open a window, break. */
interface Watch {
  readonly strangers: string[];
  readonly faults: string[];
}

async function watched(): Promise<[Page, Watch]> {
  const page = await visit();
  const watch: Watch = { strangers: [], faults: [] };
  await page.addInitScript(
    "globalThis.alert = globalThis.owned = () => { document.documentElement.dataset.owned = 1; }",
  );
  page.on("request", (request) => {
    if (!request.url().startsWith(`${pages().baseUrl}/`)) watch.strangers.push(request.url());
  });
  page.on("pageerror", ({ message }) => watch.faults.push(message));
  page.on("console", (line) => watch.faults.push(line.text()));
  page.on("dialog", (dialog) => watch.faults.push(dialog.message()));
  page.on("popup", (popup) => watch.faults.push(popup.url()));
  return [page, watch];
}

async function opened(id: string): Promise<[Page, Watch]> {
  const [page, watch] = await watched();
  await page.goto(await pages().linkUrl(id));
  await page.locator("#decide").waitFor();
  return [page, watch];
}

async function harmless(page: Page, watch: Watch): Promise<void> {
  assert.deepEqual(watch, { strangers: [], faults: [] });
  assert.equal(await page.evaluate("document.documentElement.dataset.owned"), undefined);
  assert.equal(await page.locator("main :is(script, iframe, object, embed, svg, img, style, link, form)").count(), 0);
  const schemes = await page.locator("a").evaluateAll("(links) => links.map((link) => link.protocol)");
  assert.deepEqual(
    [...new Set(schemes as string[])].filter((scheme) => !/^https?:$/.test(scheme)),
    [],
  );
}

const markup = [
  "<script>owned()</script>",
  "<img src=x onerror=owned()>",
  "<svg onload=owned()><script>owned()</script></svg>",
  '<a href="javascript:owned()">a</a>',
  "<iframe srcdoc='<script>parent.owned()</script>'></iframe>",
  "<style>@import 'https://evil.example/x.css';</style>",
  "[click](javascript:owned())",
  "[click](JaVaScRiPt:owned())",
  "[click](data:text/html,<script>owned()</script>)",
  "[click](vbscript:owned())",
  "![pixel](https://evil.example/pixel.png)",
  "<javascript:owned()>",
  "[click]: javascript:owned()",
  "[click]",
  "`<script>owned()</script>`",
  "<!-- unseen -->",
];

describe("F23 hostile words do nothing and are all there to read", () => {
  test("in a context of Markdown", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id, { context: markup.join("\n\n") });
    const [page, watch] = await opened(id);
    const text = await readText(page.locator(".markdown"));
    for (const each of markup.filter((words) => !/^[!`]|^\[click\]$/.test(words)))
      assert.ok(text.includes(each), `${each} is not in ${text}`);
    assert.ok(text.includes("Image not loaded: pixel (https://evil.example/pixel.png)"));
    await page.getByRole("button", { name: "Show as written" }).click();
    assert.equal(await readText(page.locator("pre.text")), markup.join("\n"));
    await harmless(page, watch);
    await leave(page);
  });

  test("in every other place that an agent can write to", async () => {
    const id = pages().newId("claim");
    const words = "<script>owned()</script><img src=x onerror=owned()>";
    const executionId = pages().newId("run");
    const by = { agent: "claims" };
    await call(pages(), "agent", "PUT", `/v1/executions/${executionId}`, { ...by, status: "running" });
    await call(pages(), "agent", "POST", `/v1/executions/${executionId}/notes`, { message: words, tags: ["<b>"] });
    await ask(pages(), id, {
      ...by,
      executionId,
      title: words,
      context: { [words]: [words, { [words]: words }] },
      action: { name: words, arguments: { [words]: words, lines: `${words}\n${words}` } },
      metadata: { "<i>": words },
    });
    const [page, watch] = await opened(id);
    assert.equal(await readText(page.getByRole("heading", { level: 1 })), words);
    await becomes(() => page.title(), `${words} · Sayso`);
    assert.equal((await readText(page.locator("main"))).split(words).length - 1, 12);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await harmless(page, watch);
    await leave(page);
  });

  test("112 contexts: no script runs, nothing is fetched from a stranger, and a decision stays possible", async () => {
    assert.equal(hostileContexts.length, 112);
    const [page, watch] = await watched();
    for (const context of hostileContexts) {
      const id = pages().newId("claim");
      const asked = await ask(pages(), id, { context, reviewers: ["rita"] });
      assert.equal(asked.status, 201, asked.text.slice(0, 200));
      await page.goto(await pages().linkUrl(id, "rita"));
      await page.locator("#decide").waitFor();
      for (const open = page.locator(".show-all"); (await open.count()) > 0; ) await open.first().click();
      await page.getByRole("button", { name: "Approve", exact: true }).click();
      await page.getByRole("dialog").waitFor();
      await harmless(page, watch);
      await page.keyboard.press("Escape");
    }
    await leave(page);
  });

  test("a link says where it leads, and tells the other side nothing", async () => {
    const id = pages().newId("claim");
    const context = "[your bank](https://evil.example/login) and https://files.example.com/a";
    await ask(pages(), id, { context, approvalRequestUrl: "https://sayso@xn--pypal-4ve.example:8443/review" });
    const [page, watch] = await opened(id);
    assert.match(
      await readText(page.locator(".markdown")),
      /^your bank \(evil\.example\) and https:\/\/files\.example\.com\/a$/,
    );
    const own = page.locator(".card").filter({ hasText: "The agent's own page" });
    assert.match(
      await readText(own),
      /Given by the agent, not by Sayso, and not checked\. It opens a page at xn--pypal-4ve\.example:8443\./,
    );
    for (const link of await page.locator("#request a").all())
      assert.equal(await link.getAttribute("rel"), "noopener noreferrer nofollow");
    await harmless(page, watch);
    await leave(page);
  });

  test("Markdown that is built to stall a reader's browser is shown within seconds", async () => {
    const deep = [
      ">".repeat(5_000),
      "*a_ ".repeat(4_000),
      "_a__".repeat(4_000),
      "- ".repeat(5_000),
      "[".repeat(16_000),
    ];
    for (const context of deep) {
      const id = pages().newId("claim");
      await ask(pages(), id, { context });
      const page = await visit();
      await page.goto(await pages().linkUrl(id));
      await page.locator("#decide").waitFor();
      // The reader of Markdown has come, and what it makes of this leaves the page free to answer.
      await page.waitForLoadState("networkidle");
      await page.locator(".show-all").click({ timeout: 20_000 });
      await page.getByRole("button", { name: "Approve", exact: true }).click({ timeout: 20_000 });
      await page.getByRole("dialog").waitFor({ timeout: 20_000 });
      await leave(page);
    }
  });
});
