import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer, type Socket } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { httpsWebhookPost } from "../../functions/adapters/https/webhook-post.ts";
import { ed25519Signer } from "../../functions/adapters/node/ed25519-signer.ts";
import { rotated, type WebhookEndpoint } from "../../functions/core/webhook-endpoint.ts";
import { verifyWebhook } from "../../sdk/typescript/src/index.ts";
import { webhook } from "../api/given-webhook.ts";

/** 2026-01-02T10:00:00.999Z */
const now = 1_767_348_000_999;
const signer = ed25519Signer(async () => [new Uint8Array(32).fill(7)]);
const post = httpsWebhookPost({ guard: outgoingGuard(["127.0.0.1"]), signer, clock: { now: () => now } });
const [secret = ""] = webhook.secrets.map((known) => known.secret);

interface Received {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

async function receiver(t: TestContext, answer: RequestListener) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    await answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

function send(url: string, changes: Partial<WebhookEndpoint> = {}, body = '{"type":"approval.decided"}') {
  return post.post({ ...webhook, url, ...changes }, "msg_1", body);
}

const ok: RequestListener = (_, response) => response.writeHead(204).end();

test("a message is signed with the endpoint's secret, at the second of the attempt", async (t) => {
  const { url, received } = await receiver(t, ok);
  assert.deepEqual(await send(url, {}, '{"note":"Ünïcödé 🙂"}'), { outcome: "delivered", responseStatus: 204 });
  const [{ headers, body }] = received as [Received];
  assert.deepEqual(
    [headers["webhook-id"], headers["webhook-timestamp"], headers["content-type"], body],
    ["msg_1", "1767348000", "application/json", '{"note":"Ünïcödé 🙂"}'],
  );
  assert.match(String(headers["webhook-signature"]), /^v1,[A-Za-z0-9+/]{43}=$/);
  assert.deepEqual(verifyWebhook({ body, headers, keys: [secret], now }), { note: "Ünïcödé 🙂" });
});

test("an endpoint that asks for it gets the deployment's own signature, alone or beside the secret's", async (t) => {
  const { url, received } = await receiver(t, ok);
  await send(url, { signatures: ["v1", "v1a"] });
  await send(url, { signatures: ["v1a"] });
  const publicKey = `whpk_${(await signer.publicKeys())[0]}`;
  const [both, alone] = received;
  assert.match(String(both?.headers["webhook-signature"]), /^v1,\S+ v1a,\S+$/);
  assert.match(String(alone?.headers["webhook-signature"]), /^v1a,[A-Za-z0-9+/]{86}==$/);
  for (const message of received) assert.ok(verifyWebhook({ ...message, keys: [publicKey], now }));
  assert.ok(verifyWebhook({ ...(both ?? assert.fail()), keys: [secret], now }));
  assert.throws(() => verifyWebhook({ ...(alone ?? assert.fail()), keys: [secret], now }));
});

test("during a rotation both secrets sign, and the old one no longer when it is over", async (t) => {
  const { url, received } = await receiver(t, ok);
  const newSecret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
  const day = 86_400_000;
  for (const rotatedAt of [now - day + 1, now - day])
    await send(url, { secrets: rotated(webhook, newSecret, null, rotatedAt).secrets });
  const [during, after] = received as [Received, Received];
  assert.equal(String(during.headers["webhook-signature"]).split(" ").length, 2);
  for (const key of [secret, newSecret]) assert.ok(verifyWebhook({ ...during, keys: [key], now }));
  assert.equal(String(after.headers["webhook-signature"]).split(" ").length, 1);
  assert.ok(verifyWebhook({ ...after, keys: [newSecret], now }));
  assert.throws(() => verifyWebhook({ ...after, keys: [secret], now }));
});

describe("what a receiver answers", () => {
  const retry = (status: number, more: object = {}) => ({
    ...{ outcome: "retry", reason: `it answered ${status}`, responseStatus: status },
    ...more,
  });
  const delivered = (responseStatus: number) => ({ outcome: "delivered", responseStatus });
  const cases: readonly (readonly [title: string, answer: RequestListener, sent: object])[] = [
    ["200", (_, response) => response.end("thanks"), delivered(200)],
    ["202", (_, response) => response.writeHead(202).end(), delivered(202)],
    ["299", (_, response) => response.writeHead(299).end(), delivered(299)],
    ["500", (_, response) => response.writeHead(500).end("hush"), retry(500)],
    ["400", (_, response) => response.writeHead(400).end(), retry(400)],
    ["304", (_, response) => response.writeHead(304).end(), retry(304)],
    [
      "410",
      (_, response) => response.writeHead(410).end(),
      { outcome: "gone", reason: "it answered 410", responseStatus: 410 },
    ],
    [
      "429 with seconds",
      (_, response) => response.writeHead(429, { "retry-after": "120" }).end(),
      retry(429, { retryAfterMs: 120_000 }),
    ],
    [
      "503 with a date",
      (_, response) => response.writeHead(503, { "retry-after": "Fri, 02 Jan 2026 10:01:00 GMT" }).end(),
      retry(503, { retryAfterMs: 59_001 }),
    ],
    [
      "500 with a time, which only 429 and 503 may give",
      (_, response) => response.writeHead(500, { "retry-after": "120" }).end(),
      retry(500),
    ],
    [
      "a success whose body never ends",
      (_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write("."), 20);
        response.once("close", () => clearInterval(drip));
      },
      delivered(200),
    ],
    [
      "a success with a huge body",
      (_, response) => {
        const more = () => {
          while (response.write("x".repeat(65_536)));
        };
        response.on("drain", more);
        more();
      },
      delivered(200),
    ],
    [
      "a bomb, compressed",
      (_, response) => {
        const bomb = gzipSync(brotliCompressSync(Buffer.alloc(50_000_000)));
        response.writeHead(500, { "content-encoding": "br, gzip" }).end(bomb);
      },
      retry(500),
    ],
  ];
  for (const [title, answer, sent] of cases)
    test(title, async (t) => {
      const { url, received } = await receiver(t, answer);
      assert.deepEqual(await send(url), sent);
      assert.equal(received.length, 1);
    });

  for (const status of [301, 302, 303, 307, 308])
    test(`${status}, which is not followed`, async (t) => {
      const trap = await receiver(t, ok);
      const { url } = await receiver(t, (_, response) => response.writeHead(status, { location: trap.url }).end());
      assert.deepEqual(await send(url), retry(status));
      assert.equal(trap.received.length, 0);
    });
});

