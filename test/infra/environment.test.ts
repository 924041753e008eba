import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { environments, parseEnvironment, type Variables } from "../../functions/schemas/environment.ts";

const settings = {
  APPROVALS_TABLE: "approvals",
  AUDIT_TABLE: "audit",
  PUBLIC_URL: "https://approvals.example.com",
  DEFAULT_REVIEWERS: "alice@example.com, bob@example.com",
  ALLOW_SELF_APPROVAL: "false",
  REQUIRE_INITIATED_BY: "true",
  ALLOWED_OUTGOING_HOSTS: "",
} as const;

describe("parseEnvironment", () => {
  it("reads what is there and lists the reviewers", () => {
    assert.deepEqual(parseEnvironment(environments["agent-api"], { ...settings, AWS_REGION: "eu-west-1" }), {
      ...settings,
      DEFAULT_REVIEWERS: ["alice@example.com", "bob@example.com"],
      ALLOW_SELF_APPROVAL: false,
      REQUIRE_INITIATED_BY: true,
      ALLOWED_OUTGOING_HOSTS: [],
    });
  });

  it("reads no reviewers as none", () => {
    const parsed = parseEnvironment(environments["run-timers"], { ...settings, DEFAULT_REVIEWERS: "" });
    assert.deepEqual(parsed.DEFAULT_REVIEWERS, []);
  });

  it("names every variable that is missing or empty, and shows no value", () => {
    const broken = { ...settings, AUDIT_TABLE: "", LINK_KEY_ID: undefined };
    assert.throws(() => parseEnvironment(environments["review-link"], broken), {
      message:
        "Missing or invalid environment variables: AUDIT_TABLE, OIDC_ISSUER, OIDC_AUDIENCE, OIDC_CLIENT_ID, ROLES_CLAIM, LINK_KEY_ID",
    });
  });

  it("does without a key address, which the issuer's discovery document tells", () => {
    const issuer = { OIDC_ISSUER: "https://id.example.com", OIDC_AUDIENCE: "sayso", OIDC_CLIENT_ID: "pages" };
    const people = { ...issuer, ROLES_CLAIM: "groups" };
    assert.equal(parseEnvironment(environments["query-api"], { ...settings, ...people }).OIDC_JWKS_URL, undefined);
  });
});

describe("the constructs' type", () => {
  it("does not let a variable be forgotten", () => {
    // @ts-expect-error AUDIT_TABLE, PUBLIC_URL and DEFAULT_REVIEWERS are missing
    const forgotten: Variables<"run-timers"> = { APPROVALS_TABLE: "approvals" };
    const complete: Variables<"run-timers"> = settings;
    assert.notDeepEqual(forgotten, complete);
  });
});
