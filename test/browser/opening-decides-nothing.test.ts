import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ask, auditOf, sleep } from "../scenarios/world.ts";
import { givenPages, leave } from "./visitor.ts";

const { pages, visit } = givenPages();

/** What fetches links by itself: mail gateways, chats, search engines, command lines. */
const scanners = [
  "Mozilla/5.0 (compatible; Microsoft Office Outlook SafeLinks)",
  "Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
  "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
  "BarracudaCentral/1.0",
  "Mimecast URL Protect",
  "Cisco Secure Email Gateway",
  "Symantec ClickTimeURL",
  "Sophos Email Time-of-Click",
  "TrendMicro WRS",
  "FireEye/EX",
  "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
  "Slack-ImgProxy (+https://api.slack.com/robots)",
  "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
  "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
  "facebookexternalhit/1.1",
  "WhatsApp/2.23.20.0",
  "TelegramBot (like TwitterBot)",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "GoogleImageProxy",
  "curl/8.14.1",
];

async function state(id: string) {
  const { status, version } = await pages().approval(id);
  const entries = await auditOf(pages(), id);
  return { status, version, trail: entries.map(({ type }) => type) };
}

describe("F1 opening a link decides nothing", () => {
  test("320 requests of link scanners, with and without the token, change nothing", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id);
    const [page = "", token = ""] = (await pages().linkUrl(id)).split("#");
    const { baseUrl } = pages();
    const targets = [
      [page, {}],
      [`${page}?utm_source=mail&safelink=1`, { authorization: `Bearer ${token}` }],
      [`${baseUrl}/v1/review/${id}`, { authorization: `Bearer ${token}` }],
      [`${baseUrl}/v1/review/${id}/decision?decision=approved`, { authorization: `Bearer ${token}` }],
    ] as const;
    const statuses = new Map<number, number>();
    for (const agent of scanners)
      for (const method of ["GET", "HEAD", "OPTIONS", "PROPFIND"])
        for (const [url, headers] of targets) {
          const { status } = await fetch(url, { method, headers: { ...headers, "user-agent": agent } });
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        }
    // GET and HEAD of the page, with and without a query, and of the review; everything else is no method of the path.
    assert.deepEqual(Object.fromEntries(statuses), { 200: 120, 405: 200 });
    assert.deepEqual(await state(id), { status: "pending", version: 1, trail: ["approval.created"] });
  });

  test("a browser that loads the page and runs its scripts, but never presses a button", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id);
    const page = await visit();
    const viewed = page.waitForResponse("**/viewed");
    await page.goto(await pages().linkUrl(id));
    await page.locator("#decide").waitFor();
    // What a scanner's own script can do; none of it is a person's gesture.
    await page.evaluate(`for (const button of document.querySelectorAll("button")) button.click()`);
    await page.evaluate(
      `document.querySelector("#comment").dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }))`,
    );
    await viewed;
    await sleep(500);
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.deepEqual(await state(id), {
      status: "pending",
      version: 1,
      trail: ["approval.created", "approval.viewed"],
    });
    await leave(page);
  });

  test("no script gets past the question either", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id);
    const page = await visit();
    await page.goto(await pages().linkUrl(id));
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.evaluate(`for (const button of document.querySelectorAll("dialog button")) button.click()`);
    await sleep(300);
    assert.deepEqual([(await state(id)).status, await page.getByRole("dialog").count()], ["pending", 1]);
    await leave(page);
  });
});

describe("that a person has seen the page is recorded", () => {
  test("once, however long and busily they look", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id);
    const page = await visit();
    let viewed = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/viewed")) viewed++;
    });
    await page.goto(await pages().linkUrl(id));
    await page.locator("#decide").waitFor();
    for (let press = 0; press < 5; press++) await page.keyboard.press("Tab");
    await page.mouse.wheel(0, 300);
    await sleep(2_300);
    assert.equal(viewed, 1);
    assert.deepEqual((await state(id)).trail, ["approval.created", "approval.viewed"]);
    await leave(page);
  });

  test("and whether that works does not matter", async () => {
    const id = pages().newId("claim");
    await ask(pages(), id);
    const page = await visit();
    await page.route("**/viewed", (route) => route.abort());
    await page.goto(await pages().linkUrl(id));
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByRole("button", { name: "Yes, approve" }).click();
    await page.getByRole("heading", { name: "You approved this request" }).waitFor();
    await leave(page);
  });
});

test("the token stands in no address: not in the bar, not in a request, not in what a link would tell", async () => {
  const id = pages().newId("claim");
  await ask(pages(), id);
  const link = await pages().linkUrl(id);
  const token = link.split("#")[1] ?? "";
  const page = await visit();
  const seen: string[] = [];
  page.on("request", (request) => seen.push(request.url(), request.headers().referer ?? ""));
  await page.goto(link);
  await page.locator("#decide").waitFor();
  assert.equal(page.url(), `${pages().baseUrl}/review/${id}`);
  assert.deepEqual(
    seen.filter((text) => text.includes(token)),
    [],
  );
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate("localStorage.length"), 0);
  await page.reload();
  await page.getByRole("button", { name: "Approve", exact: true }).waitFor();
  await leave(page);
});
