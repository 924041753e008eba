import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { oidcSettings } from "../../lib/oidc-settings.ts";

const given = (settings: Readonly<Record<string, string>>) => oidcSettings((name) => settings[name]);
const issuer = { oidcIssuer: "https://id.example.com/realms/staff", oidcAudience: "sayso" };

describe("the issuer in an app's context", () => {
  it("is not there when nothing is set", () => {
    assert.equal(given({}), undefined);
    assert.equal(given({ publicUrl: "https://approvals.example.com" }), undefined);
  });

  it("needs its address and the audience, and leaves the rest to the defaults", () => {
    assert.deepEqual(given(issuer), { issuer: "https://id.example.com/realms/staff", audience: "sayso" });
  });

  it("is taken with everything that is said of it", () => {
    const all = {
      oidcClientId: "pages",
      oidcJwksUrl: "https://id.example.com/keys",
      oidcAuthorizationEndpoint: "https://id.example.com/login",
      oidcTokenEndpoint: "https://id.example.com/token",
      oidcScope: "openid email groups",
      oidcRolesClaim: "roles",
    };
    assert.deepEqual(given({ ...issuer, ...all }), {
      issuer: "https://id.example.com/realms/staff",
      audience: "sayso",
      clientId: "pages",
      jwksUrl: "https://id.example.com/keys",
      authorizationEndpoint: "https://id.example.com/login",
      tokenEndpoint: "https://id.example.com/token",
      scope: "openid email groups",
      rolesClaim: "roles",
    });
  });

  it("is refused by half, so that a slip does not silently make a user pool", () => {
    const half = /need both oidcIssuer and oidcAudience/;
    assert.throws(() => given({ oidcIssuer: issuer.oidcIssuer }), half);
    assert.throws(() => given({ oidcAudience: "sayso" }), half);
    assert.throws(() => given({ oidcJwksUrl: "https://id.example.com/keys" }), half);
    assert.throws(() => given({ oidcClientId: "pages" }), half);
    assert.throws(() => given({ oidcRolesClaim: "roles" }), half);
    assert.throws(() => given({ ...issuer, oidcAudience: "" }), half);
    assert.throws(() => given({ ...issuer, oidcRolesClaim: "" }), /oidcRolesClaim must not be empty/);
    assert.throws(() => given({ ...issuer, oidcClientId: "" }), /oidcClientId must not be empty/);
    assert.throws(() => given({ ...issuer, oidcScope: "" }), /oidcScope must not be empty/);
  });

  it("is refused where anybody on the way could put keys of his own in its place", () => {
    const unsafe = { ...issuer, oidcIssuer: "http://id.example.com" };
    assert.throws(() => given(unsafe), /oidcIssuer must be an https address .* not "http:\/\/id.example.com"/);
    assert.throws(
      () => given({ ...issuer, oidcJwksUrl: "http://id.example.com/keys" }),
      /oidcJwksUrl must be an https/,
    );
    assert.throws(() => given({ ...issuer, oidcJwksUrl: "http://localhost.example.com/" }), /oidcJwksUrl must be/);
    for (const name of ["oidcAuthorizationEndpoint", "oidcTokenEndpoint"])
      assert.throws(
        () => given({ ...issuer, [name]: "http://id.example.com/token" }),
        new RegExp(`${name} must be an https address`),
      );
    assert.throws(() => given({ ...issuer, oidcIssuer: "id.example.com" }), /oidcIssuer must be an https address/);
    assert.throws(() => given({ ...issuer, oidcIssuer: "https://id.example.com/?tenant=1" }), /without query/);
    assert.equal(
      given({ ...issuer, oidcJwksUrl: "http://127.0.0.1:8080/keys" })?.jwksUrl,
      "http://127.0.0.1:8080/keys",
    );
  });
});
