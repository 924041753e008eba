import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { startWebhookReceiver } from "../scenarios/webhook-receiver.ts";
import { ask, auditOf, call, decideByLink, decideSignedIn, sleep } from "../scenarios/world.ts";
import { barriers } from "./axe.ts";
import { becomes } from "./becomes.ts";
import { readText } from "./read-text.ts";
import { signedIn } from "./signed-in.ts";
import { givenPages, leave } from "./visitor.ts";

const { pages, visit } = givenPages();

/** An execution that noted, waited, was decided about and ended. */
async function finished(executionId: string, id: string): Promise<void> {
  const agent = "claims";
  await call(pages(), "agent", "PUT", `/v1/executions/${executionId}`, { agent, status: "running" });
  const note = { message: "Risk: 72 \u202eno", tags: ["risk"] };
  await call(pages(), "agent", "POST", `/v1/executions/${executionId}/notes`, note);
  await ask(pages(), id, { agent, executionId, title: `Pay ${id}`, reviewers: ["rita", "admin"] });
  await decideByLink(pages(), id, "rita", { decision: "approved", feedback: "Seen,\nall of it." });
  await call(pages(), "agent", "GET", `/v1/approvals/${id}`);
  while (!(await auditOf(pages(), id)).some(({ type }) => type === "execution.resumed")) await sleep(20);
  await call(pages(), "agent", "PUT", `/v1/executions/${executionId}`, { status: "succeeded" });
}

async function bars(page: Page): Promise<void> {
  assert.deepEqual(await barriers(page), []);
  await leave(page);
}

describe("executions", () => {
  test("are listed with their status, and one is told from its start to its end", async () => {
    await finished("run-1", "claim-run-1");
    const page = await signedIn(await visit(), pages(), "/executions");
    const row = page.locator("#executions li").filter({ hasText: "run-1" });
    // How long it waited is known once its approvals have been read.
    await row.filter({ hasNotText: "…" }).waitFor();
    const words = /^run-1\nclaims\n.*\nDuration\n[\dmin ]+s\nOf it waiting\n[\dmin ]+s\nSucceeded$/s;
    assert.match(await readText(row), words);
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("link", { name: "run-1" }).click();
    await page.getByRole("heading", { name: "run-1" }).waitFor();
    await page.locator(".timeline").getByText("Finished").waitFor();
    const steps = await page.locator(".timeline .head").allTextContents();
    assert.deepEqual(
      [...new Set(steps)],
      ["Started", "Note", "Waits for a decision", "Approvedby rita", "Goes on", "Finished"],
    );
    const text = await readText(page.locator(".timeline"));
    assert.ok(text.includes("Risk: 72 ‹U+202E›no"));
    assert.ok(text.includes("Seen,\nall of it."));
    await bars(page);
  });

  test("of one with many notes, the rest is read when asked for", async () => {
    await call(pages(), "agent", "PUT", "/v1/executions/run-long", { status: "running" });
    for (let note = 1; note <= 130; note++)
      await call(pages(), "agent", "POST", "/v1/executions/run-long/notes", { message: `Step ${note}` });
    const page = await signedIn(await visit(), pages(), "/executions/run-long");
    await page.getByText("There is more than this").waitFor();
    assert.equal(await page.locator(".timeline > li.note").count(), 100);
    await page.getByRole("button", { name: "Load more" }).click();
    await page.getByText("Step 130", { exact: true }).waitFor();
    assert.equal(await page.locator(".timeline > li.note").count(), 130);
    assert.equal(await page.getByText("There is more than this").count(), 0);
    await leave(page);
  });

  test("one that there is none of says so", async () => {
    const page = await signedIn(await visit(), pages(), "/executions/none-such");
    assert.equal(await readText(page.getByRole("alert")), "There is no such execution");
    await bars(page);
  });
});

