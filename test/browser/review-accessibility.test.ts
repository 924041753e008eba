import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { ask, call, decideByLink } from "../scenarios/world.ts";
import { barriers } from "./axe.ts";
import { comeBack, givenPages, leave } from "./visitor.ts";

const { pages, visit } = givenPages();

const rich = {
  context: [
    "The claimant lost a **suitcase** and a `camera`; see [the report](https://example.com/report).",
    "## Receipts",
    "| item | price |\n| --- | --- |\n| suitcase | 120.50 |\n| camera \u202eeno | 800 |",
    "> The airline has confirmed it.",
    "1. lost\n2. reported\n\n![receipt](https://example.com/receipt.png)",
    "```\nPNR 8812\n```",
  ].join("\n\n"),
  action: { name: "pay_claim", arguments: { amount: 120.5, letter: "Dear Ann,\n\nwe pay.", rows: [1, 2] } },
  metadata: { region: "Nordics" },
  initiatedBy: "jo",
  reviewers: ["admin", "rita"],
  approvalRequestUrl: "https://example.com/claims/42",
};
const long = { name: "pay", arguments: { memo: `${"lost and found ".repeat(400)}the end`, amount: 120.5 } };

/** Everything that a request can have, by an execution with notes, open before a reviewer. */
async function opened(changes: object = {}): Promise<[Page, string]> {
  const id = pages().newId("claim");
  const by = { agent: "claims", executionId: pages().newId("run") };
  const execution = `/v1/executions/${by.executionId}`;
  await call(pages(), "agent", "PUT", execution, { agent: by.agent, status: "running" });
  await call(pages(), "agent", "POST", `${execution}/notes`, { message: "Risk: 72", tags: ["risk", "fraud"] });
  await call(pages(), "agent", "POST", `${execution}/notes`, { message: "Photos match.\nBoth of them.", tags: [] });
  await ask(pages(), id, { ...rich, ...by, ...changes });
  const page = await visit();
  await page.goto(await pages().linkUrl(id));
  await page.getByLabel("Comment for the agent").fill("Seen the receipt.\nFine.");
  // Until it is read, Markdown stands there as it was written.
  await page.locator(".markdown").waitFor();
  return [page, id];
}

/** What somebody sees who opens an address. */
async function goneTo(address: string, words: string): Promise<Page> {
  const page = await visit();
  await page.goto(address);
  await page.getByRole("heading", { name: words }).waitFor();
  return page;
}

async function bars(page: Page): Promise<void> {
  assert.deepEqual(await barriers(page), []);
  await leave(page);
}

describe("the review page bars nobody, on a telephone and on a screen, light and dark", () => {
  test("pending", async () => {
    const [page] = await opened();
    await bars(page);
  });

  test("with what is too long to be shown at once, then with all of it shown and a complaint", async () => {
    const [page] = await opened({ action: long });
    await page.locator("#locked").waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "Show all of memo" }).click();
    await page.getByLabel("Comment for the agent").fill("");
    await page.getByRole("button", { name: "Request changes" }).click();
    await page.getByText("Say in the comment what must change.").waitFor();
    await bars(page);
  });

  test("out of touch with the service, and with a decision that did not arrive", async () => {
    const [page] = await opened();
    await page.route("**/v1/review/**", (route) => route.abort());
    await comeBack(page);
    await page.getByText("The page has lost contact").waitFor();
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByRole("button", { name: "Yes, approve" }).click();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await bars(page);
  });

  for (const [choice, outcome] of [
    ["Approve", "You approved this request"],
    ["Reject", "You rejected this request"],
    ["Request changes", "You requested changes"],
  ] as const)
    test(`${choice}: the question, and what came of it`, async () => {
      const [page] = await opened();
      await page.getByRole("button", { name: choice, exact: true }).click();
      await page.getByRole("dialog").waitFor();
      assert.deepEqual(await barriers(page), []);
      await page.getByRole("button", { name: `Yes, ${choice.toLowerCase()}` }).click();
      await page.getByRole("heading", { name: outcome }).waitFor();
      await bars(page);
    });

  test("decided by somebody else", async () => {
    const [page, id] = await opened();
    await decideByLink(pages(), id, "rita", { decision: "rejected", feedback: "No receipts." });
    await comeBack(page);
    await page.getByRole("heading", { name: "Rejected by rita" }).waitFor();
    await bars(page);
  });

  test("expired", async () => {
    const [page, id] = await opened();
    await call(pages(), "person", "POST", `/v1/approvals/${id}/expiry`, { expiresInHours: 1 / 3600 });
    await page.getByRole("heading", { name: "Expired" }).waitFor();
    await bars(page);
  });

  test("withdrawn by the agent", async () => {
    const [page, id] = await opened();
    await call(pages(), "agent", "POST", `/v1/approvals/${id}/cancel`, { feedback: "Claim closed." });
    await comeBack(page);
    await page.getByRole("heading", { name: "Ended without a decision" }).waitFor();
    await bars(page);
  });

  test("a dead link, none, and a request that there is none of", async () => {
    const [page, id] = await opened();
    await leave(page);
    const { baseUrl, adminToken, linkUrl } = pages();
    await bars(await goneTo((await linkUrl(id)).slice(0, -5), "This link does not work"));
    await bars(await goneTo(`${baseUrl}/review/claim-42`, "Sign in to see this request"));
    const list = await goneTo(`${baseUrl}/#${adminToken}`, "Waiting for a decision");
    await list.goto(`${baseUrl}/review/nothing`);
    await list.getByRole("heading", { name: "There is no such request" }).waitFor();
    await bars(list);
  });
});