describe("nobody knows whether it arrived", () => {
  async function broken(t: TestContext, handle: (socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>();
    const server = createTcpServer((socket) => {
      sockets.add(socket.on("error", () => {}));
      handle(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  test("when the connection is reset", async (t) => {
    const url = await broken(t, (socket) => socket.once("data", () => socket.resetAndDestroy()));
    await assert.rejects(send(url), { code: "ECONNRESET" });
  });

  test("when the answer is no HTTP", async (t) => {
    const url = await broken(t, (socket) => socket.once("data", () => socket.end("hello\r\n\r\n")));
    await assert.rejects(send(url), { code: "HPE_INVALID_CONSTANT" });
  });

  test("when the head of the answer never ends", async (t) => {
    const url = await broken(t, (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const more = () => {
        while (socket.writable && socket.write(`x-filler: ${"y".repeat(1_000)}\r\n`));
      };
      socket.on("drain", more);
      more();
    });
    await assert.rejects(send(url), { code: "HPE_HEADER_OVERFLOW" });
  });

  test("when it is silent, or drips the head of its answer, for as long as an attempt may take", async (t) => {
    const drip = (socket: Socket) => {
      socket.write("HTTP/1.1 200 OK\r\nx-filler: ");
      const letters = setInterval(() => socket.write("x"), 1_000);
      socket.once("close", () => clearInterval(letters));
    };
    const urls = [await broken(t, () => {}), await broken(t, drip)];
    await Promise.all(urls.map((url) => assert.rejects(send(url), { name: "AbortError" })));
  });
});

test("a URL that the deployment does not let pass is not connected to; it may be let pass later", async (t) => {
  const { url, received } = await receiver(t, ok);
  assert.deepEqual(await send(url.replace("127.0.0.1", "127.0.0.2")), {
    outcome: "retry",
    reason: "the endpoint's URL must be an https URL",
  });
  assert.deepEqual(await send(url.replace("http://127.0.0.1", "https://localhost")), {
    outcome: "retry",
    reason: "localhost is not a public address",
  });
  assert.equal(received.length, 0);
});
