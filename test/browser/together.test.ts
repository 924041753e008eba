import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { ask, auditOf, decideSignedIn } from "../scenarios/world.ts";
import { readText } from "./read-text.ts";
import { signedIn } from "./signed-in.ts";
import { givenPages, leave, tabTo } from "./visitor.ts";

const { pages, visit } = givenPages();

async function given(titles: readonly string[], changes: object = {}): Promise<readonly string[]> {
  const ids = titles.map((title) => pages().newId(title.toLowerCase().replaceAll(" ", "-")));
  for (const [place, title] of titles.entries())
    await ask(pages(), ids[place] ?? "", { title, expiresInHours: 1 + place, ...changes });
  return ids;
}

async function select(page: Page, titles: readonly string[]): Promise<void> {
  for (const title of titles) await page.getByLabel(`Select ${title}`, { exact: true }).check();
}

describe("several requests are decided together", () => {
  test("what is approved is shown whole first; each is a decision of its own, with its own place on the record", async () => {
    const titles = ["First pump", "Second pump", "Third pump"];
    const ids = await given(titles, { action: { name: "buy", arguments: { article: "pump \u202eno", count: 3 } } });
    const page = await signedIn(await visit(), pages());
    await select(page, titles);
    await page.getByText("3 selected").waitFor();
    await page.locator(".selection").getByRole("button", { name: "Approve" }).click();
    const dialog = page.getByRole("dialog", { name: "Approve 3 requests?" });
    const text = await readText(dialog);
    for (const title of titles) assert.ok(text.includes(title), title);
    assert.equal(text.split('article\n"pump ‹U+202E›no"\ncount\n3').length - 1, 3, "the arguments of each");
    assert.match(text, /The agent may carry out what was shown\./);
    for (const id of ids) assert.equal((await pages().approval(id)).status, "pending");
    await page.getByLabel("Comment on each of the 3").fill("Within the budget.");
    await page.getByRole("button", { name: "Yes, approve 3" }).click();
    await page.getByRole("dialog", { name: "3 of 3 decided" }).waitFor();
    await page.getByRole("button", { name: "Done" }).click();
    for (const id of ids) {
      const { status, feedback, reviewer } = await pages().approval(id);
      assert.deepEqual([status, feedback, reviewer.name], ["approved", "Within the budget.", "Admin"]);
      const [entry] = (await auditOf(pages(), id)).filter(({ type }) => type === "approval.decided");
      assert.match(entry.displayedDigest, /^sha256:/);
      assert.equal(entry.channel, "dashboard");
    }
    await page.getByRole("link", { name: "First pump" }).waitFor({ state: "detached" });
    await leave(page);
  });

  test("F25 one that somebody else has decided in the meantime says by whom, and the others stand", async () => {
    const titles = ["Valve one", "Valve two"];
    const [taken = "", free = ""] = await given(titles);
    const page = await signedIn(await visit(), pages());
    await select(page, titles);
    await page.locator(".selection").getByRole("button", { name: "Reject" }).click();
    await page.getByRole("button", { name: "Yes, reject 2" }).waitFor();
    await decideSignedIn(pages(), taken, { decision: "approved", feedback: "I was first." });
    await page.getByRole("button", { name: "Yes, reject 2" }).click();
    const dialog = page.getByRole("dialog", { name: "1 of 2 decided" });
    assert.match(
      await readText(dialog),
      /Valve one\nApproved by Admin\. Yours was not recorded\.\nValve two\nYou rejected this request\n/,
    );
    assert.deepEqual(
      [(await pages().approval(taken)).status, (await pages().approval(free)).status],
      ["approved", "rejected"],
    );
    await leave(page);
  });

  test("one whose answer is lost can be sent again, and has its effect once", async () => {
    const titles = ["Hose one", "Hose two"];
    const ids = await given(titles);
    const page = await signedIn(await visit(), pages());
    let lost = 0;
    await page.route(`**/v1/review/${ids[0]}/decision`, async (route) => {
      await route.fetch();
      if (lost++ === 0) await route.abort();
      else await route.continue();
    });
    await select(page, titles);
    await page.locator(".selection").getByRole("button", { name: "Approve" }).click();
    await page.getByRole("button", { name: "Yes, approve 2" }).click();
    await page.getByRole("dialog", { name: "1 of 2 decided" }).waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("dialog", { name: "2 of 2 decided" }).waitFor();
    const types = (await auditOf(pages(), ids[0] ?? "")).map(({ type }) => type);
    assert.equal(types.filter((type) => type === "approval.decided").length, 1);
    await leave(page);
  });

  test("what is too long to be shown among others, or somebody else's to decide, is left out and says why", async () => {
    await given(["Long one"], { context: "word ".repeat(2_000) });
    await given(["Not mine"], { reviewers: ["rita"] });
    const [short = ""] = await given(["Short one"]);
    const page = await signedIn(await visit(), pages());
    await select(page, ["Long one", "Not mine", "Short one"]);
    await page.locator(".selection").getByRole("button", { name: "Approve" }).click();
    const dialog = page.getByRole("dialog", { name: "Approve this request?" });
    assert.match(
      await readText(dialog),
      /2 are left out:\nLong one: It is too long to be shown here\. Open it, and decide there\.\nNot mine: You may look at this request, but you are not among its reviewers\./,
    );
    await page.getByRole("button", { name: "Yes, approve" }).click();
    await page.getByRole("dialog", { name: "1 of 1 decided" }).waitFor();
    assert.equal((await pages().approval(short)).status, "approved");
    await leave(page);
  });

  test("by keyboard alone: j and k go through the list, x selects, c asks, and says what is missing", async () => {
    const ids = await given(["Key one", "Key two"], { reviewers: ["admin"] });
    const page = await signedIn(await visit(), pages());
    await page.getByRole("link", { name: "Key two" }).waitFor();
    const focused = () => page.evaluate("document.activeElement.textContent");
    for (let presses = 0; presses < 40 && (await focused()) !== "Key one"; presses++) await page.keyboard.press("j");
    await page.keyboard.press("x");
    for (let presses = 0; presses < 40 && (await focused()) !== "Key two"; presses++) await page.keyboard.press("j");
    await page.keyboard.press("k");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByText("2 selected").waitFor();
    await page.keyboard.press("c");
    await page.getByRole("button", { name: "Yes, request changes to 2" }).waitFor();
    await tabTo(page, "Yes, request changes to 2");
    await page.keyboard.press("Enter");
    await page.getByText("Say in the comment what must change.").waitFor();
    assert.equal(await page.evaluate("document.activeElement.id"), "batch-comment");
    await page.keyboard.type("Which keys?");
    await tabTo(page, "Yes, request changes to 2");
    await page.keyboard.press("Space");
    await page.getByRole("dialog", { name: "2 of 2 decided" }).waitFor();
    for (const id of ids) assert.equal((await pages().approval(id)).feedback, "Which keys?");
    await leave(page);
  });

  test("keys do nothing while somebody writes, nor when they are turned off", async () => {
    await given(["Quiet one"]);
    const page = await signedIn(await visit(), pages());
    await page.getByLabel("Search what waits").fill("ja");
    await page.keyboard.press("a");
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.getByLabel("Search what waits").fill("");
    await page.getByRole("link", { name: "Quiet one" }).focus();
    await page.keyboard.press("?");
    await page.getByLabel("Single keys do these things").uncheck();
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("link", { name: "Quiet one" }).focus();
    await page.keyboard.press("a");
    assert.equal(await page.getByRole("dialog").count(), 0);
    await leave(page);
  });

  test("no script decides: neither a press nor a key that is not a person's", async () => {
    const [id = ""] = await given(["Scripted"]);
    const page = await signedIn(await visit(), pages());
    await page.getByLabel("Select Scripted").check();
    await page.evaluate(`
      for (const button of document.querySelectorAll("button")) button.click();
      document.querySelector("#pending a").focus();
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
    `);
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.locator(".selection").getByRole("button", { name: "Approve" }).click();
    await page.getByRole("button", { name: "Yes, approve" }).waitFor();
    await page.evaluate(`for (const button of document.querySelectorAll("dialog button")) button.click();`);
    assert.equal((await pages().approval(id)).status, "pending");
    await leave(page);
  });
});
