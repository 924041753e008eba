import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { ask, call } from "../scenarios/world.ts";
import { readText } from "./read-text.ts";
import { comeBack, givenPages, leave, tabTo } from "./visitor.ts";

const { pages, visit } = givenPages();

async function opened(changes: object): Promise<Page> {
  const id = pages().newId("claim");
  await ask(pages(), id, changes);
  const page = await visit();
  await page.goto(await pages().linkUrl(id));
  await page.locator("#decide").waitFor();
  return page;
}

function argument(page: Page, name: string) {
  return page
    .locator("#request dl.fields > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd");
}

describe("F23 what hides is shown", () => {
  const written: readonly (readonly [string, string])[] = [
    ["rm \u202etxt.exe", '"rm ‹U+202E›txt.exe"'],
    ["a\u2066b\u2069c", '"a‹U+2066›b‹U+2069›c"'],
    ["pay\u200bpal", '"pay‹U+200B›pal"'],
    ["a\u200b\u200b\u200bb", '"a‹U+200B ×3›b"'],
    ["\ufeffstart", '"‹U+FEFF›start"'],
    ["so\u00adft", '"so‹U+00AD›ft"'],
    ["\u{e0041}\u{e0042}", '"‹U+E0041›‹U+E0042›"'],
    ["a\u3164b", '"a‹U+3164›b"'],
    ["a\u0085b\u007f", '"a‹U+0085›b‹U+007F›"'],
    ["a\u0000\u001bb", '"a\\u0000\\u001bb"'],
    ["A\ufe0fB", '"A‹U+FE0F›B"'],
    ["⚠️ 1️⃣ 👩‍👧", '"⚠️ 1️⃣ 👩‍👧"'],
    [`ok${" ".repeat(300)}and delete`, '"ok‹300 spaces›and delete"'],
    ["5", '"5"'],
  ];

  test("in arguments", async () => {
    const named = written.map(([value], place) => [`argument-${place}`, value]);
    const page = await opened({ action: { name: "run", arguments: { ...Object.fromEntries(named), number: 5 } } });
    for (const [place, [, shown]] of written.entries())
      assert.equal(await argument(page, `argument-${place}`).textContent(), shown);
    assert.equal(await argument(page, "number").textContent(), "5");
    await leave(page);
  });

  test("and said in words to those who listen", async () => {
    const page = await opened({ title: "Pay \u202eeno" });
    const mark = page.getByRole("heading", { level: 1 }).getByRole("img");
    assert.equal(await mark.getAttribute("aria-label"), "hidden character U+202E, right-to-left override");
    await leave(page);
  });

  test("in text of several lines, and in Markdown", async () => {
    const text = `Dear\u200d Ann,${"\n".repeat(40)}I sell you everything.`;
    const page = await opened({ context: `**Pay** \u202eeno`, action: { name: "mail", arguments: { text } } });
    assert.equal(
      await readText(argument(page, "text")),
      "text of 41 lines\nDear‹U+200D› Ann,‹40 line breaks›I sell you everything.",
    );
    assert.equal(await readText(page.locator(".markdown")), "Pay ‹U+202E›eno");
    await leave(page);
  });
});

describe("F23 nothing is decided on what was not shown whole", () => {
  const rows = Array.from({ length: 5_000 }, (_, row) => ({ row, payee: `payee-${row}` }));
  const values = { memo: `${"x".repeat(200_000)}the end`, rows, amount: 5 };

  test("200 KB of text and 5,000 rows: the buttons wait until all of both is shown", async () => {
    const page = await opened({ action: { name: "pay", arguments: values } });
    const approve = page.getByRole("button", { name: "Approve", exact: true });
    const locked = page.locator("#locked");
    assert.deepEqual(
      [await approve.isEnabled(), await page.getByRole("button", { name: "Reject" }).isEnabled()],
      [false, false],
    );
    assert.match(
      await readText(locked),
      /^2 values are too long to be shown at once\. Show all of each before you decide\./,
    );
    await page.getByRole("button", { name: "Show all of memo (200,009 characters)" }).click();
    assert.match(
      await readText(locked),
      /^One value is too long to be shown at once\. Show all of it before you decide\./,
    );
    assert.equal(await approve.isEnabled(), false);
    await page.getByRole("button", { name: /^Show all of rows/ }).click();
    assert.deepEqual([await approve.isEnabled(), await locked.isVisible()], [true, false]);
    assert.equal(await argument(page, "memo").textContent(), `"${values.memo}"`);
    assert.deepEqual(JSON.parse((await argument(page, "rows").textContent()) ?? ""), rows);
    assert.equal(await page.getByText('"payee-4999"').count(), 1);
    await leave(page);
  });

  test("by keyboard alone", async () => {
    const page = await opened({ context: "word ".repeat(2_000) });
    await tabTo(page, "Go to it");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.equal(await page.getByRole("button", { name: "Approve", exact: true }).isEnabled(), true);
    await leave(page);
  });
});

