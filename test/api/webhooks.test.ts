import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sweepDeliveries } from "../../functions/use-cases/sweep-deliveries.ts";
import { fanOut, webhookSender } from "../../functions/use-cases/webhook-deliveries.ts";
import { dispatchAll, hour, minute, t0 } from "../use-cases/given-deps.ts";
import { ada } from "./callers.ts";
import { type Answer, type App, givenApp } from "./given-app.ts";
import { delivery, event, webhook } from "./given-webhook.ts";
import { keepSecret } from "./secrets.ts";

const given = `whsec_${Buffer.alloc(24, 5).toString("base64")}`;
const path = "/v1/webhooks";

/** An app whose webhooks are answered with this status. */
async function givenReceiver(status = { now: 204 }) {
  const bodies: { readonly url: string; readonly id: string; readonly body: string }[] = [];
  const app = await givenApp();
  const sender = webhookSender(app.deps, {
    post: async ({ url }, id, body) => {
      bodies.push({ url, id, body });
      const responseStatus = status.now;
      return responseStatus < 300
        ? { outcome: "delivered", responseStatus }
        : { outcome: "retry", reason: `it answered ${responseStatus}`, responseStatus };
    },
  });
  Object.assign(app.deps, {
    senders: { webhook: sender },
    publisher: { publish: (event: Parameters<typeof fanOut>[1]) => fanOut(app.deps, event) },
  });
  return { ...app, bodies, status };
}

function create(app: App, changes: object = {}, key?: string): Promise<Answer> {
  const headers: Record<string, string> = key === undefined ? {} : { "idempotency-key": key };
  return app.call("POST", path, { as: ada, headers, body: { url: "https://example.com/hooks", ...changes } });
}

function fieldsOf({ status, json }: Answer): readonly string[] {
  assert.equal(status, 400);
  return json.errors.map(({ field }: { field: string }) => field);
}

async function entriesOf(app: App, type: string) {
  const { json } = await app.call("GET", `/v1/audit?type=${type}`, { as: ada });
  return json.entries;
}

