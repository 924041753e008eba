import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, type TestContext, test } from "node:test";
import type { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { sesChannel } from "../../functions/adapters/email/ses-channel.ts";
import { smtpChannel } from "../../functions/adapters/email/smtp-channel.ts";
import { claimDecided } from "../core/claim.ts";
import { givenNotice, hostile, ownLink } from "../core/given-notice.ts";
import { sha256 } from "../core/sealing.ts";
import { givenMessage, ritasEntry } from "./given-message.ts";

const from = '"Sayso" <approvals@example.com>';
const publicUrl = "https://sayso.example";

interface Received {
  readonly mail: ParsedMail;
  readonly raw: string;
  readonly to: readonly string[];
}

/** A mail server on this machine that wants a login. */
async function given(t: TestContext, refusal?: { readonly at: "to" | "data"; readonly responseCode: number }) {
  const received: Received[] = [];
  const fail = () => Object.assign(new Error("no"), { responseCode: refusal?.responseCode });
  const server = new SMTPServer({
    authMethods: ["PLAIN"],
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: ({ username, password }, _, done) =>
      username === "sayso" && password === "secret" ? done(null, { user: "sayso" }) : done(new Error("no")),
    onRcptTo: (_address, _session, done) => done(refusal?.at === "to" ? fail() : null),
    onData: async (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const raw = Buffer.concat(chunks).toString();
      if (refusal?.at === "data") return done(fail());
      const to = envelope.rcptTo.map(({ address }: { address: string }) => address);
      received.push({ mail: await simpleParser(raw), raw, to });
      done();
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  t.after(() => server.close());
  const { port } = server.server.address() as AddressInfo;
  const channel = (login = "sayso:secret") =>
    smtpChannel({ url: `smtp://${login}@127.0.0.1:${port}`, from, publicUrl, sha256 });
  return { received, channel, port };
}

describe("by a mail server", () => {
  test("a reviewer is told in text and in HTML, with their own link", async (t) => {
    const { received, channel } = await given(t);
    assert.deepEqual(await channel().send(givenMessage()), { outcome: "delivered" });
    const [{ mail, to } = assert.fail("nothing came")] = received;
    assert.deepEqual(to, ["rita@example.com"]);
    assert.equal(mail.subject, "Approval needed: Pay claim 42");
    assert.deepEqual(mail.from?.value[0], { name: "Sayso", address: "approvals@example.com" });
    assert.match(mail.text ?? "", /Action: pay_claim: amount 120\.5, currency "EUR"/);
    assert.match(mail.text ?? "", /Time left: 3 days, until Sun, 4 Jan 2026, 11:00 CET \(Europe\/Madrid\)/);
    assert.ok(mail.text?.includes(`See it whole and decide:\n${ownLink}\n`), mail.text);
    assert.ok(String(mail.html).includes(`<a href="${ownLink}">See it whole and decide</a>`), String(mail.html));
    assert.match(mail.text ?? "", /This link is yours alone/);
    assert.equal(mail.headers.get("auto-submitted"), "auto-generated");
  });

  test("each attempt is the same message, and all about one approval are one conversation", async (t) => {
    const { received, channel } = await given(t);
    const decided = givenNotice({ type: "approval.decided", approval: claimDecided("approved") });
    for (const message of [givenMessage(), givenMessage(), givenMessage(decided, { messageId: "dlv_2" })])
      await channel().send(message);
    const ids = received.map(({ mail }) => mail.messageId);
    assert.equal(ids[0], ids[1]);
    assert.notEqual(ids[1], ids[2]);
    assert.equal(new Set(received.map(({ mail }) => String(mail.references))).size, 1);
    assert.equal(received[2]?.mail.subject, "Approved: Pay claim 42");
  });

  test("F24 a stranger's text becomes no header, no markup and no link", async (t) => {
    const { received, channel } = await given(t);
    await channel().send(givenMessage(givenNotice({ content: hostile })));
    const [{ mail, raw, to } = assert.fail("nothing came")] = received;
    assert.deepEqual(to, ["rita@example.com"]);
    assert.equal(mail.bcc, undefined);
    assert.doesNotMatch(raw.split("\r\n\r\n")[0] ?? "", /^bcc:/im);
    assert.match(mail.subject ?? "", /Pay <!channel> .*‹U\+202E› Bcc: all@example\.com <\/p><script>/);
    const html = String(mail.html);
    assert.doesNotMatch(html, /<script|<b>/);
    assert.match(html, /&lt;script&gt;alert\(1\)/);
    assert.deepEqual(
      [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
      [ownLink],
    );
    assert.match(html, /The agent&#39;s own page, which nobody has checked, at evil\.example: https:/);
  });

  for (const [at, responseCode, outcome] of [
    ["to", 550, "gone"],
    ["to", 451, "retry"],
    ["data", 554, "gone"],
    ["data", 452, "retry"],
  ] as const)
    test(`${responseCode} to ${at} means ${outcome}`, async (t) => {
      const { channel } = await given(t, { at, responseCode });
      const reason = `the mail server answered ${responseCode}`;
      assert.deepEqual(await channel().send(givenMessage()), { outcome, reason });
    });

  test("a login that is refused is tried again, since somebody may mend it", async (t) => {
    const { channel } = await given(t);
    const sent = await channel("sayso:wrong").send(givenMessage());
    assert.deepEqual(sent, { outcome: "retry", reason: "the mail server answered 535" });
  });

  test("when nobody listens nobody knows", async () => {
    const channel = smtpChannel({ url: "smtp://127.0.0.1:1", from, publicUrl, sha256 });
    await assert.rejects(channel.send(givenMessage()), { code: "ESOCKET" });
  });

  test("whose address was removed is told no more", async (t) => {
    const { channel } = await given(t);
    const sent = await channel().send(givenMessage(undefined, { to: { ...ritasEntry, email: null } }));
    assert.equal(sent.outcome, "gone");
  });
});

describe("by Amazon SES", () => {
  function ses(answer: () => unknown) {
    const commands: SendEmailCommand[] = [];
    const client = {
      send: async (command: SendEmailCommand) => {
        commands.push(command);
        return answer();
      },
    };
    return { commands, channel: sesChannel({ client: client as never, from, publicUrl, sha256 }) };
  }
  const failing = (name: string, httpStatusCode?: number) =>
    ses(() => {
      throw Object.assign(new Error("no"), { name, $metadata: { httpStatusCode } });
    });

  test("the same words go to the same address, part by part", async () => {
    const { commands, channel } = ses(() => ({ MessageId: "1" }));
    assert.deepEqual(await channel.send(givenMessage(givenNotice({ content: hostile }))), { outcome: "delivered" });
    const { FromEmailAddress, Destination, Content } = commands[0]?.input ?? {};
    assert.equal(FromEmailAddress, from);
    assert.deepEqual(Destination, { ToAddresses: ["rita@example.com"] });
    assert.doesNotMatch(Content?.Simple?.Subject?.Data ?? "", /[\r\n]/);
    assert.match(Content?.Simple?.Body?.Html?.Data ?? "", /&lt;script&gt;/);
    assert.deepEqual(
      Content?.Simple?.Headers?.map(({ Name }) => Name),
      ["Auto-Submitted", "X-Auto-Response-Suppress", "References"],
    );
  });

  test("what it refuses is tried again unless it never will be taken; without an answer nobody knows", async () => {
    for (const [name, outcome] of [
      ["TooManyRequestsException", "retry"],
      ["MessageRejected", "retry"],
      ["MailFromDomainNotVerifiedException", "retry"],
      ["BadRequestException", "gone"],
    ] as const)
      assert.deepEqual(await failing(name, 400).channel.send(givenMessage()), {
        outcome,
        reason: `SES answered ${name}`,
      });
    await assert.rejects(failing("TimeoutError").channel.send(givenMessage()), { name: "TimeoutError" });
  });
});
