import assert from "node:assert/strict";
import dns, { type LookupAddress, type LookupOptions } from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { type AddressInfo, createServer, isIP, Socket } from "node:net";
import { after, before, describe, type TestContext, test } from "node:test";
import { outgoingGuard } from "../../functions/adapters/https/outgoing-guard.ts";
import { httpsWebhookPost } from "../../functions/adapters/https/webhook-post.ts";
import type { Sent } from "../../functions/core/event-delivery.ts";
import { webhook } from "../api/given-webhook.ts";
import { refusedAddresses } from "./refused-addresses.ts";

/** Every connection to this machine, at one port of all its addresses. */
const trap = createServer((socket) => {
  caught++;
  socket.on("error", () => {}).destroy();
});
let caught = 0;
let port = 0;
before(async () => {
  // IPv6's unspecified address takes IPv4 too.
  await new Promise<void>((resolve) => trap.listen(0, "::", resolve));
  port = (trap.address() as AddressInfo).port;
});
after(() => trap.close());

function send(url: string, allowed: readonly string[] = []): Promise<Sent> {
  const signer = { sign: async () => "", publicKeys: async () => [] };
  const post = httpsWebhookPost({ guard: outgoingGuard(allowed), signer, clock: { now: Date.now } });
  return post.post({ ...webhook, url }, "msg_1", "{}");
}

interface Connecting {
  readonly host: string;
  readonly lookup: (
    host: string,
    options: object,
    done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
  ) => void;
}

type Answers = (hostname: string) => readonly string[];

/** Names lead where `answers` says, for everyone who asks the system. Returns how often it was asked. */
function resolving(t: TestContext, answers: Answers): { readonly asked: number } {
  const count = { asked: 0 };
  const real = dns.lookup;
  const fake = (hostname: string, options: LookupOptions, done: (...results: unknown[]) => void) => {
    count.asked++;
    const all = answers(hostname).map((address): LookupAddress => ({ address, family: isIP(address) }));
    setImmediate(() => (options.all ? done(null, all) : done(null, all[0]?.address, all[0]?.family)));
  };
  const set = (lookup: unknown) => {
    Object.assign(dns, { lookup });
    syncBuiltinESMExports();
  };
  set(fake);
  t.after(() => set(real));
  return count;
}

test("the trap catches what gets through", async () => {
  const before = caught;
  for (const host of ["127.0.0.1", "[::1]"])
    await assert.rejects(send(`https://${host}:${port}/`, [`${host}:${port}`]), { name: "Error" });
  assert.equal(caught - before, 2);
});

describe("nothing is connected to", () => {
  const spellings = [
    ...["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0x0.0x0.0x1", "0177.0.0.1"],
    ...[
      "017700000001",
      "①②⑦.0.0.1",
      "127。0。0。1",
      "%31%32%37.0.0.1",
      "127.0.0.1.",
      "0",
      "0.0.0.0",
      "127.255.255.254",
    ],
    ...["[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::7f00:1]"],
    ...["[64:ff9b::127.0.0.1]", "[2002:7f00:1::]", "localhost", "LOCALHOST", "localhost.", "ｌｏｃａｌｈｏｓｔ"],
  ];
  for (const spelling of spellings)
    test(`however this machine is spelled: ${spelling}`, async () => {
      const before = caught;
      for (const scheme of ["https", "http"]) {
        const sent = await send(`${scheme}://${spelling}:${port}/`).catch((error: NodeJS.ErrnoException) => error.code);
        if (sent !== "ENOTFOUND") assert.equal((sent as Sent).outcome, "retry");
      }
      assert.equal(caught, before);
    });

  for (const address of refusedAddresses)
    test(`through a name that leads to ${address}`, async (t) => {
      const before = caught;
      const count = resolving(t, () => [address]);
      const sent = await send(`https://hooks.example.com:${port}/`);
      assert.deepEqual(sent, { outcome: "retry", reason: "hooks.example.com is not a public address" });
      assert.equal(count.asked, 1);
      assert.equal(caught, before);
    });

  for (const mixed of [
    ["8.8.8.8", "127.0.0.1"],
    ["127.0.0.1", "8.8.8.8"],
    ["2001:4860:4860::8888", "::1"],
    ["::1", "2001:4860:4860::8888"],
    ["8.8.8.8", "::1"],
    ["127.0.0.1", "2001:4860:4860::8888"],
    ["8.8.8.8", "2001:4860:4860::8888", "::ffff:127.0.0.1"],
    ["8.8.8.8", "8.8.4.4", "1.1.1.1", "169.254.169.254"],
  ])
    test(`through a name that leads to public addresses and others: ${mixed.join(" ")}`, async (t) => {
      const before = caught;
      resolving(t, () => mixed);
      assert.equal((await send(`https://hooks.example.com:${port}/`)).outcome, "retry");
      assert.equal(caught, before);
    });

  test("through a name that leads elsewhere each time it is asked for", async (t) => {
    const before = caught;
    const turns = [["8.8.8.8"], ["127.0.0.1"], ["2001:4860:4860::8888"], ["::1"]];
    const count = resolving(t, () => turns[count.asked % turns.length] ?? []);
    const reached: string[] = [];
    const connect = Socket.prototype.connect;
    // As the real one, but for addresses of the public internet, which are noted instead of connected to.
    t.mock.method(Socket.prototype, "connect", function (this: Socket, ...args: never[]) {
      const [options] = args.flat() as unknown as [Connecting];
      options.lookup(options.host, { all: true }, (error, addresses) => {
        if (error) return void this.destroy(error);
        const [first] = addresses;
        if (first?.address === "127.0.0.1" || first?.address === "::1")
          return void Reflect.apply(connect, this, [{ ...options, host: first.address, lookup: undefined }]);
        reached.push(first?.address ?? "");
        this.destroy(new Error("as far as a test goes"));
      });
      return this;
    });
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, () => send(`https://hooks.example.com:${port}/`).catch(() => "connected")),
    );
    assert.equal(count.asked, 200, "a connection asks once, and goes where that answer leads");
    assert.equal(outcomes.filter((outcome) => outcome === "connected").length, reached.length);
    assert.equal(reached.length, 100);
    assert.deepEqual([...new Set(reached)].sort(), ["2001:4860:4860::8888", "8.8.8.8"]);
    assert.equal(caught, before);
  });

  test("where a receiver that is allowed redirects to", async (t) => {
    const before = caught;
    const inside = [`http://127.0.0.1:${port}/`, `https://localhost:${port}/`, `//127.0.0.1:${port}/`];
    let next = "";
    const { createServer: createHttpServer } = await import("node:http");
    const server = createHttpServer((_, response) => response.writeHead(307, { location: next }).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    t.after(() => server.close());
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (next of inside)
      assert.deepEqual(await send(`http://${host}/`, [host]), {
        outcome: "retry",
        reason: "it answered 307",
        responseStatus: 307,
      });
    assert.equal(caught, before);
  });

  test("over as many addresses and spellings as were promised", () => {
    assert.ok(new Set(refusedAddresses).size >= 60, `${new Set(refusedAddresses).size} addresses`);
    assert.ok(new Set(spellings).size >= 11, `${new Set(spellings).size} spellings`);
  });
});