describe("a webhook", () => {
  test("is made with a secret that is shown once, and never again", async () => {
    const app = await givenApp();
    const { status, json } = await create(app, { description: "Claims" });
    const { webhookId, secret, ...about } = json;
    keepSecret(secret);
    assert.equal(status, 201);
    assert.match(webhookId, /^wh_[0-9a-f]{20}$/);
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
    assert.deepEqual(about, {
      url: "https://example.com/hooks",
      eventTypes: null,
      description: "Claims",
      signatures: ["v1"],
      enabled: true,
      disabledBecause: null,
      failingSince: null,
      previousSecretUntil: null,
      createdAt: "2026-01-01T10:00:00.000Z",
      updatedAt: "2026-01-01T10:00:00.000Z",
    });
    const one = await app.call("GET", `${path}/${webhookId}`, { as: ada });
    assert.deepEqual(one.json, { webhookId, ...about });
    assert.deepEqual((await app.call("GET", path, { as: ada })).json, { webhooks: [one.json], nextCursor: null });
    const changed = await app.call("PATCH", `${path}/${webhookId}`, { as: ada, body: { enabled: false } });
    const entries = await app.call("GET", "/v1/audit", { as: ada });
    for (const { text } of [one, changed, entries]) assert.ok(!text.includes(secret.slice(6)));
  });

  test("takes the secret that it is given, types, signatures and all", async () => {
    const app = await givenApp();
    const { json } = await create(app, {
      secret: keepSecret(given),
      eventTypes: ["approval.decided", "approval.expired"],
      signatures: ["v1a", "v1"],
      enabled: false,
    });
    assert.equal(json.secret, given);
    assert.deepEqual(json.eventTypes, ["approval.decided", "approval.expired"]);
    assert.deepEqual([json.signatures, json.enabled], [["v1a", "v1"], false]);
  });

  test("is made once under one Idempotency-Key, whose repetition is not shown the secret", async () => {
    const app = await givenApp();
    const first = await create(app, {}, "key-1");
    keepSecret(first.json.secret);
    const again = await create(app, {}, "key-1");
    assert.deepEqual([again.status, again.json.code], [409, "secret_already_shown"]);
    assert.match(again.json.detail, new RegExp(first.json.webhookId));
    const other = await create(app, { url: "https://example.org/" }, "key-1");
    assert.deepEqual([other.status, other.json.code], [422, "idempotency_key_reused"]);
    assert.equal((await app.call("GET", path, { as: ada })).json.webhooks.length, 1);
  });

  test("with something wrong is refused, and the field named", async () => {
    const app = await givenApp();
    const short = `whsec_${Buffer.alloc(23).toString("base64")}`;
    const long = `whsec_${Buffer.alloc(65).toString("base64")}`;
    for (const [changes, field] of [
      [{ url: undefined }, "url"],
      [{ url: "" }, "url"],
      [{ url: "example.com" }, "url"],
      [{ url: "http://example.com/" }, "url"],
      [{ url: "https://user:hush@example.com/" }, "url"],
      [{ url: "https://127.0.0.1/" }, "url"],
      [{ url: "https://[::ffff:169.254.169.254]/" }, "url"],
      [{ url: `https://example.com/${"a".repeat(2_048)}` }, "url"],
      [{ eventTypes: ["approval.decided", "approval.guessed"] }, "eventTypes.1"],
      [{ eventTypes: [] }, "eventTypes"],
      [{ signatures: ["v2"] }, "signatures.0"],
      [{ signatures: [] }, "signatures"],
      [{ secret: "hush" }, "secret"],
      [{ secret: short }, "secret"],
      [{ secret: long }, "secret"],
      [{ secret: given.replace("whsec_", "whpk_") }, "secret"],
      [{ secret: given.slice(0, -1).concat("-") }, "secret"],
      [{ secret: given.slice("whsec_".length) }, "secret"],
      [{ description: "x".repeat(201) }, "description"],
      [{ enabled: "yes" }, "enabled"],
      [{ retries: 3 }, "retries"],
    ] as const)
      assert.deepEqual(fieldsOf(await create(app, changes)), [field], JSON.stringify(changes));
    assert.deepEqual((await app.call("GET", path, { as: ada })).json.webhooks, []);
    const { text } = await create(app, { secret: short });
    assert.ok(!text.includes(short), "an error does not repeat a secret");
  });

  test("is changed in what is named, and not led where nothing may be sent", async () => {
    const app = await givenApp();
    await app.deps.webhooks.add(webhook);
    const change = (body: object) => app.call("PATCH", `${path}/wh_claims`, { as: ada, body });
    app.time.now = t0 + hour;
    const { json } = await change({ eventTypes: ["approval.created"], signatures: ["v1", "v1a"] });
    assert.deepEqual([json.eventTypes, json.signatures, json.url], [["approval.created"], ["v1", "v1a"], webhook.url]);
    assert.deepEqual([json.createdAt, json.updatedAt], ["2026-01-01T10:00:00.000Z", "2026-01-01T11:00:00.000Z"]);
    assert.equal((await change({ eventTypes: null })).json.eventTypes, null);
    assert.deepEqual(fieldsOf(await change({ url: "https://10.0.0.1/" })), ["url"]);
    assert.deepEqual(fieldsOf(await change({ secret: given })), ["secret"]);
    assert.equal((await app.deps.webhooks.find("wh_claims"))?.url, webhook.url);
  });

  test("that is not there is not found, on any path", async () => {
    const app = await givenApp();
    const none = `${path}/wh_none`;
    for (const [method, address, body] of [
      ["GET", none],
      ["PATCH", none, {}],
      ["DELETE", none],
      ["POST", `${none}/rotate-secret`, {}],
      ["POST", `${none}/test`],
      ["GET", `${none}/deliveries`],
      ["POST", `${none}/deliveries/dlv_1/redeliver`],
      ["POST", `${none}/redeliver`, { status: "failed" }],
    ] as const) {
      const { status, json } = await app.call(method, address, { as: ada, ...(body && { body }) });
      assert.deepEqual([status, json.code], [404, "not_found"], `${method} ${address}`);
    }
  });

  test("that is removed is gone, with its secrets", async () => {
    const app = await givenApp();
    await app.deps.webhooks.add(webhook);
    assert.equal((await app.call("DELETE", `${path}/wh_claims`, { as: ada })).status, 204);
    assert.equal((await app.call("DELETE", `${path}/wh_claims`, { as: ada })).status, 404);
    assert.equal(await app.deps.webhooks.find("wh_claims"), undefined);
  });
});