describe("the audit trail", () => {
  before(async () => {
    await ask(pages(), "claim-audited", { agent: "auditable", reviewers: ["rita"] });
    await decideByLink(pages(), "claim-audited", "rita", {
      decision: "rejected",
      feedback: '=1+1 "no",\n<b>never</b>',
    });
  });

  test("is narrowed, read in full, and each entry has an address of its own", async () => {
    const page = await signedIn(await visit(), pages(), "/audit");
    await page.getByLabel("Request’s id").fill("claim-audited");
    await page.getByLabel("What").selectOption("approval.decided");
    await page.getByRole("button", { name: "Apply" }).click();
    // What was listed before stays for a moment.
    await page.locator(".trail > li:only-child").waitFor();
    const text = await readText(page.locator(".trail"));
    assert.match(text, /^Decided\nRejected\nby rita\n/);
    assert.ok(text.includes('Comment\n=1+1 "no",\n<b>never</b>\n'), text);
    assert.match(page.url(), /approvalRequestId=claim-audited/);
    await page.getByText("The whole entry").click();
    assert.match(await readText(page.locator(".trail")), /hash\n"sha256:[0-9a-f]{64}"/);
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("link", { name: /^Link to this entry/ }).click();
    await page.getByRole("heading", { name: "One entry of the audit trail" }).waitFor();
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    const marked = page.locator(".trail > li.marked");
    await marked.waitFor();
    assert.match(await readText(marked), /^Decided\nRejected\nby rita\n/);
    assert.equal(await page.locator(".trail > li").count(), 2);
    await leave(page);
  });

  test("has the newest first, or the oldest when that is asked for", async () => {
    const page = await signedIn(await visit(), pages(), "/audit?approvalRequestId=claim-audited");
    const heads = () => page.locator(".trail .head strong").allTextContents();
    await page.locator(".trail > li").first().waitFor();
    assert.deepEqual(await heads(), ["Decided", "Asked for a decision"]);
    await page.getByLabel("Order").selectOption("Oldest first");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.locator(".trail > li:first-child").getByText("Asked for a decision").waitFor();
    assert.deepEqual(await heads(), ["Asked for a decision", "Decided"]);
    assert.match(page.url(), /order=asc/);
    await leave(page);
  });

  test("shows more when asked, and finds a linked entry however late it stands", async () => {
    await ask(pages(), "claim-looked-at", { agent: "auditable" });
    for (let viewing = 0; viewing < 130; viewing++)
      await call(pages(), "person", "POST", "/v1/review/claim-looked-at/viewed", {});
    const { json } = await call(
      pages(),
      "person",
      "GET",
      "/v1/audit?approvalRequestId=claim-looked-at&order=desc&limit=1",
    );
    const [last] = json.entries;
    const page = await signedIn(
      await visit(),
      pages(),
      `/audit?approvalRequestId=claim-looked-at&entry=${last.eventId}`,
    );
    await page.locator(".trail > li.marked").waitFor();
    assert.equal(await page.locator(".trail > li").count(), 131);
    await page.goto(`${pages().baseUrl}/audit?approvalRequestId=claim-looked-at&entry=none-such`);
    await page.getByText("There is no such entry on the trail of this request.").waitFor();
    await page.goto(`${pages().baseUrl}/approvals/claim-looked-at`);
    await page.getByText("History", { exact: true }).click();
    await page.getByText("These are the first 100 entries; there are later ones.").waitFor();
    const before = await page.locator(".trail > li").count();
    await page.getByRole("button", { name: "Load more" }).click();
    await page.locator(".trail > li").nth(130).waitFor();
    assert.equal(before, 100);
    assert.equal(await page.getByRole("button", { name: "Load more" }).count(), 0);
    await leave(page);
  });

  for (const [format, button] of [
    ["csv", "Export as CSV"],
    ["ndjson", "Export as NDJSON"],
  ] as const)
    test(`is exported as ${format}, as narrowed`, async () => {
      const page = await signedIn(await visit(), pages(), "/audit?approvalRequestId=claim-audited");
      await page.locator(".trail > li").first().waitFor();
      const downloading = page.waitForEvent("download");
      await page.getByRole("button", { name: button }).click();
      const download = await downloading;
      assert.equal(download.suggestedFilename(), `sayso-audit.${format}`);
      const text = readFileSync(await download.path(), "utf8");
      const lines = text.trimEnd().split("\n");
      if (format === "ndjson")
        assert.deepEqual(
          lines.map((line) => JSON.parse(line).type),
          ["approval.created", "approval.decided"],
        );
      else {
        assert.match(lines[0] ?? "", /^at,type,approvalRequestId,/);
        assert.match(text, /rita,rita,"'=1\+1 ""no"",\n<b>never<\/b>"/);
      }
      await page.getByText("2 entries exported. That is on the record, too.").waitFor();
      await leave(page);
    });
});

test("the overview gives the service's own figures, as charts and as tables", async () => {
  await ask(pages(), "claim-counted", { agent: "counted" });
  await decideSignedIn(pages(), "claim-counted", { decision: "rejected" });
  await ask(pages(), "claim-waiting", { agent: "counted" });
  const stats = async () => (await call(pages(), "person", "GET", "/v1/stats")).json;
  const counted = async () => {
    const figures = (await stats()).agents.find(({ agent }: { agent: string }) => agent === "counted");
    return [figures?.pending, figures?.decided.rejected];
  };
  // They are counted after the fact, and the page asks once.
  await becomes(counted, [1, 1]);
  const page = await signedIn(await visit(), pages(), "/overview?days=7");
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "counted" }) });
  await row.waitFor();
  const cells = await row.getByRole("cell").allTextContents();
  assert.deepEqual(cells.slice(1, 7), ["1", "0", "0", "1", "0", "0"]);
  assert.ok((await readText(page.locator(".tiles"))).includes(`Waiting now\n${(await stats()).now.pending}\n`));
  const chart = page.getByRole("img", { name: /^In 7 days \d+ requests ended, most of them, \d+, on \d+ \w+/ });
  assert.equal(await chart.count(), 1);
  await page.getByText("As a table").click();
  assert.equal(await page.locator(".chart tbody tr").count(), 7);
  await bars(page);
});

