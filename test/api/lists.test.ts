import assert from "node:assert/strict";
import { test } from "node:test";
import { runTimers } from "../../functions/use-cases/run-timers.ts";
import { ada, agent, otherAgent, rita, sam } from "./callers.ts";
import { type App, givenApp } from "./given-app.ts";

const minute = 60_000;

async function givenFive(): Promise<App> {
  const app = await givenApp();
  for (let n = 1; n <= 5; n++) {
    app.time.now += minute;
    const changes = {
      approvalRequestId: `claim-${n}`,
      executionId: n === 5 ? "run-5" : `run-${n % 2}`,
      reviewers: n > 3 ? ["sam"] : ["rita"],
    };
    await app.ask(changes, n === 5 ? otherAgent : agent);
  }
  await app.call("POST", "/v1/approvals/claim-4/decision", { as: sam, body: { decision: "rejected" } });
  return app;
}

async function ids(app: App, query: string, as: Record<string, string> = rita): Promise<string[]> {
  const { json } = await app.call("GET", `/v1/approvals${query}`, { as });
  return json.approvals.map(({ approvalRequestId }: { approvalRequestId: string }) => approvalRequestId);
}

test("approvals are listed newest first, by every filter and by several at once", async () => {
  const app = await givenFive();
  const lists: [query: string, ids: string[]][] = [
    ["", ["claim-5", "claim-4", "claim-3", "claim-2", "claim-1"]],
    ["?status=pending", ["claim-5", "claim-3", "claim-2", "claim-1"]],
    ["?status=rejected", ["claim-4"]],
    ["?status=approved", []],
    ["?agent=mailer", ["claim-5"]],
    ["?reviewer=sam", ["claim-5", "claim-4"]],
    ["?executionId=run-1", ["claim-3", "claim-1"]],
    ["?status=pending&reviewer=rita&executionId=run-1", ["claim-3", "claim-1"]],
    ["?limit=2", ["claim-5", "claim-4"]],
  ];
  for (const [query, expected] of lists) assert.deepEqual(await ids(app, query), expected, query);
});

test("pending approvals are listed by time left, and nothing else is", async () => {
  const app = await givenApp();
  for (const [id, expiresInHours] of Object.entries({ later: 48, soon: 1, next: 24 }))
    await app.ask({ approvalRequestId: id, expiresInHours, executionId: undefined });
  assert.deepEqual(await ids(app, "?reviewer=rita&status=pending&sort=expiresAt"), ["soon", "next", "later"]);
  assert.deepEqual(await ids(app, "?reviewer=rita&status=pending&sort=expiresAt&limit=1"), ["soon"]);
  await app.ask(
    { approvalRequestId: "sams", expiresInHours: 2, reviewers: ["sam"], executionId: undefined },
    otherAgent,
  );
  assert.deepEqual(await ids(app, "?status=pending&sort=expiresAt"), ["soon", "sams", "next", "later"]);
  assert.deepEqual(await ids(app, "?status=pending&sort=expiresAt&agent=mailer"), ["sams"]);
  assert.deepEqual(await ids(app, "?status=pending&sort=expiresAt", agent), ["soon", "next", "later"]);
  for (const query of ["?sort=expiresAt", "?sort=expiresAt&reviewer=rita", "?sort=expiresAt&status=approved"]) {
    const reply = await app.call("GET", `/v1/approvals${query}`, { as: rita });
    assert.deepEqual([reply.status, reply.json.errors], [400, [{ field: "sort", detail: "is for status=pending" }]]);
  }
  const unknown = await app.call("GET", "/v1/approvals?reviewer=rita&status=pending&sort=title", { as: rita });
  assert.deepEqual(unknown.json.errors, [{ field: "sort", detail: "must be expiresAt" }]);
});

