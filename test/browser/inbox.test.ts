import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { ask, call, decideSignedIn } from "../scenarios/world.ts";
import { becomes } from "./becomes.ts";
import { readText } from "./read-text.ts";
import { comeBack, givenPages, leave } from "./visitor.ts";

const { pages, visit } = givenPages();

async function signedIn(width = 1280): Promise<Page> {
  const page = await visit();
  await page.setViewportSize({ width, height: 740 });
  await page.goto(`${pages().baseUrl}/#${pages().adminToken}`);
  await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
  return page;
}

test("with nothing pending the list says so; what comes appears by itself, the most urgent first, and goes when decided", async () => {
  const page = await signedIn();
  await page.getByText("Nothing waits for a decision.").waitFor();
  await becomes(() => page.title(), "(0) Sayso");
  const metadata = { claim: "8812", amount: 6910.5 };
  await ask(pages(), "claim-later", { title: "Later", expiresInHours: 48.5, agent: "claims", metadata });
  await ask(pages(), "claim-soon", { title: "Soon", expiresInHours: 0.5, agent: "claims" });
  await page.getByRole("link", { name: "Soon" }).waitFor();
  await becomes(() => page.title(), "(2) Sayso");
  assert.match(
    await readText(page.locator("#pending")),
    /^Soon\nclaims\npay_claim\n(30 min \d s|29 min \d+ s) left\nLater\nclaims\npay_claim\nclaim: 8812\namount: 6,910\.5\n2 d 0 h left$/,
  );
  await decideSignedIn(pages(), "claim-soon", { decision: "approved" });
  await comeBack(page);
  await page.getByText("1 request", { exact: true }).waitFor();
  assert.deepEqual(await page.locator("#pending a").allTextContents(), ["Later"]);
  await page.getByText("Recent decisions").click();
  const recent = page.locator("details li");
  await recent.waitFor();
  assert.match(await readText(recent), /^Soon\nby Admin · \d+ \w+ 2\d{3}, [\d:]{8} .*\nApproved$/);
  await leave(page);
});

test("from the list to the request and to a decision, signed in", async () => {
  await ask(pages(), "claim-open", { title: "Open me", expiresInHours: 0.2 });
  const page = await signedIn(360);
  await page.getByRole("link", { name: "Open me" }).click();
  await page.getByText("You decide as Admin. The first decision stands.").waitFor();
  await page.getByRole("button", { name: "Reject" }).click();
  await page.getByRole("button", { name: "Yes, reject" }).click();
  await page.getByRole("heading", { name: "You rejected this request" }).waitFor();
  assert.deepEqual((await pages().approval("claim-open")).reviewer, { id: "admin", name: "Admin", via: "admin_token" });
  await page.getByRole("link", { name: "All approvals" }).click();
  await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
  await leave(page);
});

test("the focus stays where it is when the list changes under it", async () => {
  await ask(pages(), "claim-focus", { title: "Focused", expiresInHours: 1 });
  const page = await signedIn();
  await page.getByRole("link", { name: "Focused" }).focus();
  await ask(pages(), "claim-above", { title: "Above", expiresInHours: 0.3 });
  await comeBack(page);
  await page.getByRole("link", { name: "Above" }).waitFor();
  assert.equal(await page.evaluate("document.activeElement.textContent"), "Focused");
  await leave(page);
});

test("what somebody else decides goes by itself and says so; selection, comment and focus stay", async () => {
  for (const [place, name] of ["one", "two", "three", "four"].entries())
    await ask(pages(), `live-${name}`, { title: `Live ${name}`, expiresInHours: 0.1 + place / 100 });
  const page = await signedIn();
  for (const name of ["one", "three"]) await page.getByLabel(`Select Live ${name}`).check();
  await page.getByRole("link", { name: "Live two" }).focus();
  await decideSignedIn(pages(), "live-two", { decision: "rejected", feedback: "No." });
  await page.getByText("Live two: Rejected by Admin").waitFor();
  assert.equal(await page.getByRole("link", { name: "Live two" }).count(), 1, "in the message alone");
  assert.equal(await page.evaluate("document.activeElement.textContent"), "Live three");
  await page.getByText("2 selected").waitFor();

  await page.locator(".selection").getByRole("button", { name: "Reject" }).click();
  await page.getByLabel("Comment on each of the 2").fill("Half a sent");
  await decideSignedIn(pages(), "live-four", { decision: "approved" });
  await page.getByText("Live four: Approved by Admin").waitFor({ state: "attached" });
  await page.keyboard.type("ence");
  assert.equal(await page.getByLabel("Comment on each of the 2").inputValue(), "Half a sentence");
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByText("2 selected").waitFor();
  await leave(page);
});

