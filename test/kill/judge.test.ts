import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { judge } from "./judge.ts";

const decidedAt = "2026-11-25T10:00:02.000Z";
const createdAt = "2026-11-25T10:00:00.000Z";
const won = { decision: "approved", feedback: "approved by key-1", decidedAt };
const lost = { decision: "rejected", feedback: "rejected by key-2", decidedAt };
const entry = (sequence: number, type: string, more: object = {}) => ({
  ...{ sequence, type, approvalRequestId: "call-0-0", at: sequence === 1 ? createdAt : decidedAt },
  ...{ decision: null, channel: null, disclosed: {}, ...more },
});
const decided = entry(2, "approval.decided", {
  decision: "approved",
  disclosed: { feedback: { value: won.feedback } },
});
const event = (messageId: string, type: string, more: object = {}) => ({
  ...{ messageId, type, timestamp: createdAt, data: { approvalRequestId: "call-0-0", ...more } },
});

type Facts = Parameters<typeof judge>[0];
interface Story extends Omit<Facts, "trail"> {
  readonly entries: readonly object[];
}

/** One approval of which everybody says the same. */
const truth: Story = {
  pending: 0,
  rows: [
    { approvalRequestId: "call-0-0", status: "approved", ...won, createdAt, reviewer: "admin", resumeState: "resumed" },
  ],
  entries: [entry(1, "approval.created"), decided, entry(3, "execution.resumed")],
  agents: [
    { type: "asking", id: "call-0-0", expiresInHours: 1 },
    { type: "accepted", id: "call-0-0", createdAt },
    { type: "result", id: "call-0-0", ...won },
  ],
  reviewers: [
    { type: "deciding", key: "key-1", id: "call-0-0", decision: "approved" },
    { type: "deciding", key: "key-2", id: "call-0-0", decision: "rejected" },
    { type: "recorded", key: "key-1", id: "call-0-0", ...won },
    { type: "refused", key: "key-2", id: "call-0-0", code: "already_decided", ...won },
  ],
  events: [event("msg-1", "approval.created"), event("msg-2", "approval.decided", won)],
};

function judged(change: Partial<Story>): readonly string[] {
  const { entries, ...facts } = { ...truth, ...change };
  return judge({ ...facts, trail: entries.map((each) => `${JSON.stringify(each)}\n`).join("") });
}

const without = <T>(items: readonly T[], index: number) => items.filter((_, n) => n !== index);
const row = (change: object) => ({ rows: [{ ...truth.rows[0], ...change }] });

test("where everybody says the same there is nothing to find", () => {
  assert.deepEqual(judged({}), []);
  const twice = { events: [...truth.events, ...truth.events], agents: [...truth.agents, ...truth.agents.slice(2)] };
  assert.deepEqual(judged(twice), [], "at least once, and the same each time");
});

describe("the judge finds", () => {
  const cases: readonly [what: string, change: Partial<Story>, found: RegExp][] = [
    ["a row that is lost", { rows: [] }, /call-0-0 is no row/],
    ["another decision on the row", row(lost), /its trail says .*approved.*, its row .*rejected/],
    ["another time on the row", row({ decidedAt: createdAt }), /its agent got/],
    ["what waits still", { pending: 1 }, /1 pending/],
    ["an agent that was not told", { agents: truth.agents.slice(0, 2) }, /its agent was left waiting/],
    [
      "an agent that was told otherwise",
      { agents: [{ type: "result", id: "call-0-0", ...lost }] },
      /its agent got .*rejected/,
    ],
    ["an agent that is still to be told", row({ resumeState: "resuming" }), /its agent is resuming/],
    [
      "a request made anew",
      { agents: [{ ...truth.agents[1], createdAt: decidedAt } as never, ...truth.agents] },
      /not the one that was accepted/,
    ],
    ["a lost entry of the end", { entries: without(truth.entries, 1) }, /it ended 0 times/],
    ["a second end", { entries: [...truth.entries, decided] }, /it ended 2 times/],
    [
      "a second waiter",
      { entries: [...truth.entries, entry(4, "approval.waiter_attached")] },
      /its agent waits as two/,
    ],
    ["an agent resumed twice", { entries: [...truth.entries, entry(4, "execution.resumed")] }, /resumed twice/],
    [
      "two acknowledged decisions",
      { reviewers: [...truth.reviewers, { type: "recorded", key: "key-2", id: "call-0-0", ...lost }] },
      /2 decisions were acknowledged/,
    ],
    [
      "a winner who was refused",
      {
        reviewers: [
          ...truth.reviewers.slice(0, 2),
          { type: "refused", key: "key-1", id: "call-0-0", code: "already_decided", ...won },
        ],
      },
      /key-1 was told that it was refused/,
    ],
    [
      "a loser who was told a lie",
      {
        reviewers: [
          ...truth.reviewers.slice(0, 3),
          { type: "refused", key: "key-2", id: "call-0-0", code: "already_decided", ...lost },
        ],
      },
      /a decider was told .*rejected/,
    ],
    [
      "a loser who was told that it had expired",
      {
        reviewers: [
          ...truth.reviewers.slice(0, 3),
          { type: "refused", key: "key-2", id: "call-0-0", code: "expired", ...won },
        ],
      },
      /refused as expired/,
    ],
    ["a decision that nobody made", { reviewers: [] }, /nobody's/],
    ["an event that never came", { events: truth.events.slice(0, 1) }, /0 events approval.decided/],
    [
      "an event under two ids",
      { events: [...truth.events, event("msg-3", "approval.created")] },
      /2 events approval.created/,
    ],
    [
      "an event that says otherwise",
      { events: [...truth.events.slice(0, 1), event("msg-2", "approval.decided", lost)] },
      /its event says .*rejected/,
    ],
    [
      "a withdrawal that does not count",
      { agents: [...truth.agents, { type: "withdrawn", id: "call-0-0", ...lost }] },
      /its withdrawal was acknowledged/,
    ],
  ];
  for (const [what, change, found] of cases)
    test(what, () => {
      assert.match(judged(change).join("\n"), found);
    });
});
