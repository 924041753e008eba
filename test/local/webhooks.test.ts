import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyWebhook } from "../../sdk/typescript/src/index.ts";
import { keepSecret } from "../api/secrets.ts";
import { startWebhookReceiver } from "../scenarios/webhook-receiver.ts";
import { freePort, newFolder, type Sayso, startedSayso } from "./spawned-sayso.ts";
import { send } from "./stream-of-work.ts";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what: string, check: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + 60_000; !(await check()); await sleep(20))
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
async function administer(sayso: Sayso, method: string, path: string, body?: object): Promise<any> {
  const headers = { authorization: `Bearer ${sayso.adminToken}`, "content-type": "application/json" };
  const response = await fetch(`${sayso.baseUrl}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.json();
}

async function webhookOf(sayso: Sayso, url: string) {
  const { webhookId, secret } = await administer(sayso, "POST", "/v1/webhooks", {
    ...{ url, eventTypes: ["approval.decided"] },
  });
  return { webhookId, secret: keepSecret(secret) };
}

async function decide(sayso: Sayso, id: string): Promise<void> {
  await send(sayso, "POST", "/v1/approvals", { approvalRequestId: id });
  await administer(sayso, "POST", `/v1/approvals/${id}/decision`, { decision: "approved" });
}

test("F6 what a receiver did not take is brought to it after kill -9, also what nobody had tried yet", async (t) => {
  const variables = { PORT: String(await freePort()), SAYSO_DATA: newFolder() };
  const first = await startedSayso(variables);
  const receiver = await startWebhookReceiver((_, times) => (times < 2 ? 503 : 204));
  t.after(receiver.stop);
  const { secret, webhookId } = await webhookOf(first, receiver.url);
  await decide(first, "claim-1");
  await until("the first attempt", () => receiver.of("claim-1").length === 1);
  // Killed as soon as it is acknowledged: its event may not even have been looked at.
  await decide(first, "claim-2");
  await first.kill("SIGKILL");
  const second = await startedSayso(variables);
  await until("the second attempts", () => ["claim-1", "claim-2"].every((id) => receiver.of(id).length >= 2));
  for (const { headers, body } of receiver.told) verifyWebhook({ headers, body, keys: [secret] });
  for (const id of ["claim-1", "claim-2"])
    assert.equal(new Set(receiver.of(id).map(({ headers }) => headers["webhook-id"])).size, 1);
  const { deliveries } = await administer(second, "GET", `/v1/webhooks/${webhookId}/deliveries`);
  assert.deepEqual(
    deliveries.map(({ status }: { status: string }) => status),
    ["pending", "pending"],
    "the third attempt is minutes away, and kept",
  );
  await second.kill("SIGTERM");
});

test("receivers that hang or are gone hold up nobody else", async (t) => {
  const sayso = await startedSayso({ PORT: String(await freePort()), SAYSO_DATA: newFolder() });
  const hanging = await startWebhookReceiver(() => undefined);
  const quick = await startWebhookReceiver();
  t.after(hanging.stop);
  t.after(quick.stop);
  for (let n = 0; n < 30; n++) await webhookOf(sayso, n % 2 === 0 ? hanging.url : "http://127.0.0.1:1/");
  await webhookOf(sayso, quick.url);
  const ids = Array.from({ length: 20 }, (_, n) => `claim-${n}`);
  for (const id of ids) await decide(sayso, id);
  await until("the quick one has them all", () => ids.every((id) => quick.of(id).length === 1));
  assert.ok(hanging.told.length <= 15 * 4, `${hanging.told.length} attempts at once at 15 receivers`);
  assert.ok(
    ids.some((id) => hanging.of(id).length < 15),
    "most are still waiting for their turn",
  );
  await sayso.kill("SIGTERM");
});
