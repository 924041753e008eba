import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { synthesize } from "./synthesize.ts";
import { asText, resourcesOf, theResource } from "./template-parts.ts";

describe("people without an issuer of their own", () => {
  const { template } = synthesize();
  const [poolId, pool] = theResource(template, "AWS::Cognito::UserPool", "SaysoPeople");
  const [clientId, client] = theResource(template, "AWS::Cognito::UserPoolClient", "SaysoPeople");

  it("are kept in a user pool that outlives the stack", () => {
    assert.equal(pool.DeletionPolicy, "Retain");
    assert.equal(pool.Properties.DeletionProtection, "ACTIVE");
  });

  it("cannot sign up by themselves, and need a strong password", () => {
    assert.equal(pool.Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly, true);
    assert.deepEqual(pool.Properties.Policies.PasswordPolicy, {
      MinimumLength: 14,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      TemporaryPasswordValidityDays: 3,
    });
    assert.deepEqual(
      [pool.Properties.MfaConfiguration, pool.Properties.EnabledMfas],
      ["OPTIONAL", ["SOFTWARE_TOKEN_MFA"]],
    );
  });

  it("are in groups that are their roles", () => {
    const groups = Object.values(resourcesOf(template, "AWS::Cognito::UserPoolGroup")).map(
      ({ Properties }) => Properties.GroupName,
    );
    assert.deepEqual(groups, ["reviewer", "auditor", "admin"]);
  });

  it("sign in by code with PKCE, through a client without a secret, and come back to the dashboard", () => {
    assert.equal(client.Properties.GenerateSecret, false);
    assert.deepEqual(client.Properties.AllowedOAuthFlows, ["code"]);
    assert.match(asText(client.Properties.CallbackURLs[0]), /execute-api\..*\/prod\/$/);
    assert.equal(client.Properties.CallbackURLs.length, 1);
    assert.equal(Object.keys(resourcesOf(template, "AWS::Cognito::UserPoolDomain")).length, 1);
  });

  it("are known to the functions by the pool's tokens", () => {
    const [, { Properties }] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsReviewerApi");
    const { OIDC_ISSUER, OIDC_AUDIENCE, OIDC_JWKS_URL, ROLES_CLAIM } = Properties.Environment.Variables;
    assert.equal(asText(OIDC_ISSUER), `https://cognito-idp.<AWS::Region>.<AWS::URLSuffix>/<${poolId}>`);
    assert.equal(asText(OIDC_JWKS_URL), `${asText(OIDC_ISSUER)}/.well-known/jwks.json`);
    assert.equal(asText(OIDC_AUDIENCE), `<${clientId}>`);
    assert.equal(ROLES_CLAIM, "cognito:groups");
  });

  it("are sent to the pool's own sign-in page, without asking its discovery document", () => {
    const [domain] = theResource(template, "AWS::Cognito::UserPoolDomain", "SaysoPeople");
    const [, { Properties }] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsReviewerApi");
    const { OIDC_CLIENT_ID, OIDC_SCOPE, OIDC_AUTHORIZATION_ENDPOINT, OIDC_TOKEN_ENDPOINT } =
      Properties.Environment.Variables;
    const at = `https://<${domain}>.auth.<AWS::Region>.amazoncognito.com/oauth2`;
    assert.deepEqual(
      [asText(OIDC_AUTHORIZATION_ENDPOINT), asText(OIDC_TOKEN_ENDPOINT)],
      [`${at}/authorize`, `${at}/token`],
    );
    assert.deepEqual([asText(OIDC_CLIENT_ID), OIDC_SCOPE], [`<${clientId}>`, "openid email profile"]);
    assert.deepEqual(client.Properties.AllowedOAuthScopes, OIDC_SCOPE.split(" "));
  });
});

