import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import { vera } from "../api/callers.ts";
import { minute, second } from "../use-cases/given-deps.ts";
import { formOf, givenSlackApp, signed } from "./given-slack-app.ts";

type World = Awaited<ReturnType<typeof givenSlackApp>>;

const trail = async ({ call }: World) => (await call("GET", "/v1/audit", { as: vera })).json.entries;

test("a button decides: on the record as done in Slack, with what was shown, and the buttons make way for the outcome", async (t) => {
  const world = await givenSlackApp(t);
  await world.asked();
  const [approve] = world.buttonsOf();
  world.time.now += 30 * second;
  const { status, text } = await world.interact(world.pressed("approved"));
  assert.deepEqual([status, text], [200, ""]);
  assert.equal((await world.approval()).status, "pending", "it is answered before anything is decided");
  await world.settle();
  const approval = await world.approval();
  assert.equal(approval.status, "approved");
  assert.deepEqual("reviewer" in approval && approval.reviewer, { id: "rita", name: "Rita Reyes", via: "slack" });
  const decided = (await trail(world)).find(({ type }: { type: string }) => type === "approval.decided");
  assert.deepEqual(
    [decided.channel, decided.authenticatedBy, decided.disclosed.reviewer.value],
    ["slack", "slack", "rita"],
  );
  assert.equal(decided.displayedDigest, JSON.parse(approve.value)[2]);
  assert.equal(decided.shownAt, "2026-01-01T10:00:00.000Z");
  for (const message of [0, 1]) {
    assert.equal(world.slack.messages[message]?.body.text, "Approved: Pay claim 42");
    assert.deepEqual(
      world.buttonsOf(message).map(({ action_id }) => action_id),
      ["open"],
    );
  }
});

describe("F14 Slack is answered at once", () => {
  test("however long the stores take, since they are not asked before", async (t) => {
    const stores = memoryStores();
    const stuck = { on: false };
    const never = new Promise<never>(() => {});
    const slow = <T extends object>(store: T): T =>
      new Proxy(store, {
        get: (of, name) => (stuck.on ? () => never : Reflect.get(of, name)),
      });
    const world = await givenSlackApp(t, {
      ...stores,
      approvals: slow(stores.approvals),
      reviewers: slow(stores.reviewers),
      audit: slow(stores.audit),
    });
    await world.asked();
    stuck.on = true;
    assert.equal((await world.interact(world.pressed("approved"))).status, 200);
    assert.equal((await world.interact(world.pressed("request_changes"))).status, 200);
    assert.equal((await world.interact(world.filledIn("Use another account"))).status, 200);
    assert.deepEqual(
      world.tasks.map((task) => task.kind === "decide" && task.decision),
      ["approved", "request_changes"],
    );
  });

  test("also when Slack itself does not open the form, which the person is told", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    world.slack.next({ status: 200, body: { ok: false, error: "expired_trigger_id" } });
    assert.equal((await world.interact(world.pressed("request_changes"))).status, 200);
    await world.settle();
    assert.match(world.slack.ephemeral[0].text, /The form could not be opened/);
    assert.equal((await world.approval()).status, "pending");
  });
});

describe("F14 what Slack sends again", () => {
  test("is the same decision, in whatever order and however often it is worked on", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    const press = world.pressed("rejected");
    for (let n = 0; n < 3; n++) assert.equal((await world.interact(press)).status, 200);
    await world.settle();
    assert.equal((await world.interact(press)).status, 200);
    await world.settle();
    const types = (await trail(world)).map(({ type }: { type: string }) => type);
    assert.equal(types.filter((type: string) => type === "approval.decided").length, 1);
    assert.equal(types.filter((type: string) => type === "approval.decision_refused").length, 0);
    assert.deepEqual(world.slack.ephemeral, []);
  });

  test("after five minutes is refused, on the record, and decides nothing", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    const body = formOf(world.pressed("approved"));
    const headers = signed(body, world.time.now);
    world.time.now += 5 * minute + second;
    assert.equal((await world.post(body, headers)).status, 401);
    assert.deepEqual(world.tasks, []);
    const [refused] = (await trail(world)).filter(({ type }: { type: string }) => type === "slack.request_refused");
    assert.deepEqual([refused.detail, refused.channel], [{ reason: "stale" }, "slack"]);
  });
});

