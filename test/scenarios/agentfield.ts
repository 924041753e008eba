import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { assertSigned, startCallbackAgent } from "./callback-agent.ts";
import { call, type Scenario, until, untilResumed } from "./world.ts";

/** What Agentfield's published clients send, as recorded, by plain requests; their own are in test/agentfield. */
export const agentfield: Scenario[] = [
  {
    title: "Agentfield's words: a note, a pause, a signed decision, a callback, the status",
    run: async (world) => {
      const agent = await startCallbackAgent({ status: 200, body: { status: "received", resolved: true } });
      try {
        const [id, run] = [world.newId("claim"), world.newId("run")];
        const note = { message: "Risk score: 82/100", tags: ["assessment"], timestamp: 1, agent_node_id: "claims" };
        const noted = await call(world, "agent", "POST", "/api/v1/executions/note", note, { "x-execution-id": run });
        assert.equal(noted.status, 200, noted.text);

        const execution = `/api/v1/agents/claims/executions/${run}`;
        const request = { approval_request_id: id, expires_in_hours: 72, callback_url: agent.url };
        const asked = await call(world, "agent", "POST", `${execution}/request-approval`, request);
        assert.equal(asked.status, 201, asked.text);
        assert.deepEqual(
          [
            asked.json.approval_request_id,
            asked.json.status,
            asked.json.approval_request_url.endsWith(`/review/${id}`),
          ],
          [id, "pending", true],
        );
        const { json: waiting } = await call(world, "agent", "GET", `${execution}/approval-status`);
        assert.deepEqual([waiting.status, waiting.response, waiting.responded_at], ["pending", null, null]);

        const shown = await call(world, "person", "POST", "/v1/response-secrets", { reviewer: world.person });
        const secret = world.keepSecret(shown.json.secret);
        const body = { requestId: id, decision: "approved", feedback: "Receipts match" };
        const code = createHmac("sha256", secret).update(JSON.stringify(body)).digest("hex");
        const decide = (signature: string) =>
          call({ ...world, agentHeaders: {} }, "agent", "POST", "/api/v1/webhooks/approval-response", body, {
            "x-webhook-signature": signature,
          });
        assert.equal((await decide("")).status, 401);
        const decided = await decide(`sha256=${code}`);
        assert.deepEqual(
          [decided.status, decided.json],
          [
            200,
            {
              ...{ status: "processed", approval_request_id: id, execution_id: run },
              ...{ decision: "approved", new_status: "running" },
            },
          ],
        );

        await until("it is called back", () => agent.calls.length > 0);
        const [called] = agent.calls;
        assert.ok(called);
        const { json: keys } = await call(world, "agent", "GET", "/v1/keys");
        assertSigned(called, keys.keys[0].publicKey);
        const { response, ...callback } = JSON.parse(called.body);
        assert.deepEqual(callback, {
          ...{ execution_id: run, approval_request_id: id, decision: "approved" },
          ...{ feedback: "Receipts match", new_status: "running" },
        });
        assert.deepEqual([response.reviewer.id, response.reviewer.via], [world.person, "response_secret"]);
        const { json: after } = await call(world, "agent", "GET", `${execution}/approval-status`);
        assert.deepEqual([after.status, after.response], ["approved", response]);
        await untilResumed(world, id);

        const reported = { status: "succeeded", result: {}, duration_ms: 1 };
        const ended = await call(world, "agent", "POST", `/api/v1/executions/${run}/status`, reported);
        assert.deepEqual(ended.json, { execution_id: run, status: "succeeded" });
      } finally {
        agent.stop();
      }
    },
  },
  {
    title: "Agentfield's words: a start, a sign of life, what there is not, and errors in its form",
    run: async (world) => {
      const node = { id: "claims", base_url: "http://127.0.0.1:9", reasoners: [] };
      const registered = await call(world, "agent", "POST", "/api/v1/nodes/register", node);
      assert.deepEqual([registered.status, registered.json.status], [201, "registered"]);
      const alive = await call(world, "agent", "POST", "/api/v1/nodes/claims/heartbeat", { status: "ready" });
      assert.deepEqual([alive.status, alive.json], [200, { status: "ok" }]);
      const absent = await call(world, "agent", "POST", "/api/v1/did/register", {});
      assert.deepEqual([absent.status, absent.json.error], [404, "not_found"]);
      const request = { approval_request_id: "claim 42", callback_url: "claims.example" };
      const path = `/api/v1/agents//executions/${world.newId("run")}/request-approval`;
      const wrong = await call(world, "agent", "POST", path, request);
      assert.deepEqual(
        [wrong.status, wrong.json.error, wrong.json.errors.map(({ field }: { field: string }) => field)],
        [400, "invalid_request", ["approval_request_id", "callback_url"]],
      );
    },
  },
];
