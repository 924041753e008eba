import assert from "node:assert/strict";
import { verifyWebhook } from "../../sdk/typescript/src/index.ts";
import { startWebhookReceiver, type Told } from "./webhook-receiver.ts";
import { ask, call, decideSignedIn, type Scenario, until, type World } from "./world.ts";

function verify({ body, headers }: Told, key: string): unknown {
  return verifyWebhook({ body, headers, keys: [key] });
}

async function create(world: World, url: string) {
  const asked = { url, eventTypes: ["approval.decided"], signatures: ["v1", "v1a"], description: "scenario" };
  const { status, json } = await call(world, "person", "POST", "/v1/webhooks", asked);
  assert.equal(status, 201, JSON.stringify(json));
  return { path: `/v1/webhooks/${json.webhookId}`, secret: world.keepSecret(json.secret) };
}

export const tellingWebhooks: Scenario[] = [
  {
    title:
      "F6 a webhook is told of a decision, signed with its secret and the published key, and told again after a 500",
    run: async (world) => {
      const id = world.newId("claim");
      const receiver = await startWebhookReceiver(({ event }, times) =>
        event.data.approvalRequestId === id && times === 0 ? 500 : 204,
      );
      const { path, secret } = await create(world, receiver.url);
      try {
        await ask(world, id, { reviewers: [world.person] });
        await decideSignedIn(world, id, { decision: "approved", feedback: "Ünïcödé 🙂" });
        await until("told twice", () => receiver.of(id).length >= 2);
        const calls = receiver.of(id);
        const { json: keys } = await call(world, "agent", "GET", "/v1/keys");
        for (const told of calls) {
          verify(told, secret);
          verify(told, keys.keys[0].publicKey);
          assert.throws(() => verify({ ...told, body: `${told.body} ` }, secret), {
            code: "invalid_webhook_signature",
          });
        }
        assert.equal(new Set(calls.map(({ headers }) => headers["webhook-id"])).size, 1);
        assert.equal(new Set(calls.map(({ body }) => body)).size, 1);
        const { type, sequence, data } = calls[0]?.event ?? assert.fail();
        assert.deepEqual(
          [type, sequence, data.decision, data.feedback],
          ["approval.decided", 2, "approved", "Ünïcödé 🙂"],
        );
        // It hears of what other scenarios decide meanwhile, too.
        const delivery = async () => {
          for (let cursor: string | null = ""; cursor !== null; ) {
            const page = `${path}/deliveries?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
            const { json } = await call(world, "person", "GET", page);
            const found = json.deliveries.find((one: { approvalRequestId: string }) => one.approvalRequestId === id);
            if (found) return found;
            cursor = json.nextCursor;
          }
          throw new Error(`no delivery of ${id}`);
        };
        await until("on the record", async () => (await delivery()).status === "succeeded");
        const { attempts } = await delivery();
        assert.deepEqual(
          attempts.map(({ responseStatus }: { responseStatus: number }) => responseStatus),
          [500, 204],
        );
        const waited = Date.parse(attempts[1].at) - Date.parse(attempts[0].at);
        assert.ok(waited >= 4_000, `${waited} ms`);
        assert.equal(receiver.of(id).length, 2, "once it has it, it is left alone");
      } finally {
        receiver.stop();
        await call(world, "person", "DELETE", path);
      }
    },
  },
  {
    title: "a webhook's secret is changed without a gap, and shown to nobody who asks later",
    run: async (world) => {
      const receiver = await startWebhookReceiver();
      const { path, secret } = await create(world, receiver.url);
      try {
        const { json: rotated } = await call(world, "person", "POST", `${path}/rotate-secret`, {});
        const newSecret = world.keepSecret(rotated.secret);
        const sent = await call(world, "person", "POST", `${path}/test`);
        assert.equal(sent.status, 202);
        const tests = () => receiver.told.filter(({ event }) => event.eventId === sent.json.eventId);
        await until("the test arrives", () => tests().length > 0);
        const [told] = tests();
        for (const key of [secret, newSecret]) verify(told ?? assert.fail(), key);
        for (const address of ["/v1/webhooks", path, `${path}/deliveries`]) {
          const { text } = await call(world, "person", "GET", address);
          for (const key of [secret, newSecret]) assert.ok(!text.includes(key), address);
        }
        assert.equal((await call(world, "agent", "GET", "/v1/webhooks")).status, 403);
      } finally {
        receiver.stop();
        await call(world, "person", "DELETE", path);
      }
      assert.equal((await call(world, "person", "GET", path)).status, 404);
    },
  },
];
