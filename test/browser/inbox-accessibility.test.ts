import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { ask, decideSignedIn } from "../scenarios/world.ts";
import { barriers } from "./axe.ts";
import { comeBack, givenPages, leave } from "./visitor.ts";

const { pages, visit } = givenPages();

async function signedIn(): Promise<Page> {
  const page = await visit();
  await page.goto(`${pages().baseUrl}/#${pages().adminToken}`);
  await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
  return page;
}

async function bars(page: Page): Promise<void> {
  assert.deepEqual(await barriers(page), []);
  await leave(page);
}

test("what bars somebody is found", async () => {
  const page = await signedIn();
  await page.evaluate("document.querySelector('h1').style.color = '#aaa'");
  await page.evaluate("document.querySelector('main').append(document.createElement('input'))");
  const found = await barriers(page);
  for (const each of [
    "360 px, light: color-contrast at h1",
    "1280 px, light: color-contrast at h1",
    "360 px, light: label at #main > input",
    "1280 px, dark: label at #main > input",
  ])
    assert.ok(
      found.some((line) => line.startsWith(`${each}: `)),
      `${each} is not in ${found}`,
    );
  await leave(page);
});

describe("the list bars nobody, on a telephone and on a screen, light and dark", () => {
  test("signed out, with a token refused", async () => {
    const page = await visit();
    await page.goto(`${pages().baseUrl}/#nonsense`);
    await page.getByText("This link has signed somebody in already").waitFor();
    await bars(page);
  });

  test("empty", async () => {
    const page = await signedIn();
    await page.getByText("Nothing waits for a decision.").waitFor();
    await bars(page);
  });

  test("with requests of every urgency, recent decisions of every kind and a warning", async () => {
    const metadata = { claim: "8812", amount: 6910.5, region: "Nordics" };
    const waiting = [
      ["Now", 0.1],
      ["Soon \u202eneht", 1],
      ["Later, with a title that is longer than a line of a telephone", 50],
    ] as const;
    for (const [title, expiresInHours] of waiting)
      await ask(pages(), pages().newId("claim"), { title, expiresInHours, metadata, agent: "claims" });
    for (const decision of ["approved", "rejected", "request_changes"]) {
      const id = pages().newId("claim");
      await ask(pages(), id);
      await decideSignedIn(pages(), id, { decision, feedback: "Seen." });
    }
    const page = await signedIn();
    await page.getByText("Recent decisions").click();
    await page.locator("details li").nth(2).waitFor();
    await page.route("**/v1/approvals*", (route) => route.abort());
    await comeBack(page);
    await page.getByText("The list may be out of date.").waitFor();
    await bars(page);
  });
});

test("nor do the menu, the keys and the question about several", async () => {
  for (const title of ["One", "Two"])
    await ask(pages(), pages().newId("claim"), { title, context: { list: [{ a: 1 }, { a: 2 }] } });
  const page = await signedIn();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Executions" }).waitFor();
  assert.deepEqual(await barriers(page), []);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
  assert.deepEqual(await barriers(page), []);
  await page.keyboard.press("Escape");
  for (const title of ["One", "Two"]) await page.getByLabel(`Select ${title}`).check();
  assert.deepEqual(await barriers(page), []);
  await page.locator(".selection").getByRole("button", { name: "Approve" }).click();
  await page.getByRole("button", { name: "Yes, approve 2" }).waitFor();
  assert.deepEqual(await barriers(page), []);
  await page.getByRole("button", { name: "Yes, approve 2" }).click();
  await page.getByRole("dialog", { name: "2 of 2 decided" }).waitFor();
  await bars(page);
});
