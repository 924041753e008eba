import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Notice } from "../../functions/core/notice.ts";
import { durationWords, instantWords } from "../../functions/core/time-words.ts";
import { content } from "../ports/given.ts";
import {
  cancelledClaim,
  claimDecided,
  expiredClaim,
  expiresAt,
  failedClaim,
  pendingClaim,
  requestedAt,
} from "./claim.ts";
import { givenNotice, hostile, ownLink } from "./given-notice.ts";

const told = ({ facts }: Notice) => Object.fromEntries(facts.map(({ label, text }) => [label, text]));

describe("a reviewer who is asked is told", () => {
  test("who asks, what for, the action in one line, and the time left in their own zone", () => {
    const asked = givenNotice();
    assert.equal(asked.headline, "Approval needed: Pay claim 42");
    assert.deepEqual(told(asked), {
      "Asked by": "claim-processor for ivan@example.com",
      For: "Pay claim 42",
      Action: 'pay_claim: amount 120.5, currency "EUR"',
      "Time left": "3 days, until Sun, 4 Jan 2026, 11:00 CET (Europe/Madrid)",
      "Only on the page": "its context",
      Request: `claim-42 · ${pendingClaim.contentDigest}`,
    });
    assert.deepEqual(asked.page, { url: ownLink, own: true });
    assert.deepEqual([asked.asks, asked.approvable, asked.agentPage], [true, true, null]);
  });

  test("the agent's own page with its host", () => {
    const approvalRequestUrl = "https://dashboard.example.com:8443/claims/42";
    assert.deepEqual(givenNotice({ content: { ...content, approvalRequestUrl } }).agentPage, {
      url: approvalRequestUrl,
      host: "dashboard.example.com:8443",
    });
    const lookalike = givenNotice({ content: { ...content, approvalRequestUrl: "https://gооgle.com/" } });
    assert.equal(lookalike.agentPage?.host, "xn--ggle-55da.com");
  });

  test("what has changed since: a reminder, an escalation, a reassignment", () => {
    const headlines = (["approval.reminded", "approval.escalated", "approval.reassigned"] as const).map(
      (type) => givenNotice({ type }).headline,
    );
    assert.deepEqual(headlines, [
      "Reminder, still undecided: Pay claim 42",
      "Escalated, still undecided: Pay claim 42",
      "Approval needed, now of you: Pay claim 42",
    ]);
  });

  test("nothing more once the time is up, whatever the timers did", () => {
    const late = givenNotice({ now: expiresAt });
    assert.deepEqual([late.asks, late.approvable], [false, false]);
    assert.equal(told(late)["Time left"], "none since Sun, 4 Jan 2026, 11:00 CET (Europe/Madrid)");
  });
});

describe("a reviewer is told how it ended", () => {
  const cases = [
    [claimDecided("approved"), "Approved", "approved by Rita Reyes", undefined],
    [
      { ...claimDecided("rejected"), feedback: "No\n\n\n\nreceipts" },
      "Rejected",
      "rejected by Rita Reyes",
      "No\n\nreceipts",
    ],
    [claimDecided("request_changes"), "Changes requested", "changes requested by Rita Reyes", undefined],
    [cancelledClaim, "Withdrawn", "withdrawn by the agent", "claimant withdrew"],
    [failedClaim, "Failed", "ended in an error", "the wait broke"],
  ] as const;
  for (const [approval, title, outcome, feedback] of cases)
    test(title, () => {
      const ended = givenNotice({ type: "approval.decided", approval });
      assert.equal(ended.headline, `${title}: Pay claim 42`);
      const { Outcome, When, Feedback, Meaning = "", ...others } = told(ended);
      assert.deepEqual([Outcome, Feedback], [outcome, feedback]);
      assert.equal(When, "Fri, 2 Jan 2026, 11:00 CET (Europe/Madrid)");
      assert.match(Meaning, /^The agent |^The request was withdrawn/);
      assert.deepEqual(Object.keys(others), ["Asked by", "For", "Action", "Request"]);
      assert.deepEqual([ended.asks, ended.approvable], [false, false]);
    });

  test("also when they are told late of what they were asked", () => {
    assert.equal(givenNotice({ approval: expiredClaim }).headline, "Expired undecided: Pay claim 42");
  });
});

