import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import canonicalize from "canonicalize";
import { parse } from "csv-parse/sync";
import { ada, agent, feedback, otherAgent, rita, sam, vera } from "./callers.ts";
import { type App, givenApp } from "./given-app.ts";

const minute = 60_000;
const csv = { accept: "text/csv" };
const ndjson = { accept: "application/x-ndjson" };

/** Three approvals: one approved, one rejected, one of another agent's pending; and one viewing. */
async function givenTrail(): Promise<App> {
  const app = await givenApp();
  await app.ask();
  app.time.now += minute;
  await app.call("POST", "/v1/review/claim-42/viewed", { as: rita, body: {} });
  app.time.now += minute;
  await app.call("POST", "/v1/approvals/claim-42/decision", { as: rita, body: { decision: "approved", feedback } });
  app.time.now += minute;
  await app.ask({ approvalRequestId: "claim-43" });
  await app.call("POST", "/v1/approvals/claim-43/decision", { as: sam, body: { decision: "rejected" } });
  app.time.now += minute;
  await app.ask({ approvalRequestId: "mail-1", executionId: "run-7" }, otherAgent);
  return app;
}

async function list(app: App, query: string): Promise<string[]> {
  const { json } = await app.call("GET", `/v1/audit${query}`, { as: vera });
  return json.entries.map(
    (entry: { type: string; approvalRequestId: string }) => `${entry.approvalRequestId} ${entry.type.split(".")[1]}`,
  );
}

test("the trail is read in order of time, by every filter and by several at once", async () => {
  const app = await givenTrail();
  const all = [
    "claim-42 created",
    "claim-42 viewed",
    "claim-42 decided",
    "claim-43 created",
    "claim-43 decided",
    "mail-1 created",
  ];
  const lists: [query: string, entries: string[]][] = [
    ["", all],
    ["?approvalRequestId=claim-42", all.slice(0, 3)],
    ["?type=approval.decided", ["claim-42 decided", "claim-43 decided"]],
    ["?type=approval.abolished", []],
    ["?reviewer=rita", ["claim-42 viewed", "claim-42 decided"]],
    ["?agent=mailer", ["mail-1 created"]],
    ["?from=2026-01-01T10:02:00Z", all.slice(2)],
    ["?to=2026-01-01T10:02:00Z", all.slice(0, 2)],
    ["?from=2026-01-01T11:02:00%2B01:00&to=2026-01-01T10:03:00.001Z", all.slice(2, 5)],
    ["?type=approval.decided&reviewer=sam", ["claim-43 decided"]],
    ["?order=asc", all],
    ["?order=desc", all.toReversed()],
    ["?order=desc&limit=2", ["mail-1 created", "claim-43 decided"]],
    ["?order=desc&approvalRequestId=claim-42", ["claim-42 decided", "claim-42 viewed", "claim-42 created"]],
  ];
  for (const [query, expected] of lists) assert.deepEqual(await list(app, query), expected, query);
});

test("pages of the trail follow each other without gap or overlap", async () => {
  const app = await givenTrail();
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const path: string = `/v1/audit?limit=4${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`;
    const { json } = await app.call("GET", path, { as: vera });
    seen.push(...json.entries.map(({ eventId }: { eventId: string }) => eventId));
    cursor = json.nextCursor;
  } while (cursor !== null);
  assert.equal(seen.length, 6);
  assert.equal(new Set(seen).size, 6);
});

test("an export as NDJSON can be verified by somebody else's tools: hashes, chain and commitments", async () => {
  const app = await givenTrail();
  const reply = await app.call("GET", "/v1/approvals/claim-42/audit", { as: vera, headers: ndjson });
  assert.equal(reply.headers["content-type"], "application/x-ndjson; charset=utf-8");
  assert.equal(reply.text.at(-1), "\n");
  const sha256 = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
  let previous: string | null = null;
  for (const line of reply.text.trim().split("\n")) {
    const { disclosed, ...entry } = JSON.parse(line);
    const { hash, ...body } = entry;
    assert.equal(hash, sha256(canonicalize(body) ?? ""));
    for (const [field, { salt, value }] of Object.entries<{ salt: string; value: string }>(disclosed))
      assert.equal(entry[field], sha256(canonicalize([salt, value]) ?? ""));
    if (entry.sequence === null) continue;
    assert.equal(entry.previousHash, previous);
    previous = hash;
  }
  assert.notEqual(previous, null);
});