test("a reviewer sees who asks, for what, with which notes, and who may decide", async () => {
  const executionId = pages().newId("run");
  const agent = "claim-processor";
  await call(pages(), "agent", "PUT", `/v1/executions/${executionId}`, { agent, status: "running" });
  for (const [message, ...tags] of [["Risk: 72", "risk"], ["Photos match."]])
    await call(pages(), "agent", "POST", `/v1/executions/${executionId}/notes`, { message, tags });
  const page = await opened({
    agent,
    executionId,
    initiatedBy: "jo",
    reviewers: ["admin", "rita"],
    context: { policy: "P-1" },
    metadata: { region: "Nordics" },
  });
  const text = await readText(page.locator("main"));
  for (const words of [
    "The agent “claim-processor” asks for your decision\nPay claim 42\nWaiting for a decision",
    `Agent\nclaim-processor\nExecution\n${executionId}\nOn behalf of\njo\n`,
    "Reviewers\nadmin, rita\n",
    'What it is about\npolicy\n"P-1"\n',
    'What the agent wants to do\npay_claim\namount\n120.5\ncurrency\n"EUR"\n',
    'Details\nregion\n"Nordics"\n',
    "You decide as admin. The first decision stands.",
  ])
    assert.ok(text.includes(words), `${words} is not in ${text}`);
  assert.match(text, /Notes of the execution\n[^\n]*\nrisk\nRisk: 72\n[^\n]*\nPhotos match\.\n/);
  assert.ok(!text.includes("The agent's own page"));
  await leave(page);
});

test("somebody signed in who is no reviewer may look, and is told so", async () => {
  const id = pages().newId("claim");
  await ask(pages(), id, { reviewers: ["rita"] });
  const page = await visit();
  await page.goto(`${pages().baseUrl}/#${pages().adminToken}`);
  await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
  await page.goto(`${pages().baseUrl}/review/${id}`);
  await page.getByText("You may look at this request, but you are not among its reviewers.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0);
  await leave(page);
});

test("a note that comes while the page is open appears on it, and so the decision is about it", async () => {
  const executionId = pages().newId("run");
  const id = pages().newId("claim");
  const note = (message: string) =>
    call(pages(), "agent", "POST", `/v1/executions/${executionId}/notes`, { message, tags: [] });
  await call(pages(), "agent", "PUT", `/v1/executions/${executionId}`, { agent: "a", status: "running" });
  await ask(pages(), id, { agent: "a", executionId });
  const page = await visit();
  await page.goto(await pages().linkUrl(id));
  await page.getByLabel("Comment").fill("Half a");
  await note("The claimant called.");
  const answered = page.waitForResponse(
    async (response) => response.url().endsWith(`/v1/review/${id}`) && /claimant called/.test(await response.text()),
  );
  await comeBack(page);
  const latest = await answered;
  await page.getByText("The claimant called.").waitFor();
  assert.equal(await page.getByLabel("Comment").inputValue(), "Half a");
  const sent = page.waitForRequest("**/decision");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByRole("button", { name: "Yes, approve" }).click();
  const digestOf = (nonce: string) => nonce.split(".")[1];
  assert.equal(digestOf((await sent).postDataJSON().nonce), digestOf((await latest.json()).nonce));
  await leave(page);
});
