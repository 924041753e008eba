import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { ask, sleep } from "../scenarios/world.ts";
import { givenPages } from "./visitor.ts";

const { pages, visit } = givenPages();
const size = { width: 360, height: 640 };

function onTelephone(): Promise<Page> {
  return visit({ viewport: size, isMobile: true, hasTouch: true });
}

/** Whether all of it can be seen without scrolling. */
async function inSight(place: Locator): Promise<boolean> {
  const box = await place.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= size.height;
}

test("a request opens wherever its row is tapped", async () => {
  const id = pages().newId("claim");
  await ask(pages(), id, { title: "Tap me", metadata: { region: "Nordics" } });
  const page = await onTelephone();
  await page.goto(`${pages().baseUrl}/#${pages().adminToken}`);
  await page.locator("#pending li").tap({ position: { x: 300, y: 70 } });
  await page.getByRole("heading", { name: "Tap me" }).waitFor();
  await page.context().close();
});

test("however long the arguments are, the question shows its buttons, and its answer what that means", async () => {
  const id = pages().newId("claim");
  const named = Array.from({ length: 40 }, (_, place) => [`argument-${place}`, "Receipts match."]);
  await ask(pages(), id, { action: { name: "pay", arguments: Object.fromEntries(named) } });
  const page = await onTelephone();
  await page.goto(await pages().linkUrl(id));
  await page.getByLabel("Comment for the agent").fill("Which receipts?");
  await page.getByRole("button", { name: "Request changes" }).tap();
  const [yes, back] = [
    page.getByRole("button", { name: "Yes, request changes" }),
    page.getByRole("button", { name: "Back" }),
  ];
  await yes.waitFor();
  assert.deepEqual([await inSight(yes), await inSight(back)], [true, true]);
  // Sooner it would be the second half of a double tap, which confirms nothing.
  await sleep(1000);
  await yes.tap();
  const outcome = page.getByRole("heading", { name: "You requested changes" });
  await outcome.waitFor();
  const meaning = page.getByText("The agent must change its proposal");
  assert.deepEqual([await inSight(outcome), await inSight(meaning)], [true, true]);
  await page.context().close();
});
