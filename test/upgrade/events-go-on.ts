import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import type { TestContext } from "node:test";
import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { httpsWebhookPost } from "../../functions/adapters/https/webhook-post.ts";
import { startWebhookReceiver } from "../scenarios/webhook-receiver.ts";
import { hour } from "../use-cases/given-deps.ts";
import type { GoesOn, GoOnTest } from "./going-on.ts";
import { ada } from "./people.ts";

export function eventsGoOn(goOn: GoOnTest): void {
  const since = 4;
  goOn(
    "undelivered webhooks are delivered once, as they were kept, signed with both secrets",
    async ({ own, handedOut, poster }, t) => {
      const { receiver, deliverAll } = await givenReceiver({ own, poster }, t);
      const { json } = await own.call("GET", "/v1/webhooks", { as: ada.headers });
      const webhooks: { webhookId: string; url: string; eventTypes: null | string[] }[] = json.webhooks;
      const toAll = webhooks.find(({ url }) => url.endsWith("/all"))?.webhookId;
      const moved = { as: ada.headers, body: { url: receiver.url } };
      assert.equal((await own.call("PATCH", `/v1/webhooks/${toAll}`, moved)).status, 200);
      await deliverAll();
      assert.deepEqual(
        receiver.told.map(({ event }) => `${event.data.approvalRequestId} ${event.type}`).toSorted(),
        undelivered,
      );
      const ids = receiver.told.map(({ headers }) => headers["webhook-id"]);
      assert.equal(new Set(ids).size, undelivered.length);
      for (const { headers, body } of receiver.told) {
        const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
        const codes = handedOut.secrets.map((secret) => {
          const key = Buffer.from(secret.slice("whsec_".length), "base64");
          return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
        });
        assert.equal(headers["webhook-signature"], codes.join(" "));
      }
      const done = receiver.of("claim-done")[0]?.event;
      assert.deepEqual([done.timestamp, done.sequence], ["2026-01-01T11:00:00.000Z", 2]);
      assert.deepEqual([done.data.decision, done.data.feedback], ["approved", "Receipts match."]);
    },
    since,
  );

  goOn(
    "a webhook that a receiver had done away with stays off, and is told what it missed when asked",
    async ({ own, poster }, t) => {
      const { receiver, deliverAll } = await givenReceiver({ own, poster }, t);
      const { json } = await own.call("GET", "/v1/webhooks", { as: ada.headers });
      const gone = json.webhooks.find(({ url }: { url: string }) => url.endsWith("/gone"));
      assert.deepEqual([gone.enabled, gone.disabledBecause], [false, "answered_410"]);
      await deliverAll();
      assert.deepEqual(receiver.told, []);
      const path = `/v1/webhooks/${gone.webhookId}`;
      await own.call("PATCH", path, { as: ada.headers, body: { url: receiver.url, enabled: true } });
      const failed = await own.call("GET", `${path}/deliveries?status=failed`, { as: ada.headers });
      const [{ deliveryId }] = failed.json.deliveries;
      const again = await own.call("POST", `${path}/deliveries/${deliveryId}/redeliver`, { as: ada.headers });
      assert.equal(again.status, 202);
      await deliverAll();
      assert.equal(receiver.told.length, 1);
    },
    since,
  );
}

/** What the endpoint for everything had not got when the deployment was stopped. */
const undelivered: readonly string[] = [
  "claim-cancelled approval.cancelled",
  "claim-done approval.decided",
  "claim-expired approval.expired",
  "claim-failed approval.failed",
  "claim-handed approval.reassigned",
  "claim-lost approval.decided",
  "claim-untold approval.decided",
];

/** Webhooks as they are posted for users, to a receiver on this machine. */
async function givenReceiver({ own, poster }: Pick<GoesOn, "own" | "poster">, t: TestContext) {
  const receiver = await startWebhookReceiver();
  t.after(receiver.stop);
  const { signer, clock } = own.deps;
  poster.post = httpsWebhookPost({ guard: outgoingGuard(["127.0.0.1"]), signer, clock }).post;
  /** Every attempt that is due, and those that are later than the longest delay so far. */
  const deliverAll = async () => {
    await own.deliver();
    await own.pass(2 * hour);
  };
  return { receiver, deliverAll };
}
