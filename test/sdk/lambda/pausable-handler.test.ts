import assert from "node:assert/strict";
import { test } from "node:test";
import { SaysoClient, SaysoError } from "@sayso/sdk";
import { pausableHandler, pause, type Turn } from "@sayso/sdk/lambda";

interface Refund {
  readonly order: string;
}

interface Sent {
  readonly call: string;
  readonly body: Record<string, unknown>;
}

const approval = {
  approvalRequestId: "refund-7",
  status: "pending",
  decision: null,
  agent: "refunds",
  createdAt: "2026-01-01T10:00:00Z",
  expiresAt: "2026-01-02T10:00:00Z",
};

/** A server that writes down what it is sent. */
function given(answer: (call: string) => Response = () => Response.json(approval)) {
  const sent: Sent[] = [];
  const client = new SaysoClient({
    retryFor: 0,
    fetch: async (url, init) => {
      const call = `${init?.method} ${new URL(String(url)).pathname}`;
      sent.push({ call, body: JSON.parse(String(init?.body ?? "null")) });
      return answer(call);
    },
  });
  const handler = pausableHandler(
    "refunds",
    async ({ input, state, result }: Turn<Refund, { readonly amount: number }>) => {
      if (input.order === "broken") throw new Error("no such order");
      if (result === null)
        return pause(
          { approvalRequestId: `refund-${input.order}`, title: `Refund ${input.order}?`, expiresInHours: 0.5 },
          { amount: 480 },
        );
      return result.approved
        ? { refunded: state?.amount, why: result.feedback }
        : { refunded: 0, why: result.decision };
    },
    { client },
  );
  return { sent, handler };
}

const turn = (order: string, state: { amount: number } | null, result: unknown) => ({
  turn: { input: { order }, state, result, executionId: "e-1" },
});

test("the first turn ends with what to ask, what to go on with, and how long to wait at most", async () => {
  const { sent, handler } = given();
  assert.deepEqual(await handler(turn("7", null, null)), {
    paused: {
      request: { approvalRequestId: "refund-7", title: "Refund 7?", expiresInHours: 0.5 },
      state: { amount: 480 },
      timeoutSeconds: 5400,
    },
  });
  assert.deepEqual(sent, [{ call: "PUT /v1/executions/e-1", body: { status: "running", agent: "refunds" } }]);
});

test("it asks with the execution's own task token, and a request asked twice is the same request", async () => {
  const { sent, handler } = given();
  const ask = { ask: { approvalRequestId: "refund-7", title: "Refund 7?" }, taskToken: "token-1", executionId: "e-1" };
  assert.equal(await handler(ask), null);
  await handler(ask);
  const [first, second] = sent;
  assert.deepEqual(first, {
    call: "POST /v1/approvals",
    body: {
      approvalRequestId: "refund-7",
      title: "Refund 7?",
      agent: "refunds",
      executionId: "e-1",
      resume: { kind: "task-token", taskToken: "token-1" },
    },
  });
  assert.deepEqual(second, first);
});

test("the turn after the decision is handed the state and the result, as everywhere in the SDK", async () => {
  const { sent, handler } = given();
  const result = { ...approval, status: undefined, decision: "approved", feedback: "Parcel lost.", reviewer: null };
  assert.deepEqual(await handler(turn("7", { amount: 480 }, result)), {
    done: { refunded: 480, why: "Parcel lost." },
  });
  assert.deepEqual(sent, [{ call: "PUT /v1/executions/e-1", body: { status: "succeeded", agent: "refunds" } }]);
  const expired = { ...result, decision: "expired", feedback: null };
  assert.deepEqual(await handler(turn("7", { amount: 480 }, expired)), { done: { refunded: 0, why: "expired" } });
});

test("an agent that throws has failed, on the record, and its error is the state machine's", async () => {
  const { sent, handler } = given();
  await assert.rejects(handler(turn("broken", null, null)), /no such order/);
  assert.deepEqual(
    sent.map(({ body }) => body.status),
    ["running", "failed"],
  );
});

test("a request that is refused fails the execution with the reason, instead of waiting for nothing", async () => {
  const problem = { code: "approval_request_conflict", title: "t", status: 409, detail: "choose a new id" };
  const { handler } = given(() => Response.json(problem, { status: 409 }));
  const ask = { ask: { approvalRequestId: "refund-7" }, taskToken: "token-1", executionId: "e-1" };
  await assert.rejects(
    handler(ask),
    (error: unknown) => error instanceof SaysoError && error.code === "approval_request_conflict",
  );
});

test("F6 when no answer came long after the expiry it is looked up; what is still pending is an error", async () => {
  const ended = { ...approval, status: "expired", decision: "expired", decidedAt: "2026-01-02T10:00:00Z" };
  const looked = await given(() => Response.json(ended)).handler({ look: "refund-7" });
  assert.equal(JSON.parse(JSON.stringify(looked)).decision, "expired");
  await assert.rejects(given().handler({ look: "refund-7" }), { name: "WaitTimeout" });
});

test("an end that cannot be read is not taken for an approval", async () => {
  const { handler } = given();
  for (const result of [{}, "approved", { ...approval, decision: "yes" }, { ...approval, decision: "pending" }])
    await assert.rejects(handler(turn("7", { amount: 480 }, result)), /cannot be read/);
});