describe("F2 a request that Slack did not sign", () => {
  test("as it is, decides nothing: not one with another body, time, secret, version or none", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    const body = formOf(world.pressed("approved"));
    const other = formOf(world.pressed("rejected"));
    const good = signed(body, world.time.now);
    const later = String(Number(good["x-slack-request-timestamp"]) + 1);
    const signature = good["x-slack-signature"] ?? "";
    const forgeries: readonly (readonly [body: string, headers: Record<string, string>])[] = [
      [other, good],
      [`${body}&x=1`, good],
      [body, signed(body, world.time.now, "another secret")],
      [body, { ...good, "x-slack-request-timestamp": later }],
      [body, { ...good, "x-slack-request-timestamp": "" }],
      [body, { ...good, "x-slack-request-timestamp": "NaN" }],
      [body, { ...good, "x-slack-signature": "" }],
      [body, { ...good, "x-slack-signature": signature.replace("v0=", "v1=") }],
      [body, { ...good, "x-slack-signature": signature.slice(0, -1) }],
      [body, { ...good, "x-slack-signature": signature.toUpperCase() }],
      [body, signed(body, world.time.now + 6 * minute)],
    ];
    for (const [text, headers] of forgeries) {
      const { status, json } = await world.post(text, headers);
      assert.deepEqual([status, json.code], [401, "unauthenticated"], JSON.stringify(headers));
    }
    assert.deepEqual(world.tasks, []);
    assert.equal((await world.approval()).status, "pending");
    const refused = (await trail(world)).filter(({ type }: { type: string }) => type === "slack.request_refused");
    assert.equal(refused.length, 2, "once a minute and reason: nobody fills the audit trail");
    assert.equal((await world.post(body, good)).status, 200, "the one that Slack did sign is good");
  });

  test("for what another workspace's app or another kind of interaction sends, is acknowledged and does nothing", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    const press = world.pressed("approved") as { actions: object[] };
    for (const payload of [
      { type: "shortcut", user: { id: "U012RITA" } },
      { ...press, actions: [{ action_id: "approved", action_ts: "1.1", value: "claim-42" }] },
      { ...press, actions: [{ action_id: "open", action_ts: "1.1" }] },
      { ...press, actions: [] },
      { ...press, user: undefined },
    ])
      assert.equal((await world.interact(payload)).status, 200);
    const nonsense = "payload=%7Bnot+json";
    assert.equal((await world.post(nonsense, signed(nonsense, world.time.now))).status, 200);
    assert.deepEqual([world.tasks, world.slack.views], [[], []]);
  });

  test("is no JSON, no other type and not too large", async (t) => {
    const world = await givenSlackApp(t);
    assert.equal((await world.call("POST", "/v1/slack/interactions", { body: {} })).status, 415);
    const huge = `payload=${"x".repeat(1_048_576)}`;
    assert.equal((await world.post(huge, signed(huge, world.time.now))).status, 413);
  });
});

describe("changes are asked for in a form", () => {
  test("whose words reach the agent", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    await world.interact(world.pressed("request_changes"));
    assert.equal(world.slack.views[0].trigger_id, "1234.5678.abcdef");
    assert.deepEqual(world.tasks, [], "a form alone decides nothing");
    assert.equal((await world.interact(world.filledIn("Use the other account\n"))).status, 200);
    await world.settle();
    const approval = await world.approval();
    assert.equal(approval.status, "request_changes");
    assert.equal("feedback" in approval && approval.feedback, "Use the other account");
    assert.equal(world.slack.messages[0]?.body.text, "Changes requested: Pay claim 42");
  });

  test("that comes back empty is asked again", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    await world.interact(world.pressed("request_changes"));
    for (const words of ["", "  ", null]) {
      const { status, json } = await world.interact(world.filledIn(words));
      assert.deepEqual(
        [status, json],
        [200, { response_action: "errors", errors: { feedback: "Say what must change." } }],
      );
    }
    assert.deepEqual(world.tasks, []);
  });
});