describe("a secret that is changed", () => {
  test("is shown once, and the old one goes on for 24 hours", async () => {
    const app = await givenApp();
    await app.deps.webhooks.add(webhook);
    const rotate = (key: string, body: object = {}) =>
      app.call("POST", `${path}/wh_claims/rotate-secret`, { as: ada, headers: { "idempotency-key": key }, body });
    const { status, json } = await rotate("key-1");
    keepSecret(json.secret);
    assert.equal(status, 200);
    assert.equal(json.previousSecretUntil, "2026-01-02T10:00:00.000Z");
    const again = await rotate("key-1");
    assert.deepEqual([again.status, again.json.code], [409, "secret_already_shown"]);
    assert.equal((await app.deps.webhooks.find("wh_claims"))?.secrets.length, 2, "a repetition ends no secret");
    assert.equal((await rotate("key-2", { secret: given })).json.secret, given);
    assert.deepEqual(fieldsOf(await rotate("key-3", { secret: "whsec_" })), ["secret"]);
    app.time.now = t0 + 24 * hour;
    assert.equal((await app.call("GET", `${path}/wh_claims`, { as: ada })).json.previousSecretUntil, null);
  });
});

test("every change is on the record, with who made it, and neither the secret nor the address", async () => {
  const app = await givenApp();
  const url = "https://example.com/hooks?token=hush";
  const { webhookId, secret } = (await create(app, { url, eventTypes: ["approval.decided"] })).json;
  await app.call("PATCH", `${path}/${webhookId}`, { as: ada, body: { eventTypes: null, enabled: false } });
  const { secret: next } = (await app.call("POST", `${path}/${webhookId}/rotate-secret`, { as: ada, body: {} })).json;
  await app.call("DELETE", `${path}/${webhookId}`, { as: ada });
  // Of the URL as JSON.
  const urlDigest = "sha256:50358516d5339d03e625508bfc4ec425b2be43c04d15096f36d66c5ad70f9eac";
  const common = { endpointId: webhookId, urlDigest, signatures: "v1" };
  const [created] = await entriesOf(app, "webhook.created");
  const [changed] = await entriesOf(app, "webhook.changed");
  assert.deepEqual(created.detail, { ...common, eventTypes: "approval.decided", enabled: true });
  assert.deepEqual(changed.detail, { ...common, eventTypes: null, enabled: false });
  assert.deepEqual((await entriesOf(app, "webhook.secret_rotated"))[0].detail, { endpointId: webhookId });
  assert.deepEqual((await entriesOf(app, "webhook.removed"))[0].detail, { endpointId: webhookId });
  for (const entry of [created, changed]) assert.equal(entry.disclosed.reviewer.value, "ada");
  const trail = JSON.stringify((await app.call("GET", "/v1/audit", { as: ada })).json);
  for (const word of [secret, next, "hush", "example.com/hooks"]) assert.ok(!trail.includes(word), word);
});

