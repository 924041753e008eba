import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { ask, call, sleep } from "../scenarios/world.ts";
import { becomes } from "./becomes.ts";
import { signedIn } from "./signed-in.ts";
import { givenPages, leave } from "./visitor.ts";

const { pages, visit } = givenPages();

const titlesOf = (page: Page) => page.locator("#pending .row > a").allTextContents();

function shows(page: Page, titles: string[]): Promise<void> {
  return becomes(() => titlesOf(page), titles);
}

test("the list is narrowed by whose it is, agent, action, any detail, age and words, and the address keeps it", async () => {
  const given = [
    ["Small", { agent: "claims", expiresInHours: 3, metadata: { amount: 900, region: "Nordics" } }],
    [
      "Large",
      { agent: "claims", expiresInHours: 2, metadata: { amount: 71_610.5, currency: "EUR", region: "Iberia" } },
    ],
    ["Mail", { agent: "mailer", expiresInHours: 1, action: { name: "send_mail" }, reviewers: ["rita"] }],
  ] as const;
  for (const [title, changes] of given) await ask(pages(), pages().newId("claim"), { title, ...changes });
  const page = await signedIn(await visit(), pages());
  await shows(page, ["Mail", "Large", "Small"]);
  assert.match((await page.locator("#pending li").nth(1).textContent()) ?? "", /amount: €71,610\.50/);

  await page.getByText("Mine", { exact: true }).click();
  await shows(page, ["Large", "Small"]);
  await becomes(() => page.title(), "(2) Sayso");
  await page.getByText("Everybody’s").click();
  await shows(page, ["Mail", "Large", "Small"]);

  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Action").selectOption("send_mail");
  await shows(page, ["Mail"]);
  await page.getByText("1 of 3 requests").waitFor();
  await page.getByLabel("Action").selectOption("");
  await page.getByLabel("Agent").selectOption("claims");
  await page.getByLabel("Detail").selectOption("amount");
  await page.getByLabel("Contains, or at least").fill("1000");
  await shows(page, ["Large"]);
  await page.getByLabel("Detail").selectOption("region");
  await page.getByLabel("Contains, or at least").fill("nord");
  await shows(page, ["Small"]);

  await page.reload();
  await shows(page, ["Small"]);
  await page.getByRole("link", { name: "Small" }).click();
  await page.getByRole("link", { name: "All approvals" }).waitFor();
  await page.goBack();
  await shows(page, ["Small"]);
  assert.equal(await page.evaluate("document.activeElement.textContent"), "Waiting for a decision");

  await page.goto(`${pages().baseUrl}/?olderHours=1`);
  await page.getByText("None of what waits is like this.").waitFor();
  await page.goto(`${pages().baseUrl}/`);
  await page.getByLabel("Search what waits").fill("iberia large");
  await shows(page, ["Large"]);
  await leave(page);
});

test("a team’s requests are everybody’s who is in it, what was escalated to them too", async () => {
  const page = await signedIn(await visit(), pages());
  await page.getByText("My team’s").click();
  await page.getByText("You are in no team.").waitFor();
  const entries = { admin: ["Freight"], olga: ["Freight", "Customs"] };
  for (const [id, teams] of Object.entries(entries))
    assert.equal((await call(pages(), "person", "PUT", `/v1/reviewers/${id}`, { name: id, teams })).status, 201);
  const policy = { escalateAfterHours: 0.0003, escalateTo: ["olga"] };
  const given = [
    ["Of a colleague", { reviewers: ["olga"], expiresInHours: 5 }],
    ["Escalated", { reviewers: ["sam"], expiresInHours: 4, policy }],
    ["Of a stranger", { reviewers: ["sam"], expiresInHours: 3 }],
  ] as const;
  const seen = { agent: "team-test" };
  for (const [title, changes] of given) await ask(pages(), pages().newId("team"), { title, ...seen, ...changes });
  await page.goto(`${pages().baseUrl}/?agent=team-test`);
  await shows(page, ["Of a stranger", "Escalated", "Of a colleague"]);
  await page.getByText("My team’s").click();
  await shows(page, ["Escalated", "Of a colleague"]);
  await page.reload();
  await shows(page, ["Escalated", "Of a colleague"]);
  await page.getByText("Mine", { exact: true }).click();
  await page.getByText("None of what waits is like this.").waitFor();
  await page.goto(`${pages().baseUrl}/?team=Customs&agent=team-test`);
  await page.getByText("Customs team’s").waitFor();
  await shows(page, ["Escalated", "Of a colleague"]);
  await leave(page);
});

test("nothing is asked of the service while nobody looks", async () => {
  const page = await signedIn(await visit(), pages());
  // Once the list is there, nothing is on its way that was asked for before.
  await page.locator("#pending").waitFor({ state: "attached" });
  await page.evaluate("Object.defineProperty(document, 'hidden', { get: () => true })");
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await sleep(500);
  let asked = 0;
  page.on("request", () => asked++);
  await sleep(6_000);
  assert.equal(asked, 0);
  await leave(page);
});
