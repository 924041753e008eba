import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { ask } from "../scenarios/world.ts";
import { readText } from "./read-text.ts";
import { givenPages, leave, tabTo } from "./visitor.ts";

const { pages, visit } = givenPages();

interface Case {
  readonly decision: string;
  readonly press: string;
  readonly question: string;
  readonly confirm: string;
  readonly outcome: string;
  readonly meaning: string;
}

const cases: readonly Case[] = [
  {
    decision: "approved",
    press: "Approve",
    question: "Approve this request?",
    confirm: "Yes, approve",
    outcome: "You approved this request",
    meaning: "The agent may carry out what was shown.",
  },
  {
    decision: "rejected",
    press: "Reject",
    question: "Reject this request?",
    confirm: "Yes, reject",
    outcome: "You rejected this request",
    meaning: "The agent must not carry out what was shown.",
  },
  {
    decision: "request_changes",
    press: "Request changes",
    question: "Request changes?",
    confirm: "Yes, request changes",
    outcome: "You requested changes",
    meaning: "The agent must change its proposal as the feedback says before it asks again.",
  },
];

async function byClicks(page: Page, { press, question, confirm, meaning }: Case): Promise<void> {
  await page.getByLabel("Comment for the agent").fill("Seen the receipt.\nFine.");
  await page.getByRole("button", { name: press, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: question });
  const text = await readText(dialog);
  for (const words of [meaning, "Pay claim 42", "pay_claim", "120.5", '"EUR"', "Seen the receipt.\nFine."])
    assert.ok(text.includes(words), `the dialog says ${words}: ${text}`);
  await dialog.getByRole("button", { name: confirm }).click();
}

async function byKeyboard(page: Page, { press, confirm }: Case): Promise<void> {
  await tabTo(page, "Comment for the agent and for the record");
  await page.keyboard.type("Seen the receipt.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Fine.");
  await tabTo(page, press);
  await page.keyboard.press("Enter");
  // Enter once more, in haste, confirms nothing: the focus is on the question.
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await tabTo(page, confirm);
  await page.keyboard.press("Space");
}

for (const width of [360, 1280])
  for (const [how, act] of [
    ["clicks", byClicks],
    ["keyboard alone", byKeyboard],
  ] as const)
    describe(`${width} px wide, by ${how}`, () => {
      let page: Page;
      before(async () => {
        page = await visit();
        await page.setViewportSize({ width, height: 740 });
      });
      after(() => leave(page));

      for (const each of cases)
        test(each.decision, async () => {
          const id = pages().newId("claim");
          await ask(pages(), id, { reviewers: ["rita"] });
          await page.goto(await pages().linkUrl(id, "rita"));
          await page.getByRole("heading", { name: "Pay claim 42" }).waitFor();
          await act(page, each);
          const outcome = page.getByRole("heading", { name: each.outcome });
          await outcome.waitFor();
          assert.equal(await page.evaluate("document.activeElement.textContent"), each.outcome);
          assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
          const text = await readText(page.locator("#outcome"));
          assert.match(text, /Comment\nSeen the receipt\.\nFine\./);
          assert.ok(text.includes(each.meaning));
          assert.equal(await page.locator("#decision button").count(), 0);
          const { status, feedback, reviewer } = await pages().approval(id);
          assert.deepEqual([status, feedback], [each.decision, "Seen the receipt.\nFine."]);
          assert.deepEqual(reviewer, { id: "rita", name: "rita", via: "link" });
        });
    });

describe("a press too few or too many decides nothing", () => {
  async function opened(): Promise<[Page, string]> {
    const id = pages().newId("claim");
    await ask(pages(), id);
    const page = await visit();
    await page.goto(await pages().linkUrl(id));
    await page.getByRole("button", { name: "Approve", exact: true }).waitFor();
    return [page, id];
  }

  test("changes are not requested without saying which", async () => {
    const [page, id] = await opened();
    await page.getByRole("button", { name: "Request changes" }).click();
    assert.equal(await readText(page.getByRole("alert")), "Say in the comment what must change.");
    assert.equal(await page.evaluate("document.activeElement.id"), "comment");
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal((await pages().approval(id)).status, "pending");
    await leave(page);
  });

  test("a comment over 10,000 characters is not cut, but sent back to its writer", async () => {
    const [page] = await opened();
    await page.getByLabel("Comment").fill("x".repeat(10_001));
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    assert.equal(
      await readText(page.getByRole("alert")),
      "The comment is too long by 1; 10,000 characters are allowed.",
    );
    await leave(page);
  });

  test("Back and Escape leave everything as it was", async () => {
    const [page, id] = await opened();
    await page.getByLabel("Comment").fill("Hm.");
    for (const close of ["Back", "Escape"]) {
      await page.getByRole("button", { name: "Approve", exact: true }).click();
      await page.getByRole("dialog").waitFor();
      if (close === "Back") await page.getByRole("button", { name: "Back" }).click();
      else await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    assert.equal(await page.getByLabel("Comment").inputValue(), "Hm.");
    assert.equal((await pages().approval(id)).status, "pending");
    await leave(page);
  });

  test("a double click asks, and does not answer itself", async () => {
    const [page, id] = await opened();
    await page.getByRole("button", { name: "Approve", exact: true }).dblclick();
    await page.getByRole("dialog").waitFor();
    assert.equal((await pages().approval(id)).status, "pending");
    await leave(page);
  });
});
