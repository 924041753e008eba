import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { verifyWebhook } from "../../sdk/typescript/src/index.ts";
import { pythonEnvironment } from "../../tools/python-environment.ts";
import { run } from "../go/go-command.ts";
import { seededRandom } from "../ports/seeded-random.ts";
import { type Message, startSigningWorld } from "./signing-world.ts";

const folder = join(import.meta.dirname, "verifiers");
/** 2005-03-18T01:58:31Z, in unix seconds: where Go's bubble of time can go. */
const now = 1_111_111_111;

/** Whether each message is taken, by verifiers that know nothing of this project; each judges at the same instant. */
const verifiers: Readonly<Record<string, (file: string, messages: readonly Message[]) => Promise<string>>> = {
  "npm's": async (_, messages) =>
    judge(messages, ({ secret, headers, body }) => new Webhook(secret).verify(body, headers)),
  "PyPI's": async (file) => {
    const python = await pythonEnvironment("webhook-verifier", join(folder, "requirements.txt"));
    return execFileSync(python, [join(folder, "verify.py"), file, String(now)], { encoding: "utf8" }).trim();
  },
  "Go's": async (file) => {
    const variables = { MESSAGES: file, NOW: String(now) };
    const { stdout, stderr } = await run(
      "go",
      ["test", "-count=1", "-run", "TestVerify"],
      "test/webhooks/verifiers/go",
      variables,
    );
    assert.match(stdout, /\nPASS\n/, stdout.slice(-500) + stderr);
    return stdout.split("\n")[0] ?? "";
  },
  "our own SDK's": async (_, messages) =>
    judge(messages, ({ secret, headers, body }) => verifyWebhook({ body, headers, keys: [secret], now: now * 1000 })),
};

function judge(messages: readonly Message[], verify: (message: Message) => unknown): string {
  const verdict = (message: Message) => {
    try {
      verify(message);
      return "1";
    } catch {
      return "0";
    }
  };
  return messages.map(verdict).join("");
}

const random = seededRandom(2);
const below = (limit: number) => Math.floor(random() * limit);

/** Any text that JSON can hold: every plane, controls, what joins and turns its neighbours, no half characters. */
function randomText(): string {
  const ranges = [
    [0, 0x7f],
    [0x80, 0x7ff],
    [0x800, 0xd7ff],
    [0xe000, 0xffff],
    [0x1_0000, 0x10_ffff],
  ] as const;
  const points = Array.from({ length: below(200) }, () => {
    const [from, to] = ranges[below(ranges.length)] ?? ranges[0];
    return from + below(to - from + 1);
  });
  return String.fromCodePoint(...points);
}

/** One byte of a part is another one, and still a header's character where it stands in a header. */
function withByteChanged(
  message: Message,
  part: "body" | "webhook-id" | "webhook-timestamp",
  at: number,
  by: number,
): Message {
  if (part === "body") {
    const body = Buffer.from(message.body);
    body[at] = (body[at] ?? 0) ^ by;
    return { ...message, body };
  }
  const text = message.headers[part] ?? "";
  const other = String.fromCharCode(33 + ((text.charCodeAt(at) - 33 + by) % 94));
  return { ...message, headers: { ...message.headers, [part]: text.slice(0, at) + other + text.slice(at + 1) } };
}

/** Of the signature the bytes count: base64 spells some in several ways, and Python's reads them all. */
function withSignatureChanged(message: Message, at: number, by: number): Message {
  const bytes = Buffer.from((message.headers["webhook-signature"] ?? "").slice("v1,".length), "base64");
  bytes[at] = (bytes[at] ?? 0) ^ by;
  return { ...message, headers: { ...message.headers, "webhook-signature": `v1,${bytes.toString("base64")}` } };
}

const changedBits = (length: number) =>
  Array.from({ length }, (_, at) => Array.from({ length: 8 }, (_, bit) => [at, 1 << bit] as const)).flat();