describe("F12 times are told", () => {
  const utc = { timeZone: "UTC", locale: "en-GB" };
  test("in the reader's zone as it is on that day, with the zone named", () => {
    const summer = Date.UTC(2026, 6, 1, 10);
    for (const [at, reader, words] of [
      [requestedAt, utc, "Thu, 1 Jan 2026, 10:00 UTC"],
      [summer, { ...utc, timeZone: "Europe/Madrid" }, "Wed, 1 Jul 2026, 12:00 CEST (Europe/Madrid)"],
      [summer, { timeZone: "America/New_York", locale: "en-US" }, "Wed, Jul 1, 2026, 06:00 AM EDT (America/New_York)"],
      [summer, { timeZone: "Asia/Kolkata", locale: "en-IN" }, "Wed, 1 Jul, 2026, 03:30 pm IST (Asia/Kolkata)"],
      // The hour that comes twice in Madrid: the zone's name tells which.
      [
        Date.UTC(2026, 9, 25, 0, 30),
        { ...utc, timeZone: "Europe/Madrid" },
        "Sun, 25 Oct 2026, 02:30 CEST (Europe/Madrid)",
      ],
      [
        Date.UTC(2026, 9, 25, 1, 30),
        { ...utc, timeZone: "Europe/Madrid" },
        "Sun, 25 Oct 2026, 02:30 CET (Europe/Madrid)",
      ],
    ] as const)
      assert.equal(instantWords(at, reader).replaceAll("\u202f", " "), words);
  });

  test("and stretches of it rounded down", () => {
    for (const [ms, words] of [
      [0, "less than a minute"],
      [59_999, "less than a minute"],
      [60_000, "1 min"],
      [3_599_999, "59 min"],
      [3_600_000, "1 h"],
      [86_340_000, "23 h 59 min"],
      [172_799_999, "47 h 59 min"],
      [172_800_000, "2 days"],
      [259_199_999, "2 days 23 h"],
      [259_200_000, "3 days"],
      [2_591_999_999, "29 days 23 h"],
    ] as const)
      assert.equal(durationWords(ms), words);
  });
});

describe("F23 a stranger's text", () => {
  test("hides nothing and breaks no line", () => {
    const { headline, facts } = givenNotice({ content: hostile });
    assert.equal(
      headline,
      "Approval needed: Pay <!channel> <https://evil.example|here>‹U+202E› Bcc: all@example.com </p><script>alert(1)</script>",
    );
    assert.equal(
      facts.find(({ label }) => label === "Action")?.text,
      'pay: note "*bold* <@U012AB3CD> [x](https://evil.example) &amp; ‹U+200B›", n 1',
    );
    for (const { text } of facts) assert.doesNotMatch(text, /[\p{Cc}\p{Cf}]/u);
  });

  test("that is too long is cut, and what was cut is approved on the page alone", () => {
    const action = { name: "pay", arguments: { note: "x".repeat(500), amount: 1 } };
    const { facts, approvable } = givenNotice({ content: { ...content, title: "🙂".repeat(200), action } });
    const { text = "" } = facts.find(({ label }) => label === "Action") ?? {};
    assert.deepEqual([text.length, text.at(-1), approvable], [400, "…", false]);
    const { headline } = givenNotice({ content: { ...content, title: "🙂".repeat(200) } });
    assert.deepEqual([headline.length, headline.isWellFormed(), headline.at(-1)], [150, true, "…"]);
  });
});

test("F24 what is marked sensitive is not said, that there is more is, and it is approved on the page alone", () => {
  const sensitive = ["/action/arguments/amount", "/context"];
  const asked = givenNotice({ content: { ...content, sensitive } });
  assert.equal(told(asked).Action, 'pay_claim: amount "[sensitive]", currency "EUR"');
  assert.equal(told(asked)["Only on the page"], "its context and what was marked sensitive");
  assert.equal(asked.approvable, false);
  assert.doesNotMatch(JSON.stringify(asked), /120\.5|suitcase/);
});
