import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask, decideSignedIn } from "../scenarios/world.ts";
import { barriers } from "./axe.ts";
import { readText } from "./read-text.ts";
import { signedIn } from "./signed-in.ts";
import { comeBack, givenPages, leave } from "./visitor.ts";

const { pages, visit } = givenPages();

describe("one approval, signed in", () => {
  test("it is handed over to others, and its history says so", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id, { title: "Not for me" });
    const page = await signedIn(await visit(), pages(), `/approvals/${id}`);
    await page.getByText("You decide as Admin.").waitFor();
    await page.locator("summary", { hasText: "Hand over" }).click();
    await page.getByRole("button", { name: "Hand over" }).click();
    await page.getByText("Name at least one reviewer.").waitFor();
    await page.getByLabel("New reviewers, separated by commas").fill("olga, rita");
    await page.getByLabel("Reason, for the record").fill("On leave.");
    await page.getByRole("button", { name: "Hand over" }).click();
    await page.getByRole("dialog", { name: "Hand over to olga, rita?" }).waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "Yes, hand over" }).click();
    await page.getByText("Handed over to olga, rita.").waitFor();
    await page.getByText("You may look at this request, but you are not among its reviewers.").waitFor();
    await page.locator("summary", { hasText: "History" }).click();
    const trail = page.locator(".trail");
    await trail.getByText("Handed over", { exact: true }).waitFor();
    assert.match(await readText(trail), /^Asked for a decision\n/);
    assert.deepEqual(await barriers(page), []);
    await leave(page);
  });

  test("the second of two people who have it open sees the first one's decision", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id, { reviewers: ["admin", "rita"] });
    const [first, second] = [await visit(), await visit()];
    await signedIn(first, pages(), `/approvals/${id}`);
    await second.goto(await pages().linkUrl(id, "rita"));
    await second.getByRole("button", { name: "Approve", exact: true }).waitFor();
    await first.getByLabel("Comment for the agent").fill("Too dear.");
    await first.getByRole("button", { name: "Reject" }).click();
    await first.getByRole("button", { name: "Yes, reject" }).click();
    await first.getByRole("heading", { name: "You rejected this request" }).waitFor();
    await comeBack(second);
    await second.getByRole("heading", { name: "Rejected by Admin" }).waitFor();
    assert.match(await readText(second.locator("#outcome")), /Too dear\./);
    assert.equal(await second.getByRole("button", { name: "Approve" }).count(), 0);
    await leave(first);
    await leave(second);
  });

  test("the holder of a link sees neither the history nor other pages", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id);
    await decideSignedIn(pages(), id, { decision: "approved" });
    const page = await visit();
    await page.goto(await pages().linkUrl(id));
    await page.getByRole("heading", { name: "Approved by Admin" }).waitFor();
    assert.equal(await page.locator("summary", { hasText: "History" }).count(), 0);
    assert.equal(await page.getByRole("navigation").count(), 0);
    await leave(page);
  });
});
