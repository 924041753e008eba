import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ChannelName, ReviewerEntry } from "../../functions/core/reviewer-entry.ts";
import type { PublishedEvent } from "../../functions/ports/effects.ts";
import type { NoticeMessage, Told } from "../../functions/ports/notification-channel.ts";
import { applyCommand } from "../../functions/use-cases/apply-command.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { dispatchEntry } from "../../functions/use-cases/dispatch-entry.ts";
import { channelSender } from "../../functions/use-cases/notify-reviewer.ts";
import { sweepDeliveries } from "../../functions/use-cases/sweep-deliveries.ts";
import { fanOut } from "../../functions/use-cases/webhook-deliveries.ts";
import { ritasEntry } from "../channels/given-message.ts";
import { answer, ask } from "./claim.ts";
import { chainOf, dispatchAll, givenDeps, hour } from "./given-deps.ts";

const rita: ReviewerEntry = { ...ritasEntry, id: "rita", channels: ["slack", "email"] };
const sam: ReviewerEntry = { ...rita, id: "sam", name: "Sam Sato", email: "sam@example.com", channels: ["email"] };

/** A deployment whose channels write down what they are given. */
async function given(...entries: ReviewerEntry[]) {
  const told: (NoticeMessage & { readonly channel: ChannelName })[] = [];
  const answers: Told[] = [];
  const channel = (name: ChannelName) => ({
    send: async (message: NoticeMessage): Promise<Told> => {
      told.push({ ...message, channel: name });
      return answers.shift() ?? { outcome: "delivered", receipt: `receipt of ${message.sequence}` };
    },
  });
  const own: { senders?: Deps["senders"] } = {};
  const world = givenDeps({
    publisher: { publish: (event: PublishedEvent) => fanOut(deps, event as never) },
    senders: { channel: { send: (...delivery) => own.senders?.channel?.send(...delivery) ?? assert.fail() } },
  });
  const { deps } = world;
  const channels = {
    ...{ slack: channel("slack"), email: channel("email") },
    ...{ teams: channel("teams"), pagerduty: channel("pagerduty") },
  };
  own.senders = { channel: channelSender(deps, channels) };
  for (const entry of entries) await deps.reviewers.put(entry);
  return {
    ...world,
    told,
    answers,
    whom: () => told.map(({ to, channel: name, notice }) => [to.id, name, notice.type]),
  };
}