test("as many are read at once as a team has waiting, the most urgent first; the rest at a press", async () => {
  const numbers = Array.from({ length: 520 }, (_, number) => number);
  while (numbers.length > 0)
    await Promise.all(
      numbers
        .splice(0, 20)
        .map((number) => ask(pages(), `many-${number}`, { title: `Many ${number}`, expiresInHours: 100 + number })),
    );
  const page = await signedIn(360);
  await page.getByText("500+ requests").waitFor();
  await page.getByText("These are the 500 most urgent. More are waiting.").waitFor();
  assert.equal(await page.getByRole("link", { name: "Many 0", exact: true }).count(), 1);
  assert.equal(await page.getByRole("link", { name: "Many 519", exact: true }).count(), 0);
  await page.getByLabel("Search what waits").fill("many 519");
  await page.getByText("None of what waits is like this.").waitFor();
  await page.getByText("Search and filters look at the 500 most urgent. More are waiting.").waitFor();
  await page.getByRole("button", { name: "Load more" }).click();
  await page.getByRole("link", { name: "Many 519", exact: true }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Load more" }).isVisible(), false);
  assert.equal(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
  await leave(page);
});

describe("signing in and out", () => {
  test("the token leaves the address bar at once and is nowhere in the page; signing out ends the session", async () => {
    const page = await signedIn();
    assert.equal(page.url(), `${pages().baseUrl}/`);
    await page.reload();
    await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
    const [session] = await page.context().cookies();
    assert.deepEqual([session?.httpOnly, session?.sameSite], [true, "Strict"]);
    assert.equal(await page.evaluate("document.cookie"), "");
    assert.equal(await page.evaluate("sessionStorage.length + localStorage.length"), 0);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are signed out.", { exact: true }).waitFor();
    assert.equal(await page.evaluate("sessionStorage.length + localStorage.length"), 0);
    await page.reload();
    await page.getByLabel("Sign-in token").fill(pages().adminToken);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
    await leave(page);
  });

  test("the printed link signs in the browser that opens it first, and no address that is asked for has its token", async () => {
    const page = await visit();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(`${request.url()} ${request.headers().referer ?? ""}`));
    const { signInLink } = pages();
    await page.goto(signInLink);
    await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
    await page.goto("about:blank");
    await page.goto(signInLink);
    await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
    const [session] = await page.context().cookies();
    for (const secret of [signInLink.split("#")[1] ?? "", session?.value ?? ""]) {
      assert.match(secret, /^[\w-]{43}$/);
      assert.ok(asked.length > 5 && !asked.some((address) => address.includes(secret)));
    }
    await page.context().clearCookies();
    await page.goto("about:blank");
    await page.goto(signInLink);
    await page.getByText("This link has signed somebody in already").waitFor();
    await leave(page);
  });

  test("a token that is not valid is said to be none", async () => {
    const page = await visit();
    await page.goto(`${pages().baseUrl}/#nonsense`);
    await page.getByText("This link has signed somebody in already, or is of an earlier start").waitFor();
    assert.deepEqual(await page.context().cookies(), []);
    await leave(page);
  });

  test("a service that cannot be reached leaves the list, and says that it is old", async () => {
    await call(pages(), "person", "GET", "/v1/approvals");
    const page = await signedIn();
    await page.locator("#pending a").first().waitFor();
    await page.route("**/v1/approvals*", (route) => route.abort());
    await comeBack(page);
    await page.getByText("The service could not be reached. The list may be out of date.").waitFor();
    assert.ok((await page.locator("#pending a").count()) > 0);
    await leave(page);
  });
});
