import assert from "node:assert/strict";
import { test } from "node:test";
import { keepSecret } from "../api/secrets.ts";
import { freePort, newFolder, type Sayso, startedSayso } from "./spawned-sayso.ts";

async function given() {
  const variables = { SAYSO_DATA: newFolder(), PORT: String(await freePort()) };
  return { variables, sayso: await startedSayso(variables) };
}

function call({ baseUrl }: Sayso, method: string, headers: Record<string, string> = {}, body?: object) {
  const own = body === undefined ? {} : { "content-type": "application/json" };
  return fetch(`${baseUrl}/v1/session`, {
    method,
    headers: { ...own, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function redeem(sayso: Sayso, token: string) {
  const response = await call(sayso, "POST", { origin: sayso.baseUrl }, { token });
  const [cookie = ""] = response.headers.getSetCookie();
  keepSecret(cookie.split(/[=;]/)[1] || "no-session-at-all");
  return { status: response.status, cookie, as: { cookie: cookie.split(";")[0] ?? "" } };
}

test("the printed link signs one browser in, once; the next start prints another, and who is signed in stays so", async () => {
  const { variables, sayso } = await given();
  const first = await redeem(sayso, sayso.linkToken);
  assert.equal(first.status, 200);
  const name = `sayso-${variables.PORT}`;
  assert.match(
    first.cookie,
    new RegExp(`^${name}=[\\w-]{43}; Path=/; Max-Age=60(4800|479\\d); HttpOnly; SameSite=Strict$`),
  );
  const again = await redeem(sayso, sayso.linkToken);
  assert.deepEqual([again.status, again.cookie], [401, ""]);
  assert.equal((await redeem(sayso, `${sayso.linkToken}x`)).status, 401);
  await sayso.kill("SIGKILL");
  const next = await startedSayso(variables);
  assert.notEqual(next.linkToken, sayso.linkToken);
  assert.equal((await redeem(next, sayso.linkToken)).status, 401);
  assert.deepEqual(await (await call(next, "GET", first.as)).json(), {
    ...{ id: "admin", name: "Admin", roles: ["reviewer", "auditor", "admin"], teams: [] },
  });
  assert.equal((await redeem(next, next.linkToken)).status, 200);
  await next.kill("SIGTERM");
});

test("of two that open the printed link at once one is signed in", async () => {
  const { sayso } = await given();
  const both = await Promise.all([redeem(sayso, sayso.linkToken), redeem(sayso, sayso.linkToken)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 401]);
  await sayso.kill("SIGTERM");
});

test("who signs out is out, with the cookie that they had too", async () => {
  const { sayso } = await given();
  const { as } = await redeem(sayso, sayso.linkToken);
  const from = { ...as, origin: sayso.baseUrl };
  assert.equal((await call(sayso, "DELETE", { ...as, origin: "https://evil.example" })).status, 403);
  assert.equal((await call(sayso, "GET", as)).status, 200);
  assert.equal((await call(sayso, "DELETE", from)).status, 204);
  assert.equal((await call(sayso, "GET", as)).status, 401);
  await sayso.kill("SIGTERM");
});

test("the admin token is a bearer for scripts, and signs in browsers without end", async () => {
  const { sayso } = await given();
  assert.equal((await call(sayso, "GET", { authorization: `Bearer ${sayso.adminToken}` })).status, 200);
  for (const _ of [1, 2]) assert.equal((await redeem(sayso, sayso.adminToken)).status, 200);
  const ended = await sayso.kill("SIGTERM");
  for (const secret of [sayso.adminToken, sayso.linkToken]) assert.ok(!ended.stderr.includes(secret));
});
