import assert from "node:assert/strict";
import { after, test } from "node:test";
import { nodeCrypto } from "../../functions/adapters/node/node-crypto.ts";
import { oidcPeople } from "../../functions/adapters/oidc/oidc-people.ts";
import { type OidcSignInOptions, oidcSignIn } from "../../functions/adapters/oidc/oidc-sign-in.ts";
import { startSignInIssuer, verifier } from "./sign-in-issuer.ts";

const issuer = await startSignInIssuer();
after(() => issuer.stop());

const people = oidcPeople({
  issuer: issuer.issuer,
  audience: "https://api.sayso.example",
  clientId: issuer.clientId,
  rolesClaim: "groups",
  sha256: nodeCrypto.sha256,
});
const given = (own: Partial<OidcSignInOptions> = {}) =>
  oidcSignIn({ issuer: issuer.issuer, clientId: "sayso", scope: "openid email", people, ...own });
const brought = { codeVerifier: verifier, redirectUri: "https://sayso.example/" };
const rita = { email: "rita@example.com", groups: ["reviewer"] };

test("where people sign in is what the discovery document says, which is asked for once", async () => {
  const signIn = given();
  const page = {
    authorizationEndpoint: `${issuer.issuer}/authorize`,
    clientId: "sayso",
    scope: "openid email",
  };
  issuer.seen.length = 0;
  assert.deepEqual([await signIn.page(), await signIn.page()], [page, page]);
  assert.deepEqual(issuer.seen, ["/.well-known/openid-configuration"]);
});

test("endpoints that are known need no discovery document", async () => {
  const authorizationEndpoint = "https://id.example.com/login";
  const signIn = given({ authorizationEndpoint, tokenEndpoint: `${issuer.issuer}/token` });
  assert.equal((await signIn.page()).authorizationEndpoint, authorizationEndpoint);
  const code = issuer.issueCode(rita);
  await people.verify("a.b.c");
  issuer.seen.length = 0;
  assert.equal((await signIn.finish({ ...brought, code })).ok, true);
  assert.ok(!issuer.seen.includes("/.well-known/openid-configuration"), issuer.seen.join());
});

test("a good code is exchanged, once, for the ID token of the pages' client, which says when it ends", async () => {
  const code = issuer.issueCode({ ...rita, lifetimeSeconds: 600 });
  const signIn = given();
  const from = Math.floor(Date.now() / 1000) * 1000 + 600_000;
  const signedIn = await signIn.finish({ ...brought, code });
  assert.ok(signedIn.ok);
  assert.equal((await people.verify(signedIn.token))?.id, "rita@example.com");
  assert.ok(signedIn.expiresAt >= from && signedIn.expiresAt <= from + 60_000, String(signedIn.expiresAt - from));
  assert.deepEqual(await signIn.finish({ ...brought, code }), { ok: false, reason: "code" });
});

test("a code is good only with its verifier and its redirect URI", async () => {
  const wrong = { codeVerifier: "w".repeat(43), redirectUri: "https://elsewhere.example/" };
  for (const [name, value] of Object.entries(wrong)) {
    const code = issuer.issueCode(rita);
    assert.deepEqual(await given().finish({ ...brought, code, [name]: value }), { ok: false, reason: "code" }, name);
  }
});

test("what comes out must be a token of the issuer's, for us, that holds, of somebody with a role", async () => {
  const outcome = async (person: object) =>
    given().finish({ ...brought, code: issuer.issueCode({ ...rita, ...person }) });
  assert.deepEqual(await outcome({ forged: true }), { ok: false, reason: "token" });
  assert.deepEqual(await outcome({ audience: "another" }), { ok: false, reason: "token" });
  assert.deepEqual(await outcome({ lifetimeSeconds: -60 }), { ok: false, reason: "token" });
  const nobody = { ok: false, reason: "role", name: "rita@example.com" };
  assert.deepEqual(await outcome({ groups: ["gardener"] }), nobody);
});

test("an issuer that is set up otherwise is an error that names neither code nor token", async () => {
  const code = issuer.issueCode(rita);
  await assert.rejects(given({ clientId: "unknown" }).finish({ ...brought, code }), {
    message: "the issuer's token endpoint answered 401 invalid_client, without an ID token",
  });
  issuer.state.tokenReply = `eyJ.secret ${code}`;
  try {
    await assert.rejects(given().finish({ ...brought, code }), (error: Error) => {
      assert.equal(error.message, "the issuer's token endpoint answered 200, without an ID token");
      assert.equal(error.cause, undefined);
      return true;
    });
  } finally {
    issuer.state.tokenReply = "";
  }
});

test("a discovery document is not taken from another issuer, nor one that sends people anywhere; nor is it remembered", async () => {
  const signIn = given();
  const { discovery } = issuer;
  const before = { ...discovery };
  Object.assign(discovery, { issuer: "https://evil.example.com" });
  await assert.rejects(signIn.page(), /is that of another issuer/);
  Object.assign(discovery, before, { authorization_endpoint: "javascript:alert(1)" });
  await assert.rejects(signIn.page(), /names no authorization_endpoint that is an https address/);
  Object.assign(discovery, before);
  assert.equal((await given().page()).authorizationEndpoint, before.authorization_endpoint);
});
