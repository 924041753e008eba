import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { agent, feedback, rita, sam, vera } from "./callers.ts";
import { givenApp } from "./given-app.ts";
import { decide, givenLink, nonceFor, review, trail } from "./given-link.ts";

const minute = 60_000;

test("a link's holder sees all that is asked, and a nonce; looking any number of times changes nothing, F1", async () => {
  const { app, link } = await givenLink();
  await app.call("POST", "/v1/executions/run-1/notes", { as: agent, body: { message: "Risk: 72" } });
  const before = await app.deps.approvals.load("claim-42");
  for (const method of ["GET", "GET", "HEAD", "OPTIONS", "PROPFIND"]) await app.send(method, review, { as: link });
  const { status, json } = await app.call("GET", review, { as: link });
  assert.equal(status, 200);
  assert.deepEqual(json.approval.action, { name: "pay_claim", arguments: { amount: 120.5, currency: "EUR" } });
  assert.deepEqual(json.approval.context, { summary: "Lost suitcase" });
  assert.deepEqual(
    json.notes.map(({ message }: { message: string }) => message),
    ["Risk: 72"],
  );
  assert.deepEqual(json.reviewer, { id: "rita", name: "rita" });
  assert.equal(json.meanings.approved, "The agent may carry out what was shown.");
  assert.equal(json.now, "2026-01-01T10:00:00.000Z");
  assert.match(json.nonce, /^1767261600000\.sha256:[0-9a-f]{64}\.[\w-]{43}$/);
  assert.deepEqual(await app.deps.approvals.load("claim-42"), before);
  assert.equal((await trail(app)).length, 1);
});

test("who decides by link is on the record as the link's reviewer, with what was shown and when", async () => {
  const { app, link } = await givenLink();
  const nonce = await nonceFor(app, link);
  app.time.now += minute;
  await app.call("POST", `${review}/viewed`, { as: link, body: {} });
  app.time.now += minute;
  const reply = await decide(app, link, { decision: "approved", feedback, nonce });
  assert.equal(reply.status, 200);
  assert.deepEqual(reply.json.reviewer, { id: "rita", name: "rita", via: "link" });
  const [, viewed, decided] = await trail(app);
  assert.deepEqual(
    [viewed.type, viewed.at, viewed.channel, viewed.authenticatedBy, viewed.detail],
    ["approval.viewed", "2026-01-01T10:01:00.000Z", "review_link", "link", { state: "pending" }],
  );
  assert.deepEqual(
    [decided.channel, decided.authenticatedBy, decided.shownAt, decided.displayedDigest, decided.session],
    ["review_link", "link", "2026-01-01T10:00:00.000Z", nonce.split(".")[1], viewed.session],
  );
});

describe("F1 F2 a decision needs the nonce of a page that was opened for this person and this approval", () => {
  test("none, a forged one, another reviewer's, another approval's: nothing is decided", async () => {
    const { app, link } = await givenLink();
    await app.ask({ approvalRequestId: "claim-43" });
    const own = await nonceFor(app, link);
    const nonces = [
      undefined,
      "",
      own.replace(/.$/, own.endsWith("A") ? "B" : "A"),
      own.replace(/^\d/, "2"),
      await nonceFor(app, sam),
      await nonceFor(app, rita, "/v1/review/claim-43"),
    ];
    for (const nonce of nonces) {
      const reply = await decide(app, link, { decision: "approved", nonce });
      assert.deepEqual([reply.status, reply.json.errors[0].field], [400, "nonce"]);
    }
    assert.equal((await app.deps.approvals.load("claim-42"))?.status, "pending");
    assert.equal((await decide(app, link, { decision: "approved", nonce: own })).status, 200);
  });

  test("a signed-in reviewer on the page needs it as much, and may send it beside a decision of their own", async () => {
    const { app } = await givenLink();
    assert.equal((await decide(app, rita, { decision: "approved", nonce: "1.a.b" })).status, 400);
    const nonce = await nonceFor(app, rita);
    const path = "/v1/approvals/claim-42/decision";
    assert.equal((await app.call("POST", path, { as: sam, body: { decision: "approved", nonce } })).status, 400);
    assert.equal((await app.call("POST", path, { as: rita, body: { decision: "approved", nonce } })).status, 200);
    const decided = (await trail(app)).at(-1);
    assert.deepEqual([decided.channel, decided.displayedDigest], ["dashboard", nonce.split(".")[1]]);
  });
});

describe("F2 a link opens one approval for one reviewer", () => {
  test("swapped to another approval it opens nothing", async () => {
    const { app, link } = await givenLink();
    await app.ask({ approvalRequestId: "claim-43" });
    for (const method of ["GET", "POST"] as const) {
      const path = method === "GET" ? "/v1/review/claim-43" : "/v1/review/claim-43/viewed";
      assert.equal((await app.call(method, path, { as: link })).status, 401);
    }
    assert.equal((await app.call("GET", "/v1/review/claim-99", { as: link })).status, 401);
  });

  test("every byte of its token counts", async () => {
    const { app, link } = await givenLink();
    const token = link.authorization.slice("Bearer ".length);
    for (let at = 0; at < token.length; at++) {
      const forged = token.slice(0, at) + (token[at] === "x" ? "y" : "x") + token.slice(at + 1);
      const as = { authorization: `Bearer ${forged}` };
      assert.equal((await app.call("GET", review, { as })).status, 401, forged);
      assert.equal((await decide(app, as, { decision: "approved", nonce: "1.a.b" })).status, 401);
    }
  });

  test("its token is taken from the header alone, never from the address", async () => {
    const { app, link } = await givenLink();
    const token = link.authorization.slice("Bearer ".length);
    assert.equal((await app.call("GET", `${review}?token=${token}`)).status, 401);
  });

  test("nothing that the agent is given holds a link or its token", async () => {
    const { app, link } = await givenLink();
    const token = link.authorization.slice("Bearer ".length);
    const answers = [
      await app.ask(),
      await app.call("GET", "/v1/approvals/claim-42", { as: agent }),
      await app.call("GET", "/v1/approvals", { as: agent }),
      await app.call("GET", "/v1/executions/run-1", { as: agent }),
    ];
    for (const { text } of answers) assert.ok(!text.includes(token) && !text.includes("#"));
    assert.ok(!JSON.stringify(await trail(app)).includes(token));
  });
});

test("a person who is not asked may look at the page and is given no nonce", async () => {
  const app = await givenApp();
  await app.ask({ reviewers: ["sam"] });
  for (const as of [rita, vera]) assert.equal(await nonceFor(app, as), null);
});