describe("messages as they arrive at a receiver", { timeout: 900_000 }, () => {
  const scratch = mkdtempSync(join(tmpdir(), "sayso-verifiers-"));
  let world: Awaited<ReturnType<typeof startSigningWorld>>;
  const sets: Record<
    string,
    { readonly messages: readonly Message[]; readonly expected: string; readonly file: string }
  > = {};

  function keep(name: string, messages: readonly Message[], expected: string): void {
    const file = join(scratch, `${name}.ndjson`);
    const lines = messages.map((message) => JSON.stringify({ ...message, body: message.body.toString("base64") }));
    writeFileSync(file, lines.join("\n"));
    sets[name] = { messages, expected, file };
  }

  before(async () => {
    world = await startSigningWorld();
    const signed: Message[] = [];
    for (let n = 0; n < 1_000; n++) {
      const body = JSON.stringify({ type: "approval.decided", sequence: n, data: { note: randomText() } });
      signed.push(await world.signed(`msg_${n}`, now, body, 24 + below(41)));
    }
    keep("random", signed, "1".repeat(1_000));
    const one = (message: Message, part: Parameters<typeof withByteChanged>[1], length: number) =>
      withByteChanged(message, part, below(length), 1 + below(93));
    const touched = signed.flatMap((message) => [
      one(message, "body", message.body.length),
      one(message, "webhook-id", message.headers["webhook-id"]?.length ?? 0),
      one(message, "webhook-timestamp", 10),
      withSignatureChanged(message, below(32), 1 + below(255)),
    ]);
    keep("touched", touched, "0".repeat(4_000));
    const plain = await world.signed(
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      now,
      '{"type":"approval.decided","note":"Ünïcödé 🙂"}',
    );
    const every = [
      ...changedBits(plain.body.length).map(([at, bit]) => withByteChanged(plain, "body", at, bit)),
      ...changedBits(32).map(([at, bit]) => withSignatureChanged(plain, at, bit)),
      ...Array.from({ length: 28 * 93 }, (_, n) =>
        withByteChanged(plain, "webhook-id", n % 28, 1 + Math.floor(n / 28)),
      ),
      ...Array.from({ length: 10 * 93 }, (_, n) =>
        withByteChanged(plain, "webhook-timestamp", n % 10, 1 + Math.floor(n / 10)),
      ),
    ];
    keep("every", [plain, ...every], `1${"0".repeat(every.length)}`);
    const edges = [-301, -300, -299, 0, 299, 300, 301];
    keep("edges", await Promise.all(edges.map((off) => world.signed("msg_edge", now + off, "{}"))), "0111110");
    const both = await world.rotated("msg_rotated", now, "{}");
    keep("rotated", both, "11");
  });
  after(async () => {
    await world?.stop();
    rmSync(scratch, { recursive: true });
  });

  for (const [name, verify] of Object.entries(verifiers))
    describe(`${name} verifier`, () => {
      const says = (title: string, set: string) =>
        test(title, async (t) => {
          t.mock.timers.enable({ apis: ["Date"], now: now * 1000 });
          const { messages, expected, file } = sets[set] ?? assert.fail(set);
          const verdicts = await verify(file, messages);
          assert.equal(verdicts.length, expected.length);
          const wrong = messages.filter((_, at) => verdicts[at] !== expected[at]);
          assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} of ${messages.length}`);
        });
      says("takes a thousand random texts", "random");
      says("refuses each of them with a byte of its body, id, time or signature changed", "touched");
      says(
        "refuses one message with any bit of its body or signature, any character of its id or time changed",
        "every",
      );
      says("takes what is 300 s off, before and after, and refuses 301", "edges");
      says("takes a message during a rotation by the old secret and by the new one", "rotated");
    });

  test("the vectors that Standard Webhooks and Svix publish are signed byte by byte as they say", async () => {
    const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    assert.equal(
      await world.signatures(id, 1_614_265_330, '{"test": 2432232314}', "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==",
    );
  });
});
