import assert from "node:assert/strict";
import { after, test } from "node:test";
import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import { oidcPeople } from "../../functions/adapters/oidc/oidc-people.ts";
import { oidcSignIn } from "../../functions/adapters/oidc/oidc-sign-in.ts";
import type { Rates } from "../../functions/api/rate-limit.ts";
import { type IssuedTo, startSignInIssuer, verifier } from "../adapters/sign-in-issuer.ts";
import { type App, givenApp } from "./given-app.ts";
import { keepSecret, logged } from "./secrets.ts";

const issuer = await startSignInIssuer();
after(() => issuer.stop());

const { issuer: address, clientId } = issuer;
const { sha256 } = nodeCrypto;
const rita = { email: "rita@example.com", groups: ["reviewer"] };

function given(own: { readonly rates?: Rates; readonly clientId?: string } = {}): Promise<App> {
  const people = oidcPeople({ issuer: address, audience: clientId, clientId, rolesClaim: "groups", sha256 });
  const signIn = oidcSignIn({ issuer: address, clientId: own.clientId ?? clientId, scope: "openid email", people });
  return givenApp({ ...(own.rates && { rates: own.rates }), people, signIn });
}

const finish = (app: App, code: string, more: object = {}) =>
  app.call("POST", "/v1/session", { body: { code, codeVerifier: verifier, ...more } });

test("the pages are told where people sign in, and where they come back to", async () => {
  const app = await given();
  assert.deepEqual((await app.call("GET", "/v1/sign-in")).json, {
    authorizationEndpoint: `${address}/authorize`,
    clientId: "sayso",
    redirectUri: "https://sayso.example/",
    scope: "openid email",
  });
});

test("F20 where people come back to is never what a request says", async () => {
  const app = await given();
  const headers = { host: "evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" };
  const page = await app.call("GET", "/v1/sign-in?redirectUri=https://evil.example/", { headers });
  assert.equal(page.json.redirectUri, "https://sayso.example/");
  const code = issuer.issueCode(rita, { redirectUri: "https://evil.example/" });
  assert.equal(
    (await app.call("POST", "/v1/session", { headers, body: { code, codeVerifier: verifier } })).status,
    401,
  );
  const named = await finish(app, issuer.issueCode(rita), { redirectUri: "https://evil.example/" });
  assert.deepEqual([named.status, named.json.errors], [400, [{ field: "redirectUri", detail: "is not known here" }]]);
});

test("a code is exchanged for a session whose cookie the API takes, as it takes the token itself", async () => {
  const app = await given();
  const session = await finish(app, issuer.issueCode(rita));
  assert.equal(session.status, 200, session.text);
  assert.equal(session.headers["cache-control"], "no-store");
  const [cookie = ""] = session.headers["set-cookie"]?.split(";") ?? [];
  const token = keepSecret(cookie.split("=")[1] ?? "");
  assert.equal(token.split(".").length, 3);
  assert.ok(!session.text.includes(token));
  const ways: readonly Record<string, string>[] = [{ cookie }, { authorization: `Bearer ${token}` }];
  for (const as of ways) assert.equal((await app.call("GET", "/v1/approvals", { as })).status, 200);
});

const refused: readonly [name: string, person: Partial<IssuedTo>, brought: object, status: number, words: RegExp][] = [
  ["a code that nobody issued", {}, { code: "made-up" }, 401, /used, was too old or was begun elsewhere/],
  ["another's verifier", {}, { codeVerifier: "w".repeat(43) }, 401, /used, was too old or was begun elsewhere/],
  ["a token that does not verify", { forged: true }, {}, 401, /its token does not verify/],
  ["a token for somebody else", { audience: "other" }, {}, 401, /its token does not verify/],
  ["a person without a role", { groups: [] }, {}, 403, /^rita@example\.com is signed in, but has no role here/],
];
for (const [name, person, brought, status, words] of refused)
  test(`nobody is signed in by ${name}, and is told why`, async () => {
    const reply = await finish(await given(), issuer.issueCode({ ...rita, ...person }), brought);
    assert.equal(reply.status, status);
    assert.match(reply.json.detail, words);
    assert.equal("www-authenticate" in reply.headers, status === 401);
  });

test("a verifier must be one", async () => {
  const reply = await finish(await given(), "code", { codeVerifier: "short" });
  assert.deepEqual([reply.status, reply.json.errors[0].field], [400, "codeVerifier"]);
});

test("F2 nobody guesses codes at speed", async () => {
  const fast = { burst: 100, perSecond: 100 };
  const app = await given({ rates: { agent: fast, link: fast, failure: { burst: 2, perSecond: 0.1 } } });
  const statuses: number[] = [];
  for (const code of ["guess-1", "guess-2", "guess-3"]) statuses.push((await finish(app, code)).status);
  assert.deepEqual(statuses, [401, 401, 429]);
  assert.equal((await finish(app, issuer.issueCode(rita))).status, 200, "who has a good code is not held up");
});

test("an issuer that does not know us is our trouble, and is logged without the code", async () => {
  const app = await given({ clientId: "unknown" });
  const code = issuer.issueCode(rita);
  assert.deepEqual((await finish(app, code)).status, 500);
  const line = logged.at(-1) ?? "";
  assert.match(line, /token endpoint answered 401 invalid_client/);
  assert.ok(![code, verifier].some((secret) => line.includes(secret)), line);
});

test("where people sign in otherwise there is nothing to sign in on", async () => {
  const app = await givenApp({ signIn: null });
  const page = await app.call("GET", "/v1/sign-in");
  assert.deepEqual([page.status, page.json.code], [404, "not_found"]);
  assert.equal((await finish(app, "code")).status, 404);
});