test("an export as CSV has clear values, and nothing in a cell that a spreadsheet would run", async () => {
  const app = await givenApp();
  const formulas = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example","x")'];
  for (const [index, formula] of formulas.entries()) {
    const approvalRequestId = `claim-${index}`;
    await app.ask({ approvalRequestId, action: { name: formula } });
    const body = { decision: "rejected", feedback: formula };
    await app.call("POST", `/v1/approvals/${approvalRequestId}/decision`, { as: rita, body });
  }
  const { text, headers } = await app.call("GET", "/v1/audit?limit=100", { as: vera, headers: csv });
  assert.equal(headers["content-type"], "text/csv; charset=utf-8");
  const rows: Record<string, string>[] = parse(text, { columns: true });
  assert.equal(rows.length, 14);
  const decided = rows.filter(({ type }) => type === "approval.decided");
  for (const [index, row] of decided.entries()) {
    assert.equal(row.feedback, `'${formulas[index]}`);
    assert.equal(row.action, `'${formulas[index]}`);
    assert.deepEqual([row.reviewer, row.reviewerName, row.decision], ["rita", "Rita Reyes", "rejected"]);
  }
  for (const row of rows) for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
});

test("an export larger than a page leads on by its Link header, to the end and without loss", async () => {
  const app = await givenTrail();
  const inOrder: string[][] = [];
  for (const [start, count] of [
    ["/v1/audit?limit=2&type=approval.created", 3],
    ["/v1/audit?limit=2&type=approval.created&order=desc", 3],
    ["/v1/approvals/claim-42/audit?limit=2", 3],
    ["/v1/audit?limit=2&from=2026-01-01T10:00:00Z&to=2026-01-01T10:05:00Z&agent=claim-processor", 5],
  ] as const)
    for (const format of [ndjson, csv]) {
      let path: string | undefined = start;
      const eventIds: string[] = [];
      while (path !== undefined) {
        const reply = await app.call("GET", path, { as: vera, headers: format });
        assert.equal(reply.status, 200, `${path}: ${reply.text}`);
        const rows: { eventId: string }[] =
          format === csv
            ? parse(reply.text, { columns: true })
            : reply.text
                .trim()
                .split("\n")
                .map((line) => JSON.parse(line));
        eventIds.push(...rows.map(({ eventId }) => eventId));
        const next = /^<(.+)>; rel="next"$/.exec(reply.headers.link ?? "")?.[1];
        const url: URL = new URL(next ?? "", `https://sayso.example${path}`);
        path = next && url.pathname + url.search;
      }
      assert.equal(eventIds.length, count, start);
      assert.equal(new Set(eventIds).size, count);
      if (start.includes("type=approval.created")) inOrder.push(eventIds);
    }
  const [rising, , falling] = inOrder;
  assert.deepEqual(falling, rising?.toReversed(), "an export is in the order that was asked for, over all its parts");
});

test("who takes a copy of the trail is on the trail", async () => {
  const app = await givenTrail();
  await app.call("GET", "/v1/audit?limit=1000", { as: vera, headers: csv });
  await app.call("GET", "/v1/audit", { as: vera });
  const { json } = await app.call("GET", "/v1/audit?type=audit.exported", { as: ada });
  assert.equal(json.entries.length, 1);
  assert.deepEqual(json.entries[0].detail, { format: "text/csv", entries: 6 });
  assert.equal(json.entries[0].disclosed.reviewer.value, "vera");
});

test("no approval's trail is shown that is not there", async () => {
  const app = await givenApp();
  assert.equal((await app.call("GET", "/v1/approvals/claim-99/audit", { as: vera })).status, 404);
  assert.equal((await app.call("GET", "/v1/approvals/claim-99/audit", { as: agent })).status, 403);
});