test("a team is listed what any of its members may decide now, each once, the most urgent first", async () => {
  const app = await givenApp();
  const entry = (name: string, teams: readonly string[]) => ({ name, teams });
  for (const [id, body] of Object.entries({
    rita: entry("Rita", ["Claims"]),
    olga: entry("Olga", ["Claims", "Night shift"]),
    sam: entry("Sam", ["Travel"]),
  }))
    assert.equal((await app.call("PUT", `/v1/reviewers/${id}`, { as: ada, body })).status, 201);
  const escalates = { policy: { escalateAfterHours: 1, escalateTo: ["olga"] } };
  const asked: readonly (readonly [id: string, changes: object])[] = [
    ["ritas", { reviewers: ["rita"], expiresInHours: 9 }],
    ["both", { reviewers: ["olga", "rita"], expiresInHours: 7 }],
    ["sams", { reviewers: ["sam"], expiresInHours: 5, ...escalates }],
    ["nobodys", { reviewers: ["ann"], expiresInHours: 3 }],
    ["decided", { reviewers: ["rita"], expiresInHours: 2 }],
  ];
  for (const [id, changes] of asked) await app.ask({ approvalRequestId: id, executionId: undefined, ...changes });
  await app.call("POST", "/v1/approvals/decided/decision", { as: rita, body: { decision: "approved" } });
  const of = (team: string) => ids(app, `?status=pending&sort=expiresAt&team=${encodeURIComponent(team)}`);
  assert.deepEqual(await of("Claims"), ["both", "ritas"]);
  app.time.now += 60 * minute;
  await runTimers(app.deps, "sams");
  assert.deepEqual(await of("Claims"), ["sams", "both", "ritas"]);
  assert.deepEqual(await of("Night shift"), ["sams", "both"]);
  assert.deepEqual(await of("Travel"), ["sams"]);
  assert.deepEqual(await of("Nobody's"), []);
  assert.deepEqual(await ids(app, "?status=pending&team=Claims"), ["sams", "ritas", "both"]);
  assert.deepEqual(await ids(app, "?status=pending&team=Claims&reviewer=olga&limit=1"), ["sams"]);
  await app.call("PUT", "/v1/reviewers/rita", { as: ada, body: entry("Rita", []) });
  assert.deepEqual(await of("Claims"), ["sams", "both"]);
  const refused = [400, [{ field: "team", detail: "is for people, with status=pending" }]];
  for (const [query, as] of [
    ["?team=Claims", rita],
    ["?team=Claims&status=approved", rita],
    ["?team=Claims&status=pending", agent],
  ] as const) {
    const { status, json } = await app.call("GET", `/v1/approvals${query}`, { as });
    assert.deepEqual([status, json.errors], refused);
  }
  const { json } = await app.call("GET", "/v1/session", { as: rita });
  assert.deepEqual(json.teams, []);
});

test("an agent is listed its own approvals and runs, whatever it filters by", async () => {
  const app = await givenFive();
  assert.deepEqual(await ids(app, "", agent), ["claim-4", "claim-3", "claim-2", "claim-1"]);
  assert.deepEqual(await ids(app, "?agent=mailer", agent), []);
  assert.deepEqual(await ids(app, "?executionId=run-1", otherAgent), []);
  assert.deepEqual(await ids(app, "?executionId=run-5", otherAgent), ["claim-5"]);
  const { json } = await app.call("GET", "/v1/executions", { as: otherAgent });
  assert.deepEqual(
    json.executions.map(({ executionId }: { executionId: string }) => executionId),
    ["run-5"],
  );
});

test("pages follow each other without gap or overlap, also while newer approvals come in", async () => {
  const app = await givenFive();
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const path: string = `/v1/approvals?limit=2${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { json } = await app.call("GET", path, { as: rita });
    seen.push(...json.approvals.map(({ approvalRequestId }: { approvalRequestId: string }) => approvalRequestId));
    cursor = json.nextCursor;
    app.time.now += minute;
    await app.ask({ approvalRequestId: `newer-${seen.length}` });
  } while (cursor !== null);
  assert.deepEqual(seen, ["claim-5", "claim-4", "claim-3", "claim-2", "claim-1"]);
});

test("a list shows enough to choose from, and not what is asked in full", async () => {
  const app = await givenFive();
  const { json } = await app.call("GET", "/v1/approvals?status=rejected", { as: rita });
  assert.deepEqual(json, {
    approvals: [
      {
        approvalRequestId: "claim-4",
        status: "rejected",
        title: "Pay claim 42",
        actionName: "pay_claim",
        agent: "claim-processor",
        executionId: "run-0",
        reviewers: ["sam"],
        reviewer: { id: "sam", name: "Sam Sato", via: "oidc" },
        metadata: {},
        createdAt: "2026-01-01T10:04:00.000Z",
        expiresAt: "2026-01-04T10:04:00.000Z",
        decidedAt: "2026-01-01T10:05:00.000Z",
      },
    ],
    nextCursor: null,
  });
});

test("runs and a run's notes come page by page too", async () => {
  const app = await givenApp();
  for (let n = 1; n <= 3; n++) {
    app.time.now += minute;
    await app.call("POST", "/v1/executions/run-1/notes", { as: agent, body: { message: `Step ${n}` } });
    await app.call("PUT", `/v1/executions/other-${n}`, { as: agent, body: { status: "running" } });
  }
  const first = await app.call("GET", "/v1/executions/run-1?limit=2", { as: agent });
  assert.deepEqual(
    first.json.notes.map(({ message }: { message: string }) => message),
    ["Step 1", "Step 2"],
  );
  const rest = await app.call("GET", `/v1/executions/run-1?limit=2&cursor=${first.json.notesCursor}`, { as: agent });
  assert.deepEqual(
    rest.json.notes.map(({ message }: { message: string }) => message),
    ["Step 3"],
  );
  assert.equal(rest.json.notesCursor, null);
  const runs = await app.call("GET", "/v1/executions?limit=3", { as: rita });
  const more = await app.call("GET", `/v1/executions?cursor=${encodeURIComponent(runs.json.nextCursor)}`, { as: rita });
  assert.deepEqual(
    [...runs.json.executions, ...more.json.executions].map(({ executionId }: { executionId: string }) => executionId),
    ["other-3", "other-2", "run-1", "other-1"],
  );
});
