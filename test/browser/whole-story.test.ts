import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SaysoClient } from "@sayso/sdk";
import type { Page } from "playwright-core";
import { auditOf } from "../scenarios/world.ts";
import { signedIn } from "./signed-in.ts";
import { givenPages, leave, tabTo } from "./visitor.ts";

const { pages, visit } = givenPages();

async function byClicks(page: Page, title: string): Promise<void> {
  const viewed = page.waitForResponse("**/viewed");
  await page.getByRole("link", { name: title }).click();
  await page.getByLabel("Comment for the agent").fill("Receipts match.");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await viewed;
  await page.getByRole("button", { name: "Yes, approve" }).click();
}

async function byKeyboard(page: Page, title: string): Promise<void> {
  const focused = "document.activeElement.textContent";
  const viewed = page.waitForResponse("**/viewed");
  for (let presses = 0; presses < 20 && (await page.evaluate(focused)) !== title; presses++)
    await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  // What is new gets the focus, a moment after it is shown.
  await page.locator("h1:focus").filter({ hasText: title }).waitFor();
  await tabTo(page, "Comment for the agent and for the record");
  await page.keyboard.type("Receipts match.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("a");
  await page.getByRole("dialog").waitFor();
  await viewed;
  await tabTo(page, "Yes, approve");
  await page.keyboard.press("Enter");
}

describe("from an agent's pause to its resume", () => {
  for (const width of [360, 1280])
    for (const [how, act] of [
      ["clicks", byClicks],
      ["keyboard alone", byKeyboard],
    ] as const)
      test(`${width} px wide, by ${how}`, async () => {
        const id = pages().newId("claim");
        const client = new SaysoClient({
          serverUrl: pages().baseUrl,
          apiKey: pages().agentHeaders["x-api-key"] ?? "",
        });
        const title = `Pay for ${how} at ${width}`;
        const result = client.pause({
          approvalRequestId: id,
          title,
          action: { name: "pay_claim", arguments: { amount: 71_610 } },
          expiresInHours: 1,
        });
        const page = await signedIn(await visit({ viewport: { width, height: 740 } }), pages());
        await page.getByRole("link", { name: title }).waitFor();
        await act(page, title);
        await page.getByRole("heading", { name: "You approved this request" }).waitFor();
        const { approved, feedback, reviewer } = await result;
        assert.deepEqual([approved, feedback, reviewer?.name], [true, "Receipts match.", "Admin"]);
        assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
        const types = (await auditOf(pages(), id)).map(({ type }) => type);
        assert.deepEqual(
          types.filter((type) => type !== "execution.resumed"),
          ["approval.created", "approval.viewed", "approval.decided"],
        );
        await leave(page);
      });
});
