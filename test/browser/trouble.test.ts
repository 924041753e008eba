import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page, Route } from "playwright-core";
import { ask, auditOf, call, decideSignedIn } from "../scenarios/world.ts";
import { readText } from "./read-text.ts";
import { comeBack, givenPages, leave, stopPolling } from "./visitor.ts";

const { pages, visit } = givenPages();

async function opened(): Promise<[Page, string]> {
  const id = pages().newId("claim");
  await ask(pages(), id);
  const page = await visit();
  await page.goto(await pages().linkUrl(id));
  await page.getByLabel("Comment").fill("Paid with my own words.");
  return [page, id];
}

/** A page that approved and got no answer, while this happened. */
async function inDoubt(meanwhile: (route: Route, id: string) => Promise<unknown>): Promise<Page> {
  const [page, id] = await opened();
  const lose = async (route: Route) => {
    await meanwhile(route, id);
    await route.abort();
  };
  await page.route("**/decision", lose, { times: 1 });
  // A page that looks by itself in this very moment would not be in doubt for long.
  const lookAgain = await stopPolling(page);
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByRole("button", { name: "Yes, approve" }).click();
  await page.getByText("It is not known whether your decision arrived.").waitFor();
  await lookAgain();
  return page;
}

async function alertOf(page: Page, address: string): Promise<string> {
  await page.goto(address);
  return await readText(page.getByRole("alert"));
}

describe("a decision that does not get through", () => {
  const failures = [
    ["a 503", { status: 503, json: { status: 503, code: "unavailable", detail: "Not now." } }, "Not now."],
    ["a gateway's 502", { status: 502, body: "<html>Bad gateway" }, "The service could not be reached. (502)"],
    ["no answer", undefined, "The service could not be reached."],
  ] as const;
  for (const [name, reply, words] of failures)
    test(`${name}: the comment is kept, and the same press can be sent again, once`, async () => {
      const [page, id] = await opened();
      const keys: string[] = [];
      await page.route("**/decision", async (route) => {
        keys.push((await route.request().headerValue("idempotency-key")) ?? "none");
        if (keys.length > 1) return route.continue();
        return reply ? route.fulfill(reply) : route.abort();
      });
      await page.getByRole("button", { name: "Approve", exact: true }).click();
      await page.getByRole("button", { name: "Yes, approve" }).click();
      const problem = page.locator("#problem p");
      await problem.waitFor();
      assert.equal(
        await readText(problem),
        `${words} It is not known whether your decision arrived. Your comment is still here.`,
      );
      assert.equal(await page.getByLabel("Comment").inputValue(), "Paid with my own words.");
      await page.getByRole("button", { name: "Try again" }).click();
      await page.getByRole("heading", { name: "You approved this request" }).waitFor();
      assert.match(keys[0] ?? "", /^[0-9a-f]{32}$/);
      assert.deepEqual(keys, [keys[0], keys[0]]);
      assert.equal((await pages().approval(id)).feedback, "Paid with my own words.");
      await leave(page);
    });

  test("a reply that was lost: sent again, it is the same decision and not a second one", async () => {
    const [page, id] = await opened();
    let lost = false;
    await page.route("**/decision", async (route) => {
      if (lost) return route.continue();
      lost = true;
      await route.fetch();
      await route.abort();
    });
    await stopPolling(page);
    await page.getByRole("button", { name: "Reject" }).click();
    await page.getByRole("button", { name: "Yes, reject" }).click();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "You rejected this request" }).waitFor();
    const types = (await auditOf(pages(), id)).map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => type === "approval.decided"),
      ["approval.decided"],
    );
    assert.equal(types.includes("approval.decision_refused"), false);
    await leave(page);
  });

  test("a reply that was lost, and the end seen before anybody tries again: the page learns that it was its own", async () => {
    const page = await inDoubt((route) => route.fetch());
    await comeBack(page);
    await page.getByRole("heading", { name: "You approved this request" }).waitFor();
    assert.doesNotMatch(await readText(page.locator("#outcome")), /not sent|not recorded/);
    await leave(page);
  });

  test("a decision that was lost, and somebody else's seen in its place: the page learns that it was not its own", async () => {
    const page = await inDoubt(async (_, id) =>
      decideSignedIn(pages(), id, { decision: "approved", feedback: "I was quicker." }),
    );
    await comeBack(page);
    await page.getByRole("heading", { name: "Approved by Admin" }).waitFor();
    const words = await readText(page.locator("#outcome"));
    assert.match(words, /^This had ended before your decision arrived; yours was not recorded\./);
    assert.match(words, /Comment\nI was quicker\.\nWhat you had written was not sent:\nPaid with my own words\.$/);
    await leave(page);
  });

  test("a page that lost the service says so, and gets over it", async () => {
    const [page] = await opened();
    await page.route("**/v1/review/*", (route) => route.abort());
    await comeBack(page);
    await page.getByText("The page has lost contact with the service and tries again.").waitFor();
    await page.unroute("**/v1/review/*");
    await comeBack(page);
    await page.getByText("The page has lost contact").waitFor({ state: "detached" });
    await leave(page);
  });
});

describe("a link that does not work explains itself", () => {
  test("one that was cut", async () => {
    const page = await visit();
    const id = pages().newId("claim");
    await ask(pages(), id);
    const link = await pages().linkUrl(id);
    assert.equal(
      await alertOf(page, link.slice(0, -5)),
      "This link does not work\n" +
        "This link is not valid: open the newest message about this request, whole.\n" +
        "Links die when a newer one is sent, and are broken by programs that cut them.",
    );
    await leave(page);
  });

  test("F15 one that a newer one has replaced, at once and while it is open", async () => {
    const [page, id] = await opened();
    await call(pages(), "person", "POST", `/v1/approvals/${id}/reassign`, { reviewers: ["admin", "rita"] });
    await comeBack(page);
    const words =
      "This link has been replaced\nA newer link has replaced this one; open the newest message about this request.";
    const alert = page.getByRole("alert").filter({ hasText: "This link has been replaced" });
    await alert.waitFor();
    assert.equal(await readText(alert), words);
    assert.equal(await readText(page.locator("#decision blockquote")), "Paid with my own words.");
    assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0);
    await page.reload();
    assert.equal(await readText(page.getByRole("alert")), words);
    await page.goto(await pages().linkUrl(id));
    await page.getByRole("button", { name: "Approve", exact: true }).waitFor();
    await leave(page);
  });

  test("one without its token says how to get in", async () => {
    const page = await visit();
    assert.match(
      await alertOf(page, `${pages().baseUrl}/review/claim-42`),
      /^Sign in to see this request\nOpen the link in the message you were sent, whole, with everything after the #\./,
    );
    await page.getByRole("link", { name: "Open the list of approvals" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await leave(page);
  });

  test("a request that there is none of, for somebody signed in", async () => {
    const page = await visit();
    await page.goto(`${pages().baseUrl}/#${pages().adminToken}`);
    await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
    assert.match(
      await alertOf(page, `${pages().baseUrl}/review/nothing`),
      /^There is no such request\nThere is no approval under this id\./,
    );
    await leave(page);
  });

  test("a service that is down can be tried again", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id);
    const page = await visit();
    await page.route("**/v1/review/*", (route) => route.fulfill({ status: 500, body: "oops" }), { times: 1 });
    assert.match(await alertOf(page, await pages().linkUrl(id)), /^The request could not be loaded\n/);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "Approve", exact: true }).waitFor();
    await leave(page);
  });
});
