import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "playwright-core";
import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import { oidcPeople } from "../../functions/adapters/oidc/oidc-people.ts";
import { oidcSignIn } from "../../functions/adapters/oidc/oidc-sign-in.ts";
import { startSignInIssuer } from "../adapters/sign-in-issuer.ts";
import { ask } from "../scenarios/world.ts";
import { barriers } from "./axe.ts";
import { readText } from "./read-text.ts";
import { comeBack, givenPages, leave } from "./visitor.ts";

const issuer = await startSignInIssuer();
after(() => issuer.stop());
const { issuer: address, clientId } = issuer;
const known = oidcPeople({
  ...{ issuer: address, audience: clientId, clientId, rolesClaim: "groups" },
  sha256: nodeCrypto.sha256,
});
/** Stands for the clock: tokens that have ended in the meantime. */
const ended = new Set<string>();
const people = { verify: async (token: string) => (ended.has(token) ? undefined : await known.verify(token)) };
const signIn = oidcSignIn({ issuer: address, clientId, scope: "openid email", people });
const { pages, visit } = givenPages({ people, signIn });

const reviewers = ["rita@example.com"];
/** The browser's session, which the page itself cannot read. */
async function tokenOf(page: Page): Promise<string> {
  const [cookie] = await page.context().cookies(pages().baseUrl);
  return cookie?.value ?? "";
}

/** Presses `Sign in`, and on the issuer's page what is to be pressed there. */
async function signInOn(page: Page, press: "Go on" | "Deny" = "Go on"): Promise<void> {
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: press }).click();
}

async function decideNow(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByRole("button", { name: "Yes, approve" }).click();
  await page.getByRole("heading", { name: "You approved this request" }).waitFor();
}

test("from nothing to a decision: the list sends a person to the issuer, who sends them back signed in", async () => {
  await ask(pages(), "claim-list", { title: "From the list", reviewers });
  const page = await visit();
  await page.goto(`${pages().baseUrl}/`);
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  assert.equal(await page.getByLabel("Sign-in token").count(), 0);
  assert.deepEqual(await barriers(page), []);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${address}/authorize**`);
  const asked = new URL(page.url()).searchParams;
  assert.equal(asked.get("redirect_uri"), `${pages().baseUrl}/`);
  assert.match(asked.get("code_challenge") ?? "", /^[\w-]{43}$/);
  await page.getByRole("link", { name: "Go on" }).click();
  await page.getByRole("link", { name: "From the list" }).waitFor();
  assert.equal(page.url(), `${pages().baseUrl}/`, "neither code nor state is left in the address");
  assert.equal(await page.evaluate("sessionStorage.length"), 0);
  await page.getByRole("link", { name: "From the list" }).click();
  await page.getByText("You decide as rita@example.com.").waitFor();
  await decideNow(page);
  const { reviewer } = await pages().approval("claim-list");
  assert.deepEqual(reviewer, { id: "rita@example.com", name: "rita@example.com", via: "oidc" });
  await page.getByRole("link", { name: "All approvals" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByText("You are signed out.", { exact: true }).waitFor();
  assert.equal(await page.evaluate("sessionStorage.length"), 0);
  await leave(page);
});

test("who opens a request without being signed in comes back to it", async () => {
  await ask(pages(), "claim:direct", { title: "Straight to it", reviewers });
  const page = await visit();
  await page.goto(`${pages().baseUrl}/review/claim:direct`);
  await page.getByRole("heading", { name: "Sign in to see this request" }).waitFor();
  assert.deepEqual(await barriers(page), []);
  await signInOn(page);
  await page.getByRole("heading", { name: "Straight to it" }).waitFor();
  assert.equal(page.url(), `${pages().baseUrl}/review/claim:direct`, "the very address that they opened");
  await decideNow(page);
  await leave(page);
});

test("a sign-in that ends keeps the comment until the decision", async () => {
  await ask(pages(), "claim-ended", { title: "Long thought over", reviewers });
  const page = await visit();
  await page.goto(`${pages().baseUrl}/review/claim-ended`);
  await signInOn(page);
  await page.getByLabel("Comment").fill("Half a thought");
  ended.add(await tokenOf(page));
  await comeBack(page);
  await page.getByText("Your comment is kept, and is here again once you are signed in.").waitFor();
  assert.equal(await readText(page.locator("#decision blockquote")), "Half a thought");
  await signInOn(page);
  await page.getByLabel("Comment").waitFor();
  assert.equal(await page.getByLabel("Comment").inputValue(), "Half a thought");
  await decideNow(page);
  assert.equal((await pages().approval("claim-ended")).feedback, "Half a thought");
  assert.equal(await page.evaluate("sessionStorage.length"), 0);
  await leave(page);
});

test("a kept comment is given to nobody else", async () => {
  await ask(pages(), "claim-shared", { title: "Two reviewers", reviewers: [...reviewers, "sam@example.com"] });
  const page = await visit();
  await page.goto(`${pages().baseUrl}/review/claim-shared`);
  await signInOn(page);
  await page.getByLabel("Comment").fill("For my eyes");
  ended.add(await tokenOf(page));
  await comeBack(page);
  const before = issuer.state.next;
  issuer.state.next = { email: "sam@example.com", groups: ["reviewer"] };
  await signInOn(page);
  await page.getByText("You decide as sam@example.com.").waitFor();
  issuer.state.next = before;
  assert.equal(await page.getByLabel("Comment").inputValue(), "");
  await leave(page);
});

test("a list whose sign-in ends says so and offers the next", async () => {
  const page = await visit();
  await page.goto(`${pages().baseUrl}/`);
  await signInOn(page);
  await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
  ended.add(await tokenOf(page));
  await comeBack(page);
  await page.getByText("Your sign-in has ended. Sign in again.", { exact: true }).waitFor();
  await signInOn(page);
  await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
  await leave(page);
});

async function alertAt(page: Page, query: string): Promise<string> {
  await page.goto(`${pages().baseUrl}/${query}`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(page.url(), `${pages().baseUrl}/`);
  return await readText(page.getByRole("alert"));
}

test("a sign-in that this tab did not begin is not completed, nor is one with another state", async () => {
  const stray = "This page did not begin that sign-in, so it was not completed. Sign in again, from here.";
  const page = await visit();
  issuer.seen.length = 0;
  assert.equal(await alertAt(page, "?code=somebody-elses&state=guessed"), stray);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Go on" }).waitFor();
  assert.equal(await alertAt(page, "?code=somebody-elses&state=guessed"), stray);
  assert.ok(!issuer.seen.includes("/token"), "no code was exchanged");
  assert.equal(await page.evaluate("sessionStorage.length"), 0);
  await leave(page);
});

test("who calls it off, or has no role, is told so and can try again", async () => {
  const page = await visit();
  await page.goto(`${pages().baseUrl}/`);
  await signInOn(page, "Deny");
  assert.equal(
    await readText(page.getByRole("alert")),
    "The sign-in was called off, or your organisation’s page did not let you in.",
  );
  const before = issuer.state.next;
  issuer.state.next = { email: "nora@example.com" };
  await signInOn(page);
  await page.getByText("nora@example.com is signed in, but has no role here").waitFor();
  issuer.state.next = before;
  await signInOn(page);
  await page.getByRole("heading", { name: "Waiting for a decision" }).waitFor();
  await leave(page);
});