describe("people of an issuer that the user brings", () => {
  const oidc = { issuer: "https://id.example.com", audience: "sayso" };

  it("need no user pool", () => {
    const { template, stack } = synthesize({ oidc });
    assert.equal(Object.keys(resourcesOf(template, "AWS::Cognito::UserPool")).length, 0);
    assert.equal(stack.sayso.userPool, undefined);
    assert.deepEqual(template.findOutputs("UserPool*"), {});
  });

  it("are known by that issuer's tokens, with what it leaves out filled in", () => {
    const { template } = synthesize({ oidc });
    const [, reviewer] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsReviewerApi");
    const variables = Object.entries(reviewer.Properties.Environment.Variables);
    assert.deepEqual(
      Object.fromEntries(variables.filter(([name]) => name.startsWith("OIDC_") || name === "ROLES_CLAIM")),
      {
        OIDC_ISSUER: "https://id.example.com",
        OIDC_AUDIENCE: "sayso",
        OIDC_CLIENT_ID: "sayso",
        OIDC_SCOPE: "openid email profile",
        ROLES_CLAIM: "groups",
      },
    );
  });

  it("are known by everything that it says", () => {
    const { template } = synthesize({
      oidc: {
        ...oidc,
        clientId: "dashboard",
        jwksUrl: "http://127.0.0.1:9/keys",
        authorizationEndpoint: "https://id.example.com/login",
        tokenEndpoint: "https://id.example.com/token",
        scope: "openid email groups",
        rolesClaim: "roles",
      },
    });
    const [, query] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsQueryApi");
    assert.equal(query.Properties.Environment.Variables.OIDC_JWKS_URL, "http://127.0.0.1:9/keys");
    assert.equal(query.Properties.Environment.Variables.ROLES_CLAIM, "roles");
    assert.equal(query.Properties.Environment.Variables.OIDC_CLIENT_ID, "dashboard");
    const [, reviewer] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsReviewerApi");
    const { OIDC_AUTHORIZATION_ENDPOINT, OIDC_TOKEN_ENDPOINT, OIDC_SCOPE } = reviewer.Properties.Environment.Variables;
    assert.deepEqual(
      [OIDC_AUTHORIZATION_ENDPOINT, OIDC_TOKEN_ENDPOINT, OIDC_SCOPE],
      ["https://id.example.com/login", "https://id.example.com/token", "openid email groups"],
    );
  });
});

describe("review links", () => {
  const { template } = synthesize();

  it("are made with an HMAC key that is never deleted with the stack", () => {
    const [id, key] = theResource(template, "AWS::KMS::Key", "SaysoLinkKeysGeneration1");
    assert.deepEqual([key.Properties.KeySpec, key.Properties.KeyUsage], ["HMAC_256", "GENERATE_VERIFY_MAC"]);
    assert.equal(key.DeletionPolicy, "Retain");
    const [, link] = theResource(template, "AWS::Lambda::Function", "SaysoFunctionsReviewLink");
    assert.equal(asText(link.Properties.Environment.Variables.LINK_KEY_ID), `<${id}>`);
    assert.equal(link.Properties.Environment.Variables.PREVIOUS_LINK_KEY_ID, undefined);
  });

  it("outlive one change of the key, which stays the same resource", () => {
    const [before] = theResource(template, "AWS::KMS::Key", "SaysoLinkKeysGeneration1");
    const changed = synthesize({ linkKeyGeneration: 2 }).template;
    const [current] = theResource(changed, "AWS::KMS::Key", "SaysoLinkKeysGeneration2");
    const [, link] = theResource(changed, "AWS::Lambda::Function", "SaysoFunctionsReviewLink");
    assert.equal(asText(link.Properties.Environment.Variables.LINK_KEY_ID), `<${current}>`);
    assert.equal(asText(link.Properties.Environment.Variables.PREVIOUS_LINK_KEY_ID), `<${before}>`);
    assert.throws(() => synthesize({ linkKeyGeneration: 0 }), /a whole number from 1 on, not 0/);
  });
});
