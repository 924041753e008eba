import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { People } from "../../functions/ports/people.ts";
import type { LinkSignIn } from "../../functions/ports/sign-in.ts";
import * as callers from "./callers.ts";
import { type App, givenApp } from "./given-app.ts";
import { keepSecret } from "./secrets.ts";

const origin = "https://sayso.example";
const code = { code: "code", codeVerifier: "v".repeat(43) };

async function signedIn(own: Parameters<typeof givenApp>[0] = {}) {
  const app = await givenApp(own);
  const session = await app.call("POST", "/v1/session", { body: code });
  const cookie = session.headers["set-cookie"]?.split(";")[0] ?? "";
  return { app, session, as: { cookie } };
}

describe("a browser's session", () => {
  test("is in a cookie that no script reads and no other site sends, and in no body", async () => {
    const { session } = await signedIn();
    assert.equal(
      session.headers["set-cookie"],
      "__Host-sayso=token-of-rita-the-reviewer; Path=/; Max-Age=3600; HttpOnly; SameSite=Strict; Secure",
    );
    assert.deepEqual(session.json, {
      ...{ id: "rita", name: "Rita Reyes", roles: ["reviewer"], teams: [] },
      expiresAt: "2026-01-01T11:00:00.000Z",
    });
  });

  test("has a name of its port's own over plain http, where the prefix cannot be had", async () => {
    const { deps } = await givenApp();
    const settings = { ...deps.settings, publicUrl: "http://127.0.0.1:4000" };
    const { app, session, as } = await signedIn({ settings });
    assert.match(
      session.headers["set-cookie"] ?? "",
      /^sayso-4000=[^;]+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict$/,
    );
    assert.equal((await app.call("GET", "/v1/session", { as })).status, 200);
  });

  test("is who is signed in", async () => {
    const { app, as } = await signedIn();
    const other = { cookie: `theme=dark; ${as.cookie}; __Host-other=1` };
    await app.call("PUT", "/v1/reviewers/rita", { as: callers.ada, body: { name: "R. Reyes", teams: ["Claims"] } });
    const rita = { id: "rita", name: "Rita Reyes", roles: ["reviewer"], teams: ["Claims"] };
    for (const headers of [as, other])
      assert.deepEqual((await app.call("GET", "/v1/session", { as: headers })).json, rita);
    assert.deepEqual((await app.call("GET", "/v1/session", { as: callers.rita })).json, rita);
    assert.equal((await app.call("GET", "/v1/session")).status, 401);
    assert.equal((await app.call("GET", "/v1/approvals", { as })).status, 200);
  });

  test("gives way to what a header presents, so that a link is the link's holder", async () => {
    const { app, as } = await signedIn();
    await app.ask();
    const asSam = { ...as, ...(await app.holder("claim-42", "sam")) };
    assert.equal((await app.call("GET", "/v1/review/claim-42", { as: asSam })).json.reviewer.id, "sam");
    assert.equal((await app.call("GET", "/v1/session", { as: { ...as, ...callers.badKey } })).status, 401);
    assert.equal((await app.call("GET", "/v1/session", { as: { ...as, ...callers.agent } })).status, 403);
  });

  test("that has ended is no other than none, and says so", async () => {
    const ended: People = { verify: async () => undefined };
    const { app, as } = await signedIn({ people: ended });
    const reply = await app.call("GET", "/v1/approvals", { as });
    assert.deepEqual([reply.status, reply.json.detail], [401, "Your sign-in has ended. Sign in again."]);
  });

  test("is not begun by a token that a browser would not keep", async () => {
    const signIn = {
      ...callers.signIn,
      finish: async () => {
        const signedIn = await callers.signIn.finish({ code: "", codeVerifier: "", redirectUri: "" });
        return { ...signedIn, token: keepSecret("t".repeat(3_901)) };
      },
    };
    const { session } = await signedIn({ signIn });
    assert.equal(session.status, 401);
    assert.match(session.json.detail, /longer than a browser keeps/);
    assert.equal(session.headers["set-cookie"], undefined);
  });

  for (const [body, field] of [
    [{}, "code"],
    [{ code: "code" }, "codeVerifier"],
  ] as const)
    test(`is not begun without ${field}`, async () => {
      const reply = await (await givenApp()).call("POST", "/v1/session", { body });
      assert.deepEqual([reply.status, reply.json.errors[0].field], [400, field]);
    });
});

describe("another site's page", () => {
  const decide = (app: App, headers: Record<string, string>) =>
    app.call("POST", "/v1/approvals/claim-42/decision", { as: headers, body: { decision: "approved" } });

  for (const [whose, foreign] of Object.entries({
    "another site": "https://evil.example",
    "a neighbour": "https://other.sayso.example",
    "another scheme": "http://sayso.example",
    "another port": "https://sayso.example:8443",
    "a sandboxed page": "null",
    "nobody who says so": undefined,
  }))
    test(`F2 changes nothing with a browser's session: ${whose}`, async () => {
      const { app, as } = await signedIn();
      await app.ask();
      const from: Record<string, string> = foreign === undefined ? {} : { origin: foreign };
      const refused = await decide(app, { ...as, ...from });
      assert.deepEqual([refused.status, refused.json.code], [403, "forbidden"]);
      assert.equal((await app.deps.approvals.load("claim-42"))?.status, "pending");
      const out = await app.call("DELETE", "/v1/session", { as: { ...as, ...from } });
      assert.deepEqual([out.status, out.headers["set-cookie"]], [403, undefined]);
    });

  test("is told from our own, which decides", async () => {
    const { app, as } = await signedIn();
    await app.ask();
    assert.equal((await decide(app, { ...as, origin })).status, 200);
    const approval = await app.deps.approvals.load("claim-42");
    assert.deepEqual(approval && "reviewer" in approval && approval.reviewer.id, "rita");
  });

  test("signs no browser in", async () => {
    const app = await givenApp();
    const reply = await app.call("POST", "/v1/session", { headers: { origin: "https://evil.example" }, body: code });
    assert.deepEqual([reply.status, reply.headers["set-cookie"]], [403, undefined]);
  });

  test("is not asked where it is when it presents a token of its own", async () => {
    const { app, as } = await signedIn();
    await app.ask();
    assert.equal((await decide(app, { ...as, ...callers.rita, origin: "https://evil.example" })).status, 200);
  });
});

describe("signing out", () => {
  test("takes the cookie back and ends the session", async () => {
    const ended: string[] = [];
    const linkSignIn: LinkSignIn = {
      redeem: async () => ({ ok: false, reason: "link" }),
      end: async (token) => void ended.push(token),
    };
    const { app, as } = await signedIn({ linkSignIn });
    const out = await app.call("DELETE", "/v1/session", { as: { ...as, origin } });
    assert.deepEqual(
      [out.status, out.headers["set-cookie"]],
      [204, "__Host-sayso=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure"],
    );
    assert.deepEqual(ended, ["token-of-rita-the-reviewer"]);
  });

  test("is done for somebody whose session has ended, or who had none", async () => {
    const ended: People = { verify: async () => undefined };
    const { app, as } = await signedIn({ people: ended });
    for (const headers of [{ ...as, origin }, {}])
      assert.equal((await app.call("DELETE", "/v1/session", { as: headers })).status, 204);
  });
});

test("a printed link signs nobody in where there is an issuer", async () => {
  const reply = await (await givenApp()).call("POST", "/v1/session", { body: { token: "t".repeat(43) } });
  assert.deepEqual([reply.status, reply.json.code], [404, "not_found"]);
});
