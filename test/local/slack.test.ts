import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openSqliteStores } from "../../functions/adapters/sqlite/sqlite-stores.ts";
import type { ReviewerEntry } from "../../functions/core/reviewer-entry.ts";
import { startSayso } from "../../local/start-sayso.ts";
import { formOf, signed, signingSecret } from "../channels/given-slack-app.ts";
import { botToken, slackDouble } from "../channels/slack-double.ts";
import { eventually } from "../sdk/eventually.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const rita: ReviewerEntry = {
  ...{
    id: "rita",
    name: "Rita Reyes",
    email: null,
    slackUser: "U012RITA",
    pagerdutyService: null,
    teamsWorkflow: null,
  },
  ...{ timeZone: "Europe/Madrid", locale: "en-GB", channels: ["slack"], teams: [] },
};

async function given(t: TestContext) {
  const data = mkdtempSync(join(tmpdir(), "sayso-slack-"));
  t.after(() => rmSync(data, { recursive: true }));
  const slack = await slackDouble(t);
  const start = () =>
    startSayso({
      environment: { port: 0, data, publicUrl: "http://127.0.0.1:4000", apiKey: undefined, adminToken: undefined },
      reviewers: [rita],
      channels: {
        secrets: { slackBotToken: botToken, slackSigningSecret: signingSecret },
        slackApiUrl: slack.apiUrl,
      },
      files: {},
      log: silent,
    });
  return { data, slack, start };
}

test("F14 in one process: a reviewer is asked in Slack, answers there, and the agent has the decision", async (t) => {
  const { slack, start } = await given(t);
  const sayso = await start();
  t.after(() => sayso.stop());
  const base = `http://127.0.0.1:${sayso.port}`;
  const agent = { "x-api-key": sayso.credentials.apiKey, "content-type": "application/json" };
  const body = JSON.stringify({ approvalRequestId: "claim-42", title: "Pay claim 42", reviewers: ["rita"] });
  assert.equal((await fetch(`${base}/v1/approvals`, { method: "POST", headers: agent, body })).status, 201);
  await eventually(() => slack.messages.length === 1);
  const [{ ts, body: message } = assert.fail()] = slack.messages;
  const [approve] = message.blocks.at(-1).elements;
  const press = formOf({
    type: "block_actions",
    user: { id: "U012RITA" },
    trigger_id: "1.2.a",
    response_url: `${slack.url}/actions/T012/1/${ts}`,
    actions: [{ action_id: "approved", action_ts: "1.1", value: approve.value }],
  });
  const headers = signed(press, Date.now());
  const answered = await fetch(`${base}/v1/slack/interactions`, { method: "POST", headers, body: press });
  assert.deepEqual([answered.status, await answered.text()], [200, ""]);
  const polled = await fetch(`${base}/v1/approvals/claim-42?wait=20`, { headers: agent });
  const { decision, reviewer } = (await polled.json()) as { decision: string; reviewer: { via: string } };
  assert.deepEqual([decision, reviewer.via], ["approved", "slack"]);
  await eventually(() => slack.messages[0]?.body.text === "Approved: Pay claim 42");
});

test("F14 what was answered and not done when the process died is done after the next start", async (t) => {
  const { data, start } = await given(t);
  const first = await start();
  const base = `http://127.0.0.1:${first.port}`;
  const agent = { "x-api-key": first.credentials.apiKey, "content-type": "application/json" };
  const body = JSON.stringify({ approvalRequestId: "claim-42", reviewers: ["rita"] });
  await fetch(`${base}/v1/approvals`, { method: "POST", headers: agent, body });
  await first.stop();
  // What a process leaves that dies between its answer to Slack and the decision.
  const stores = openSqliteStores(join(data, "sayso.db"));
  const shown = { linkGeneration: 1, displayedDigest: "sha256:d15b", shownAt: 1_767_261_600_000 };
  const person = { slackUser: "U012RITA", responseUrl: null };
  const asked = { approvalRequestId: "claim-42", decision: "rejected", feedback: null } as const;
  await stores.slackTasks.add({ kind: "decide", interactionId: "i-1", session: "5e55", ...person, ...asked, ...shown });
  stores.close();
  const second = await start();
  const polled = await fetch(`http://127.0.0.1:${second.port}/v1/approvals/claim-42?wait=20`, { headers: agent });
  assert.equal(((await polled.json()) as { decision: string }).decision, "rejected");
  await second.stop();
  const left = openSqliteStores(join(data, "sayso.db"));
  assert.deepEqual(left.slackTasks.list(10), [], "and is not done again");
  left.close();
});
