import assert from "node:assert/strict";
import test from "node:test";
import { digest, SaysoClient } from "../../sdk/typescript/src/index.ts";
import { freePort, newFolder, startedSayso } from "../local/spawned-sayso.ts";

const {
  apiKey,
  adminToken,
  baseUrl: serverUrl,
} = await startedSayso({
  SAYSO_DATA: newFolder(),
  PORT: String(await freePort()),
});
const agent = new SaysoClient({ serverUrl, apiKey });
const reviewer = new SaysoClient({ serverUrl, token: adminToken });

test("lists: the newest first, page by page, by what is asked for", async () => {
  const action = { name: "pay" };
  for (const number of [1, 2, 3]) await agent.requestApproval({ approvalRequestId: `list-${number}`, action });
  await reviewer.submitDecision("list-2", { decision: "rejected" });
  const first = await reviewer.listApprovals({ limit: 2 });
  const rest = await reviewer.listApprovals({ limit: 2, cursor: first.nextCursor ?? undefined });
  const found = [...first.approvals, ...rest.approvals];
  assert.deepEqual(
    found.map(({ approvalRequestId, status, actionName }) => [approvalRequestId, status, actionName]),
    [
      ["list-3", "pending", "pay"],
      ["list-2", "rejected", "pay"],
      ["list-1", "pending", "pay"],
    ],
  );
  assert.deepEqual([first.approvals.length, rest.nextCursor], [2, null]);
  const pending = await agent.listApprovals({ status: "pending" });
  assert.equal(pending.approvals.length, 2);
  await assert.rejects(agent.listApprovals({ limit: 1000 }), { code: "invalid_request" });
});

test("the digest of what was approved is the audit trail's", async () => {
  const action = { name: "pay", arguments: { amount: 12_000.5, to: "Zoë" } };
  await agent.requestApproval({ approvalRequestId: "digest-1", action });
  await reviewer.submitDecision("digest-1", { decision: "approved" });
  const result = await agent.waitForApproval("digest-1");
  const headers = { authorization: `Bearer ${adminToken}` };
  const response = await fetch(`${serverUrl}/v1/approvals/digest-1/audit`, { headers });
  const { entries } = (await response.json()) as { entries: { sequence: number | null; action: { digest: string } }[] };
  const kept = entries.filter(({ sequence }) => sequence !== null).map((entry) => entry.action.digest);
  assert.deepEqual(new Set(kept), new Set([digest({ name: "pay", arguments: result.arguments })]));
});
