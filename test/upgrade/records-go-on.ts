import assert from "node:assert/strict";
import { countEntries } from "../../functions/use-cases/count-entries.ts";
import { assertChain, trail } from "../ports/audit-trail.ts";
import { chainOf } from "../use-cases/given-deps.ts";
import type { GoOnTest } from "./going-on.ts";
import { ada, agent, rita, vera } from "./people.ts";

export function recordsGoOn(goOn: GoOnTest): void {
  goOn("every audit chain verifies, opens its commitments, and is continued", async ({ own }) => {
    const entries = (await trail(own.deps.audit)).map(({ entry }) => entry);
    const chained = entries.filter(({ sequence }) => sequence !== null);
    const chains = Object.values(Object.groupBy(chained, ({ approvalRequestId }) => approvalRequestId ?? ""));
    assert.equal(chains.length, 15);
    for (const chain of chains) assertChain(chain ?? []);
    const before = await chainOf(own.deps, "claim-event");
    await own.call("POST", "/v1/approvals/claim-event/decision", { as: rita.headers, body: { decision: "approved" } });
    const after = await chainOf(own.deps, "claim-event");
    assert.equal(after.length, before.length + 1);
    assertChain(after);
    const { json } = await own.call("GET", "/v1/approvals/claim-done/audit", { as: vera.headers });
    const decided = json.entries.find(({ type }: { type: string }) => type === "approval.decided");
    assert.deepEqual([decided.disclosed.reviewer.value, decided.disclosed.feedback.value], ["rita", "Receipts match."]);
    const types = json.entries.map(({ type }: { type: string }) => type);
    assert.deepEqual(
      types.filter((type: string) => type !== "delivery.given_up"),
      ["approval.created", "approval.decided", "execution.resumed", "approval.decision_refused"],
    );
  });

  goOn("lists find what they found", async ({ own }) => {
    const find = async (query: string) => {
      const { json } = await own.call("GET", `/v1/approvals?${query}`, { as: ada.headers });
      return json.approvals.map(({ approvalRequestId }: { approvalRequestId: string }) => approvalRequestId).toSorted();
    };
    assert.equal((await find("limit=100")).length, 15);
    assert.deepEqual(await find("status=pending&reviewer=rita"), [
      ...["claim-agentfield", "claim-callback", "claim-due", "claim-durable"],
      ...["claim-event", "claim-poll", "claim-token"],
    ]);
    assert.deepEqual(await find("status=pending&reviewer=rita&sort=expiresAt&limit=1"), ["claim-due"]);
    assert.deepEqual(await find("status=expired"), ["claim-expired"]);
    assert.deepEqual(await find("executionId=run-claim-done"), ["claim-done"]);
    assert.equal((await find("agent=claim-processor&limit=100")).length, 15);
  });

  goOn("executions keep their notes, and take more", async ({ own }) => {
    const path = "/v1/executions/run-claim-poll";
    await own.call("POST", `${path}/notes`, { as: agent, body: { message: "Asked again.", tags: [] } });
    const again = { message: "Read the claim.", tags: ["claims"] };
    await own.call("POST", `${path}/notes`, { as: agent, body: again, headers: { "idempotency-key": "note-0" } });
    const { json } = await own.call("GET", path, { as: agent });
    assert.deepEqual(
      json.notes.map(({ message }: { message: string }) => message),
      ["Read the claim.", "Checked the receipts.", "Asked again."],
    );
    assert.deepEqual([json.status, json.pendingApprovals], ["waiting", 1]);
  });

  goOn(
    "statistics go on from where they were, each thing counted once",
    async ({ own, restored }) => {
      await restored.seeToTheRest(own);
      await countEntries(
        own.deps,
        (await trail(own.deps.audit)).map(({ entry }) => entry),
      );
      const { json } = await own.call("GET", "/v1/stats?from=2026-01-01", { as: vera.headers });
      const { requested, decided, expired, cancelled, failed } = json.total;
      assert.deepEqual(
        { requested, decided, expired, cancelled, failed, pending: json.now.pending },
        {
          ...{ requested: 15, expired: 1, cancelled: 1, failed: 1, pending: 8 },
          decided: { approved: 2, rejected: 1, request_changes: 1 },
        },
      );
    },
    6,
  );

  goOn(
    "the directory, webhooks and keys can be read and changed",
    async ({ own }) => {
      const { json } = await own.call("GET", "/v1/reviewers/rita", { as: ada.headers });
      assert.deepEqual([json.name, json.email, json.timeZone], ["Rita Reyes", "rita@example.com", "Europe/Berlin"]);
      const { id: _, ...entry } = json;
      const body = { ...entry, channels: ["email"], locale: "en-GB" };
      assert.equal((await own.call("PUT", "/v1/reviewers/rita", { as: ada.headers, body })).status, 200);
      assert.equal((await own.call("GET", "/v1/reviewers/tom", { as: ada.headers })).status, 404);
      const { webhooks } = (await own.call("GET", "/v1/webhooks", { as: ada.headers })).json;
      assert.equal(webhooks.length, 3);
      for (const { webhookId } of webhooks) {
        const rotated = await own.call("POST", `/v1/webhooks/${webhookId}/rotate-secret`, { as: ada.headers });
        assert.equal(rotated.status, 200);
      }
      const keys = (await own.call("GET", "/v1/api-keys", { as: ada.headers })).json.apiKeys;
      assert.equal(keys.length, 5);
      const revoked = await own.call("DELETE", "/v1/api-keys/mailer01", { as: ada.headers });
      assert.equal(revoked.status, 204);
    },
    8,
  );
}