describe("whoever may not decide is told, and nobody else sees it:", () => {
  test("a Slack user who is no reviewer of this approval, or of any", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    for (const user of ["U012EVE", "U099NOBODY"]) {
      await world.interact(world.pressed("approved", { user, actionTs: user }));
      await world.settle();
    }
    assert.equal((await world.approval()).status, "pending");
    assert.equal(world.slack.ephemeral.length, 2);
    for (const { text } of world.slack.ephemeral) assert.match(text, /You are not among the reviewers/);
    assert.equal(world.slack.messages[0]?.body.text, "Approval needed: Pay claim 42");
    const refused = (await trail(world)).filter(({ type }: { type: string }) => type === "approval.decision_refused");
    assert.deepEqual(
      refused.map(
        ({ detail, channel, disclosed }: { detail: object; channel: string; disclosed: { reviewer?: object } }) => [
          detail,
          channel,
          "reviewer" in disclosed,
        ],
      ),
      [
        [{ code: "not_a_reviewer", decision: "approved" }, "slack", true],
        [{ code: "not_a_reviewer", decision: "approved" }, "slack", false],
      ],
    );
  });

  test("F16 whoever caused the request", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked({ initiatedBy: "rita" });
    await world.interact(world.pressed("approved"));
    await world.settle();
    assert.equal((await world.approval()).status, "pending");
    assert.match(world.slack.ephemeral[0].text, /You caused this request/);
  });

  test("F15 whose message was replaced by a newer one", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    const approval = await world.approval();
    const load = world.deps.approvals.load.bind(world.deps.approvals);
    Object.assign(world.deps.approvals, { load: async (id: string) => ({ ...(await load(id)), linkGeneration: 2 }) });
    await world.interact(world.pressed("approved"));
    for (const task of world.tasks)
      assert.equal(task.kind === "decide" && task.linkGeneration, approval.linkGeneration);
    await world.settle();
    assert.equal((await world.approval()).status, "pending");
    assert.match(world.slack.ephemeral[0].text, /A newer message has replaced this one/);
  });

  test("F3 who comes second, and sees who was first", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    const late = world.pressed("rejected", { user: "U012SAM", message: 1 });
    await world.interact(world.pressed("approved"));
    await world.interact(late);
    await world.settle();
    assert.equal((await world.approval()).status, "approved");
    assert.match(world.slack.ephemeral[0].text, /had ended already/);
    assert.equal(world.slack.messages[1]?.body.text, "Approved: Pay claim 42");
    assert.match(JSON.stringify(world.slack.messages[1]?.body.blocks), /approved by Rita Reyes/);
  });

  test("F4 who comes after the expiry", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    const late = world.pressed("approved");
    world.time.now += 73 * 60 * minute;
    await world.interact(late);
    await world.settle();
    assert.equal((await world.approval()).status, "expired");
    assert.match(world.slack.ephemeral[0].text, /had expired already/);
    assert.equal(world.slack.messages[0]?.body.text, "Expired undecided: Pay claim 42");
  });

  test("in a message of their own once Slack takes no answer any more", async (t) => {
    const world = await givenSlackApp(t);
    await world.asked();
    const press = world.pressed("approved", { user: "U012EVE" }) as { response_url: string };
    world.slack.expired.add(new URL(press.response_url).pathname);
    await world.interact(press);
    await world.settle();
    assert.deepEqual([world.slack.messages[2]?.channel, world.slack.ephemeral], ["D012EVE", []]);
    assert.match(world.slack.messages[2]?.body.text, /You are not among the reviewers/);
  });
});

test("what Slack does not take undoes no decision", async (t) => {
  const world = await givenSlackApp(t);
  await world.asked();
  await world.interact(world.pressed("approved"));
  world.slack.next({ status: 500 }, { status: 500 }, { status: 500 });
  await world.settle();
  assert.equal((await world.approval()).status, "approved");
});

test("F22 an answer goes to Slack alone, whatever address a payload holds", async (t) => {
  const world = await givenSlackApp(t);
  await world.asked();
  const press = world.pressed("approved", { user: "U012EVE" });
  await world.interact({ ...press, response_url: "https://hooks.slack.com.evil.example/x" });
  await world.settle();
  assert.deepEqual(world.slack.ephemeral, []);
  assert.match(world.slack.messages[2]?.body.text, /You are not among the reviewers/);
});
