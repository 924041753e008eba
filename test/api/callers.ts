import type { Person, Role } from "../../functions/ports/people.ts";
import type { SignIn } from "../../functions/ports/sign-in.ts";
import { keepSecret } from "./secrets.ts";

/** 2026-01-01T10:00:00.000Z, before which the third agent's key was revoked. */
const t0 = 1_767_261_600_000;

const keyOf = (prefix: string, letter: string) => keepSecret(`sayso_${prefix}_${letter.repeat(43)}`);

export const agents = [
  { prefix: "claims01", key: keyOf("claims01", "c"), agent: "claim-processor", revokedAt: null },
  { prefix: "mailer01", key: keyOf("mailer01", "m"), agent: "mailer", revokedAt: null },
  { prefix: "oldkey01", key: keyOf("oldkey01", "o"), agent: "claim-processor", revokedAt: t0 - 1 },
  { prefix: "anyone01", key: keyOf("anyone01", "a"), agent: null, revokedAt: null },
] as const;

function person(id: string, name: string, roles: readonly Role[]): Person {
  return { kind: "person", id, name, via: "oidc", roles, session: `session-of-${id}` };
}

/** People by their sign-in token. */
export const people: Readonly<Record<string, Person>> = {
  [keepSecret("token-of-rita-the-reviewer")]: person("rita", "Rita Reyes", ["reviewer"]),
  [keepSecret("token-of-sam-the-reviewer")]: person("sam", "Sam Sato", ["reviewer"]),
  [keepSecret("token-of-vera-the-auditor")]: person("vera", "Vera Vogel", ["auditor"]),
  [keepSecret("token-of-ada-the-administrator")]: person("ada", "Ada Admin", ["admin"]),
  [keepSecret("token-of-nora-who-may-nothing")]: person("nora", "Nora Nobody", []),
};

/** Stands in for an issuer: it signs in Rita, whoever comes. */
export const signIn: SignIn = {
  page: async () => ({ authorizationEndpoint: "https://id.example.com/login", clientId: "sayso", scope: "openid" }),
  finish: async () => ({
    ...{ ok: true, token: "token-of-rita-the-reviewer", expiresAt: t0 + 3_600_000 },
    person: person("rita", "Rita Reyes", ["reviewer"]),
  }),
};

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export const anonymous = {};
export const agent = { "x-api-key": agents[0].key };
export const otherAgent = { "x-api-key": agents[1].key };
export const revoked = { "x-api-key": agents[2].key };
export const unnamedAgent = { "x-api-key": agents[3].key };
export const badKey = { "x-api-key": `sayso_claims01_${"x".repeat(43)}` };
export const rita = bearer("token-of-rita-the-reviewer");
export const sam = bearer("token-of-sam-the-reviewer");
export const vera = bearer("token-of-vera-the-auditor");
export const ada = bearer("token-of-ada-the-administrator");
export const nora = bearer("token-of-nora-who-may-nothing");
export const wrongLink = bearer("w".repeat(43));

/** What the agent asks unless a test says otherwise. */
export const claim = {
  approvalRequestId: "claim-42",
  title: "Pay claim 42",
  context: { summary: "Lost suitcase" },
  action: { name: "pay_claim", arguments: { amount: 120.5, currency: "EUR" } },
  executionId: "run-1",
  reviewers: ["rita", "sam"],
};

/** Words of a reviewer that must reach the agent and no log. */
export const feedback = keepSecret("Receipts match, but call Mr Smith");

/** Stand-ins for the built pages. */
export const files = {
  "index.html": { type: "text/html; charset=utf-8", text: "<title>Inbox</title>" },
  "inner.html": { type: "text/html; charset=utf-8", text: "<title>Inner</title>" },
  "review.html": { type: "text/html; charset=utf-8", text: "<title>Review</title>" },
  "openapi.json": { type: "application/json", text: '{"openapi":"3.1.0"}' },
  "assets/review.js": {
    type: "text/javascript; charset=utf-8",
    text: "0;",
    br: Buffer.from("as Brotli has it"),
    gzip: Buffer.from("as gzip has it"),
  },
};