describe("deliveries", () => {
  test("are listed with every attempt, its answer and how long it took; by status, in pages", async () => {
    const app = await givenReceiver({ now: 500 });
    await app.deps.webhooks.add(webhook);
    for (const id of ["claim-1", "claim-2", "claim-3"]) {
      await app.ask({ approvalRequestId: id });
      await dispatchAll(app.deps, id);
      app.time.now += minute;
    }
    app.status.now = 204;
    await app.ask({ approvalRequestId: "claim-4" });
    await dispatchAll(app.deps, "claim-4");
    const list = (query: string) => app.call("GET", `${path}/wh_claims/deliveries${query}`, { as: ada });
    const { json } = await list("");
    assert.deepEqual(
      json.deliveries.map((one: { approvalRequestId: string; status: string }) => [one.approvalRequestId, one.status]),
      [
        ["claim-4", "succeeded"],
        ["claim-3", "pending"],
        ["claim-2", "pending"],
        ["claim-1", "pending"],
      ],
    );
    const [newest, ...rest] = json.deliveries;
    assert.deepEqual(newest.attempts, [
      { at: "2026-01-01T10:03:00.000Z", latencyMs: 0, outcome: "delivered", responseStatus: 204, reason: null },
    ]);
    assert.equal(newest.nextAttemptAt, null);
    const oldest = rest.at(-1);
    assert.deepEqual(oldest.attempts, [
      {
        ...{ at: "2026-01-01T10:00:00.000Z", latencyMs: 0 },
        ...{ outcome: "retry", responseStatus: 500, reason: "it answered 500" },
      },
    ]);
    const waitMs = Date.parse(oldest.nextAttemptAt) - t0;
    assert.ok(waitMs >= 4_000 && waitMs <= 6_000, `${waitMs} ms`);
    assert.deepEqual(
      [oldest.type, oldest.sequence, oldest.createdAt],
      ["approval.created", 1, "2026-01-01T10:00:00.000Z"],
    );
    const pending = await list("?status=pending&limit=2");
    assert.equal(pending.json.deliveries.length, 2);
    const more = await list(`?status=pending&limit=2&cursor=${pending.json.nextCursor}`);
    assert.deepEqual([more.json.deliveries.length, more.json.nextCursor], [1, null]);
    assert.deepEqual((await list("?status=failed")).json.deliveries, []);
    for (const [query, field] of [
      ["?status=lost", "status"],
      ["?limit=101", "limit"],
      ["?cursor=nonsense", "cursor"],
    ] as const)
      assert.deepEqual(fieldsOf(await list(query)), [field]);
  });

  test("are sent again: one, a stretch of time, all that failed", async () => {
    const app = await givenReceiver();
    await app.deps.webhooks.add(webhook);
    for (const id of ["claim-1", "claim-2", "claim-3"]) {
      await app.ask({ approvalRequestId: id });
      await dispatchAll(app.deps, id);
      app.time.now += minute;
    }
    assert.equal(app.bodies.length, 3);
    const { json } = await app.call("GET", `${path}/wh_claims/deliveries`, { as: ada });
    const [last] = json.deliveries;
    const one = `${path}/wh_claims/deliveries/${last.deliveryId}/redeliver`;
    const again = await app.call("POST", one, { as: ada });
    assert.deepEqual([again.status, again.json.status], [202, "pending"]);
    assert.deepEqual([app.bodies.length, app.bodies[3]?.id], [4, app.bodies[2]?.id]);
    const many = (body: object) => app.call("POST", `${path}/wh_claims/redeliver`, { as: ada, body });
    const stretch = { from: "2026-01-01T10:00:30Z", to: "2026-01-01T12:01:30+02:00" };
    assert.deepEqual((await many(stretch)).json, { queued: 1, nextCursor: null });
    assert.equal(app.bodies[4]?.id, app.bodies[1]?.id);
    assert.deepEqual((await many({ status: "failed" })).json, { queued: 0, nextCursor: null });
    await app.deps.deliveries.add(event, [{ ...delivery, status: "failed", dueAt: null }]);
    assert.deepEqual((await many({ status: "failed" })).json, { queued: 1, nextCursor: null });
    assert.equal(app.bodies.length, 6);
    const unknown = await app.call("POST", `${path}/wh_claims/deliveries/dlv_1/redeliver`, { as: ada });
    assert.equal(unknown.status, 404);
    for (const [body, field] of [
      [{}, "from"],
      [{ to: "2026-01-01T10:00:00Z" }, "from"],
      [{ from: "2026-01-01T10:00:00" }, "from"],
      [{ status: "pending" }, "status"],
    ] as const)
      assert.deepEqual(fieldsOf(await many(body)), [field], JSON.stringify(body));
  });

  test("of a test event are made once under one Idempotency-Key", async () => {
    const app = await givenReceiver();
    await app.deps.webhooks.add({ ...webhook, enabled: false });
    const send = (key: string) =>
      app.call("POST", `${path}/wh_claims/test`, { as: ada, headers: { "idempotency-key": key } });
    const first = await send("key-1");
    assert.equal(first.status, 202);
    assert.deepEqual((await send("key-1")).json, first.json);
    await send("key-2");
    assert.equal(app.bodies.length, 2);
    assert.equal(JSON.parse(app.bodies[0]?.body ?? "").type, "webhook.test");
    assert.equal((await sweepDeliveries(app.deps)).queued, 0);
  });
});
