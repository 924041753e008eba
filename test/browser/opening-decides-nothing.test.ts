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

/** What a scanner may make of a link: the page, what stands behind it, and guesses. */
async function targetsOf(id: string) {
  const [page = "", token = ""] = (await pages().linkUrl(id)).split("#");
  const { baseUrl } = pages();
  const authorization = `Bearer ${token}`;
  return [
    { url: page, headers: {} },
    { url: `${page}?utm_source=mail&safelink=1`, headers: { authorization } },
    { url: `${baseUrl}/approvals/${id}`, headers: { authorization } },
    { url: `${baseUrl}/?decision=approved&id=${id}`, headers: {} },
    { url: `${baseUrl}/v1/review/${id}`, headers: { authorization } },
    { url: `${baseUrl}/v1/review/${id}/decision?decision=approved`, headers: { authorization } },
    { url: `${baseUrl}/v1/approvals/${id}`, headers: { authorization } },
    { url: `${baseUrl}/audit?approvalRequestId=${id}`, headers: {} },
  ];
}

describe("F1 opening a link decides nothing", () => {
  test("10,240 requests of link scanners, with and without the token, change nothing", async () => {
    const ids = Array.from({ length: 16 }, () => pages().newId("claim"));
    for (const id of ids) await ask(pages(), id);
    const targets = await Promise.all(ids.map(targetsOf));
    const rounds = targets
      .flat()
      .flatMap((target) =>
        scanners.flatMap((agent) =>
          ["GET", "HEAD", "OPTIONS", "PROPFIND"].map((method) => ({ ...target, agent, method })),
        ),
      );
    assert.equal(rounds.length, 10_240);
    const statuses = new Map<number, number>();
    const next = async (): Promise<void> => {
      for (let round = rounds.pop(); round; round = rounds.pop()) {
        const { url, headers, agent, method } = round;
        const { status } = await fetch(url, { method, headers: { ...headers, "user-agent": agent } });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 8 }, next));
    // GET and HEAD of the five pages and of the review are answered, of the approval itself they are refused a link's
    // token; everything else is no method of the path.
    assert.deepEqual(Object.fromEntries(statuses), { 200: 3840, 401: 640, 405: 5760 });
    for (const id of ids)
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
    const recorded = page.waitForResponse("**/viewed");
    await page.goto(await pages().linkUrl(id));
    await page.locator("#decide").waitFor();
    for (let press = 0; press < 5; press++) await page.keyboard.press("Tab");
    await page.mouse.wheel(0, 300);
    await recorded;
    // Longer than it takes without a key or a wheel.
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
