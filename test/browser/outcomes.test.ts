import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { ask, call, decideByLink, decideSignedIn, sleep } from "../scenarios/world.ts";
import { readText } from "./read-text.ts";
import { comeBack, givenPages, leave, stopPolling } from "./visitor.ts";

const { pages, visit } = givenPages();

/** A request to rita and sam, open before rita with a comment half written. */
async function opened(changes: object = {}): Promise<[Page, string]> {
  const id = pages().newId("claim");
  await ask(pages(), id, { reviewers: ["rita", "sam"], ...changes });
  const page = await visit();
  await page.goto(await pages().linkUrl(id, "rita"));
  await page.getByLabel("Comment").fill("Too much for a suitcase.");
  return [page, id];
}

async function decide(page: Page, press: string): Promise<void> {
  await page.getByRole("button", { name: press, exact: true }).click();
  await page.getByRole("button", { name: `Yes, ${press.toLowerCase()}` }).click();
}

/** Somebody moves the expiry. */
async function endIn(id: string, seconds: number): Promise<void> {
  await call(pages(), "person", "POST", `/v1/approvals/${id}/expiry`, { expiresInHours: seconds / 3600 });
}

async function outcome(page: Page): Promise<string> {
  await page.locator("#outcome").waitFor();
  return await readText(page.locator("#outcome"));
}

describe("the second person learns who was first", { concurrency: true }, () => {
  test("pressing too late, F3", async () => {
    const [page, id] = await opened();
    await stopPolling(page);
    await decideByLink(pages(), id, "sam", { decision: "approved", feedback: "Receipts are there." });
    await decide(page, "Reject");
    const text = await outcome(page);
    assert.match(text, /^This had ended before your decision arrived; yours was not recorded\.\nApproved by sam\n/);
    assert.match(text, /The agent may carry out what was shown\.\nComment\nReceipts are there\./);
    assert.match(text, /What you had written was not sent:\nToo much for a suitcase\.$/);
    const { status, reviewer } = await pages().approval(id);
    assert.deepEqual([status, reviewer.id], ["approved", "sam"]);
    await leave(page);
  });

  test("looking at the page, with the question already asked", async () => {
    const [page, id] = await opened();
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await decideByLink(pages(), id, "sam", { decision: "rejected", feedback: "No." });
    assert.match(await outcome(page), /^Rejected by sam\n.*Comment\nNo\.\n/s);
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal(await page.locator("#decision button").count(), 0);
    await leave(page);
  });

  test("coming later", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id, { reviewers: ["rita", "admin"] });
    const link = await pages().linkUrl(id, "rita");
    await decideSignedIn(pages(), id, { decision: "request_changes", feedback: "Which suitcase?" });
    const page = await visit();
    await page.goto(link);
    assert.match(await outcome(page), /^Changes requested by Admin\n\d+ \w+ 2\d{3}, [\d:]{8} \w+.*Which suitcase\?$/s);
    assert.equal(await page.getByRole("heading", { name: "Pay claim 42" }).count(), 1);
    assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0);
    await leave(page);
  });
});

describe("F15 a request that was handed over", { concurrency: true }, () => {
  const handOver = (id: string, ...reviewers: readonly string[]) =>
    call(pages(), "person", "POST", `/v1/approvals/${id}/reassign`, { reviewers, reason: "On leave." });

  test("says so on the page that is open, with what was written, and keeps the request from it when it is opened anew", async () => {
    const [page, id] = await opened();
    const link = await pages().linkUrl(id, "rita");
    assert.equal((await handOver(id, "olga")).status, 200);
    await comeBack(page);
    const words =
      "This request has been handed over\nThis request has been handed over to other reviewers; this link decides nothing any more.";
    const told = page.getByRole("alert").filter({ hasText: "handed over" });
    await told.waitFor();
    assert.equal(await readText(told), words);
    assert.match(await readText(page.locator("#decision")), /Too much for a suitcase\.$/);
    assert.equal(await page.locator("#decision button").count(), 0);
    await leave(page);
    const again = await visit();
    await again.goto(link);
    assert.equal(await readText(again.getByRole("alert")), words);
    assert.equal(await again.getByText("Pay claim 42").count(), 0);
    await leave(again);
  });

  test("refuses a decision that was being made, which is not recorded", async () => {
    const [page, id] = await opened();
    await stopPolling(page);
    await handOver(id, "sam", "olga");
    await decide(page, "Reject");
    await page.getByRole("heading", { name: "This request has been handed over" }).waitFor();
    assert.equal((await pages().approval(id)).status, "pending");
    await decideByLink(pages(), id, "olga", { decision: "approved" });
    assert.equal((await pages().approval(id)).reviewer.id, "olga");
    await leave(page);
  });
});

describe("the clock, and the agent", { concurrency: true }, () => {
  test("F4 a request expires before the reader's eyes", async () => {
    const [page, id] = await opened();
    assert.match(await readText(page.getByRole("timer")), /^(3 d 0 h|2 d 23 h) left$/);
    await endIn(id, 2);
    await comeBack(page);
    assert.match(await outcome(page), /^Expired: nobody decided in time\n/);
    assert.match(await outcome(page), /Nobody decided in time; the agent must not carry out what was shown\./);
    assert.equal((await pages().approval(id)).status, "expired");
    await leave(page);
  });

  test("F4 a decision that arrives after the time is up is not recorded, and says so", async () => {
    const [page, id] = await opened();
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await stopPolling(page);
    await endIn(id, 0.1);
    while ((await pages().approval(id)).status === "pending") await sleep(50);
    await page.getByRole("button", { name: "Yes, approve" }).click();
    assert.match(await outcome(page), /^The time was up before your decision arrived; it was not recorded\.\nExpired/);
    assert.equal((await pages().approval(id)).status, "expired");
    await leave(page);
  });

  test("a request that the agent withdrew says so", async () => {
    const [page, id] = await opened();
    await call(pages(), "agent", "POST", `/v1/approvals/${id}/cancel`, { feedback: "Claim closed." });
    await comeBack(page);
    assert.match(await outcome(page), /^Ended without a decision\n.*Comment\nClaim closed\./s);
    await leave(page);
  });

  test("time is the service's: a reader's clock that is ten hours ahead changes nothing", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id, { expiresInHours: 2 });
    const page = await visit({});
    await page.clock.setFixedTime(Date.now() + 36_000_000);
    await page.goto(await pages().linkUrl(id));
    assert.match(await readText(page.getByRole("timer")), /^(2 h 0 min|1 h 59 min) left$/);
    await leave(page);
  });

  test("F12 the expiry is given in the reader's zone, by name, and exactly in UTC", async () => {
    const id = pages().newId("claim");
    const { json } = await ask(pages(), id);
    const page = await visit({ timezoneId: "Asia/Kolkata" });
    await page.goto(await pages().linkUrl(id));
    const time = page.locator(".state time");
    assert.match(await readText(time), /^\d+ \w+ 2\d{3}, [\d:]{8} (IST|GMT\+5:30) \(Asia\/(Kolkata|Calcutta)\)$/);
    assert.deepEqual(
      [await time.getAttribute("datetime"), await time.getAttribute("title")],
      [json.expiresAt, json.expiresAt],
    );
    await leave(page);
  });
});