describe("webhooks", () => {
  let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
  before(async () => {
    receiver = await startWebhookReceiver();
  });
  after(() => receiver.stop());

  test("are made, tested, given another secret, sent to again, turned off and removed", async () => {
    const page = await signedIn(await visit(), pages(), "/webhooks");
    await page.getByText("Nothing is sent anywhere yet.").waitFor();
    await page.getByText("Add a webhook").first().click();
    await page.getByLabel("URL").fill(receiver.url);
    await page.getByLabel("Description").fill("Ticketing");
    await page.getByRole("button", { name: "Add a webhook" }).click();
    const secret = page.locator(".secret code");
    await secret.waitFor();
    const first = await readText(secret);
    assert.match(first, /^whsec_/);
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("link", { name: receiver.url }).click();
    await page.getByRole("button", { name: "Send a test" }).click();
    const delivery = page.locator("#deliveries > li").first();
    await delivery.waitFor();
    const path = `/v1/webhooks/${page.url().split("/").at(-1)}/deliveries`;
    const statuses = async () =>
      (await call(pages(), "person", "GET", path)).json.deliveries.map(({ status }: { status: string }) => status);
    // The page asks once, and that it has arrived is written down a moment after it has.
    await becomes(statuses, ["succeeded"]);
    assert.equal(receiver.told[0]?.event.type, "webhook.test");
    await page.reload();
    await delivery.locator(".pill", { hasText: /^Arrived$/ }).waitFor();
    await page.locator(".switch").getByText("Given up").click();
    await page.getByText("Nothing was sent yet.").waitFor();
    await page.locator(".switch").getByText("Arrived").click();
    await delivery.locator(".pill", { hasText: /^Arrived$/ }).waitFor();
    await page.getByRole("button", { name: "Send again webhook.test" }).click();
    await page.getByText("1 is on its way again.").waitFor();
    while (receiver.told.length < 2) await page.waitForTimeout(50);
    assert.equal(receiver.told[1]?.headers["webhook-id"], receiver.told[0]?.headers["webhook-id"]);
    await page.getByRole("button", { name: "Replace the secret" }).click();
    await page.getByRole("button", { name: "Yes, replace it" }).click();
    await secret.waitFor();
    assert.notEqual(await readText(secret), first);
    await page.getByText("The secret before signs too, until").waitFor();
    await page.getByRole("button", { name: "Turn off" }).click();
    await page.getByRole("button", { name: "Turn on" }).waitFor();
    assert.deepEqual(await barriers(page), []);
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Yes, remove it" }).click();
    await page.getByText("Nothing is sent anywhere yet.").waitFor();
    await leave(page);
  });

  test("a URL that is refused says why", async () => {
    const page = await signedIn(await visit(), pages(), "/webhooks");
    await page.getByText("Add a webhook").first().click();
    await page.getByLabel("URL").fill("http://example.com/hooks");
    await page.getByRole("button", { name: "Add a webhook" }).click();
    await page.getByRole("alert").filter({ hasText: /url/ }).first().waitFor();
    await leave(page);
  });
});

test("the directory of reviewers is written, changed and emptied, and says what is wrong", async () => {
  const page = await signedIn(await visit(), pages(), "/reviewers");
  await page.getByText("Nobody is in the directory yet.").waitFor();
  await page.getByRole("button", { name: "Add a reviewer" }).click();
  await page.getByLabel("Id, as requests name them").fill("olga@example.com");
  await page.getByLabel("Name", { exact: true }).fill("Olga Ost");
  await page.getByRole("checkbox", { name: "E-mail" }).check();
  assert.deepEqual(await barriers(page), []);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("is needed by the channel email").waitFor();
  await page.getByLabel("E-mail").first().fill("olga@example.com");
  await page.getByLabel("Time zone").fill("Europe/Madrid");
  await page.getByLabel("Teams, with commas between them").fill("Claims, Night shift , Claims");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. Changes are on the audit trail.").waitFor();
  assert.match(
    await readText(page.locator("#reviewers")),
    /^Olga Ost\nolga@example\.com\nE-mail\nteam Claims\nteam Night shift\nEurope\/Madrid\n/,
  );
  await page.getByRole("button", { name: "Change Olga Ost" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Olga West");
  await page.getByRole("button", { name: "Save" }).click();
  await page.locator("#reviewers strong", { hasText: "Olga West" }).waitFor();
  assert.deepEqual(await barriers(page), []);
  await page.getByRole("button", { name: "Remove Olga West" }).click();
  await page.getByRole("button", { name: "Yes, remove" }).click();
  await page.getByText("Nobody is in the directory yet.").waitFor();
  await leave(page);
});