test("F8 each reviewer is told once through each of their channels, with a link of their own, however often it is thought of", async () => {
  const { deps, told, whom } = await given(rita, sam);
  await ask(deps);
  await dispatchAll(deps, "claim-42");
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(whom(), [
    ["rita", "slack", "approval.created"],
    ["rita", "email", "approval.created"],
    ["sam", "email", "approval.created"],
  ]);
  const links = told.map(({ notice }) => notice.page.url);
  for (const link of links) assert.match(link, /^https:\/\/sayso\.example\/review\/claim-42#[\w-]{43}$/);
  assert.deepEqual([links[0] === links[1], links[0] === links[2]], [true, false]);
});

test("everybody who was asked is told how it ended, with the receipts of what they were told before", async () => {
  const { deps, told, whom } = await given(rita, sam);
  await ask(deps);
  await dispatchAll(deps, "claim-42");
  told.length = 0;
  await answer(deps);
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(whom(), [
    ["rita", "slack", "approval.decided"],
    ["rita", "email", "approval.decided"],
    ["sam", "email", "approval.decided"],
  ]);
  assert.equal(told[0]?.notice.headline, "Approved: Pay claim 42");
  assert.deepEqual(told[0]?.earlier, [{ sequence: 1, receipt: "receipt of 1" }]);
});

describe("F15 whoever a handing-over leaves behind", () => {
  const olga: ReviewerEntry = { ...rita, id: "olga", name: "Olga Ortiz", channels: ["slack"] };
  const handOver = async (deps: Deps, ...reviewers: string[]) => {
    const by = { id: "admin", name: "Admin", via: "admin_token" } as const;
    const command = { type: "reassign", by, as: "admin", reviewers, reason: null } as const;
    assert.ok((await applyCommand(deps, "claim-42", command)).ok);
    await dispatchLast(deps);
  };
  const dispatchLast = async (deps: Deps) => {
    const last = (await chainOf(deps, "claim-42")).at(-1);
    await dispatchEntry(deps, last ?? assert.fail());
  };

  test("is told so where their messages would go on asking, and the others where there was nothing", async () => {
    const { deps, told, whom } = await given(rita, { ...sam, channels: ["slack", "pagerduty"] }, olga);
    await ask(deps);
    await dispatchAll(deps, "claim-42");
    told.length = 0;
    await handOver(deps, "olga");
    assert.deepEqual(whom().toSorted(), [
      ["olga", "slack", "approval.reassigned"],
      ["rita", "slack", "approval.reassigned"],
      ["sam", "pagerduty", "approval.reassigned"],
      ["sam", "slack", "approval.reassigned"],
    ]);
    const [olgas, ritas, sams] = ["olga", "rita", "sam"].map((id) =>
      told.find(({ to, channel }) => to.id === id && channel === "slack"),
    );
    assert.deepEqual([olgas?.notice.asks, olgas?.notice.headline], [true, "Approval needed, now of you: Pay claim 42"]);
    for (const message of [ritas, sams]) {
      assert.deepEqual([message?.notice.asks, message?.notice.approvable], [false, false]);
      assert.equal(message?.notice.headline, "Handed over to others: Pay claim 42");
      assert.deepEqual(message?.notice.page, { url: "https://sayso.example/review/claim-42", own: false });
      assert.deepEqual(message?.earlier, [{ sequence: 1, receipt: "receipt of 1" }]);
    }
    told.length = 0;
    await answer(deps, { reviewer: { id: "olga", name: "Olga Ortiz", via: "link" } });
    await dispatchLast(deps);
    assert.deepEqual(whom(), [["olga", "slack", "approval.decided"]]);
  });

  test("keeps an alert that those who are asked now have too, and loses it once none of them has", async () => {
    const alerted: readonly ChannelName[] = ["pagerduty"];
    const theirs = (entry: ReviewerEntry, pagerdutyService: string | null) =>
      ({ ...entry, channels: alerted, pagerdutyService }) as const;
    const { deps, told } = await given(theirs(rita, "claims"), theirs(sam, "claims"), theirs(olga, null));
    await ask(deps, { reviewers: ["rita"] });
    await dispatchAll(deps, "claim-42");
    const raised = () => told.splice(0).map(({ to, notice }) => [to.id, notice.asks]);
    assert.deepEqual(raised(), [["rita", true]]);
    await handOver(deps, "sam");
    assert.deepEqual(raised(), [["sam", true]]);
    await handOver(deps, "olga");
    const after = raised().toSorted();
    assert.deepEqual(after, [
      ["olga", true],
      ["rita", false],
      ["sam", false],
    ]);
  });

  test("and was never told has nothing to be taken back", async () => {
    const { deps, whom } = await given(rita, olga);
    await ask(deps, { reviewers: ["rita"] });
    await handOver(deps, "olga");
    assert.deepEqual(
      whom()
        .filter(([, , type]) => type === "approval.reassigned")
        .map(([id]) => id),
      ["olga"],
    );
  });
});

test("nobody is asked for what has ended meanwhile", async () => {
  const { deps, whom } = await given(sam);
  await ask(deps);
  await answer(deps);
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(whom(), [["sam", "email", "approval.decided"]]);
});

test("F22 an address comes from the directory, whatever the agent says", async () => {
  const { deps, told } = await given(rita);
  const elsewhere = { email: "evil@example.com", slackUser: "U666EVIL", channels: ["email"], reviewers: ["evil"] };
  await ask(deps, { context: elsewhere, metadata: { email: "evil@example.com" }, title: "evil@example.com" });
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(
    told.map(({ to }) => [to.email, to.slackUser]),
    [
      ["rita@example.com", "U012RITA"],
      ["rita@example.com", "U012RITA"],
    ],
  );
});

test("a reviewer without an entry is no error: nobody tells them, and the log says so", async () => {
  const { deps, whom, logged } = await given({ ...rita, channels: [] });
  await ask(deps);
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(whom(), []);
  assert.deepEqual(logged, ["warn: reviewers whom no channel reaches are not told"]);
  const without = await given();
  await ask(without.deps);
  await dispatchAll(without.deps, "claim-42");
  assert.deepEqual(without.logged, []);
});

test("what others read too is told once, with a page that asks to sign in", async () => {
  const shared: readonly ChannelName[] = ["teams"];
  const { deps, whom, told } = await given({ ...rita, channels: shared }, { ...sam, channels: shared });
  await ask(deps);
  await dispatchAll(deps, "claim-42");
  assert.deepEqual(whom(), [["rita", "teams", "approval.created"]]);
  assert.deepEqual(told[0]?.notice.page, { url: "https://sayso.example/review/claim-42", own: false });
  const own = await given({ ...rita, channels: shared }, { ...sam, channels: shared, teamsWorkflow: "sam" });
  await ask(own.deps);
  await dispatchAll(own.deps, "claim-42");
  assert.deepEqual(
    own.told.map(({ to, notice }) => [to.id, notice.page.own]),
    [
      ["rita", false],
      ["sam", true],
    ],
  );
});

test("F24 what is marked sensitive is given to no channel", async () => {
  const { deps, told } = await given(rita, sam);
  await ask(deps, { context: { iban: "DE89 3704" }, sensitive: ["/context/iban", "/action/arguments/amount"] });
  await answer(deps);
  await dispatchAll(deps, "claim-42");
  assert.equal(told.length, 3);
  assert.doesNotMatch(JSON.stringify(told), /DE89|120\.5/);
});

test("F21 what cannot be told for three days is given up on the record, without saying whom", async () => {
  const { deps, answers, time, told } = await given(sam);
  for (let n = 0; n < 20; n++) answers.push({ outcome: "retry", reason: "SES answered MessageRejected" });
  await ask(deps, { expiresInHours: 1000 });
  await dispatchAll(deps, "claim-42");
  for (let n = 0; n < 100; n++) {
    time.now += hour;
    await sweepDeliveries(deps);
  }
  assert.equal(told.length, 10);
  const { items } = await deps.audit.query({ approvalRequestId: "claim-42", cursor: null, limit: 100 });
  const givenUp = items.find(({ entry }) => entry.type === "delivery.given_up") ?? assert.fail("it is on the record");
  const { deliveryId: _, ...detail } = givenUp.entry.detail;
  assert.deepEqual(detail, {
    destination: "channel:email",
    type: "approval.created",
    attempts: 10,
    reason: "SES answered MessageRejected",
  });
  assert.equal(givenUp.disclosures.reviewers?.value, '["sam"]');
  assert.doesNotMatch(JSON.stringify(givenUp.entry), /sam/);
  assert.equal((await chainOf(deps, "claim-42")).length, 1, "it changes no approval");
});

test("an entry that changes is what counts when the next attempt is made", async () => {
  const { deps, answers, time, told } = await given(sam);
  answers.push({ outcome: "retry", reason: "the mail server answered 451" });
  await ask(deps);
  await dispatchAll(deps, "claim-42");
  await deps.reviewers.put({ ...sam, channels: [] });
  time.now += hour;
  await sweepDeliveries(deps);
  assert.equal(told.length, 1);
});
