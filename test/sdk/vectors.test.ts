import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { IamSigner } from "../../sdk/typescript/src/iam-signer.ts";
import {
  type Approval,
  type ApprovalResult,
  SaysoClient,
  SaysoError,
  verifyWebhook,
  WaitTimeout,
} from "../../sdk/typescript/src/index.ts";
import { parseJson } from "../../sdk/typescript/src/parse-json.ts";
import { readProblem } from "../../sdk/typescript/src/read-problem.ts";
import { retryDelay } from "../../sdk/typescript/src/retry-delay.ts";
import { callClient } from "./call-client.ts";
import { type Answer, type Fault, type RecordedRequest, StubServer } from "./stub-server.ts";
import { outcomeOf, plain, type VectorAnswer, type VectorOutcome, vectors } from "./vectors.ts";

/** A server that gives these answers in order, then the last one for ever. */
async function answering(t: TestContext, outcomes: readonly VectorOutcome[]) {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  stub.fault = () => faultOf(outcomes[Math.min(stub.requests.length, outcomes.length) - 1]);
  if (outcomes.some((outcome) => "away" in outcome)) await stub.goAway();
  const client = new SaysoClient({ serverUrl: stub.url, apiKey: "key-1", onProblem: () => {} });
  return { stub, client };
}

function faultOf(outcome: VectorOutcome | undefined): Fault | undefined {
  if (outcome === undefined || "away" in outcome) return undefined;
  if ("network" in outcome) return "cut before";
  return "hold" in outcome ? "silence" : (outcome as Answer);
}

interface RequestCase {
  readonly name: string;
  readonly call: string;
  readonly idempotencyKey?: string;
  readonly arguments: Readonly<Record<string, never>>;
  readonly request?: {
    method: string;
    path: string;
    query?: string;
    body?: unknown;
    headers: Record<string, string | null>;
  };
  readonly error?: { readonly code: string; readonly field: string };
}

describe("requests", () => {
  for (const { name, call, idempotencyKey, arguments: args, request, error } of vectors<RequestCase>("requests.json"))
    test(name, async (t) => {
      const { stub, client } = await answering(t, [{ status: 400, body: {} }]);
      const outcome = await outcomeOf(callClient(client, call, args, { idempotencyKey }));
      assert.ok(outcome instanceof SaysoError);
      const [sent, ...others] = stub.requests;
      assert.deepEqual(others, []);
      if (error !== undefined) {
        assert.deepEqual([outcome.code, outcome.fields[0]?.field, sent], [error.code, error.field, undefined]);
        return;
      }
      assert.ok(sent && request);
      assert.deepEqual(
        [sent.method, sent.path, sent.query.replace("?", ""), sent.body],
        [request.method, request.path, request.query ?? "", request.body],
      );
      for (const [header, value] of Object.entries(request.headers)) assert.equal(sent.headers[header] ?? null, value);
    });
});

interface ResultCase {
  readonly name: string;
  readonly answer: VectorAnswer;
  readonly result?: object;
  readonly error?: string;
}

describe("results", () => {
  for (const { name, answer, result, error } of vectors<ResultCase>("results.json"))
    test(name, async (t) => {
      const { client } = await answering(t, [answer]);
      const outcome = await outcomeOf(client.waitForApproval("claim-42", { timeout: 200 }));
      if (outcome instanceof SaysoError) assert.equal(outcome.code, error);
      else assert.deepEqual(plain(outcome), result);
    });
});

interface ErrorCase {
  readonly name: string;
  readonly now: number;
  readonly signed?: true;
  readonly answer: VectorAnswer;
  readonly error: Record<"code" | "message" | "status" | "retryable" | "retryAfterMs" | "fields" | "approval", unknown>;
}

describe("errors", () => {
  for (const { name, now, signed, answer, error: expected } of vectors<ErrorCase>("errors.json"))
    test(name, (t) => {
      t.mock.timers.enable({ apis: ["Date"], now });
      const { status, headers = {}, body } = answer;
      const read = typeof body === "string" ? parseJson(body) : body;
      const error = readProblem(new Response(null, { status, headers }), read, signed);
      const { code, status: said, retryable, retryAfter = null, fields } = error;
      const approval = error.approval !== undefined;
      const { message = error.message, ...rest } = expected;
      assert.deepEqual({ code, status: said, retryable, retryAfterMs: retryAfter, fields, approval }, rest);
      assert.equal(error.message, message);
    });
});

interface RetryCase {
  readonly name: string;
  readonly now: number;
  readonly call: string;
  readonly retryForMs: number;
  readonly outcomes: readonly VectorOutcome[];
  readonly attempts: number;
  readonly delays: readonly { readonly minMs: number; readonly maxMs: number }[];
  readonly outcome: { readonly error?: string; readonly approvalRequestId?: string };
}

const aboutClaim42 = {
  request: { approvalRequestId: "claim-42" },
  approvalRequestId: "claim-42",
  executionId: "run-7",
  update: { status: "running" },
  note: { message: "Hello" },
} as never;

describe("retries", { concurrency: 8 }, () => {
  for (const { name, now, call, retryForMs, outcomes, attempts, outcome: expected } of vectors<RetryCase>(
    "retries.json",
  ))
    test(name, async (t) => {
      const { stub, client } = await answering(
        t,
        outcomes.map((outcome) => fromNow(outcome, now)),
      );
      const outcome = await outcomeOf(callClient(client, call, aboutClaim42, { retryFor: retryForMs }));
      assert.equal(outcome instanceof SaysoError ? outcome.code : undefined, expected.error);
      if (expected.approvalRequestId !== undefined)
        assert.equal((outcome as Approval).approvalRequestId, expected.approvalRequestId);
      assert.equal(stub.requests.length, attempts);
      const keys = new Set(stub.requests.map(({ headers }) => headers["idempotency-key"]));
      assert.equal(keys.size, 1);
      assert.equal(keys.has(undefined), stub.requests[0]?.method !== "POST");
    });
});

/** The answer with its date as far from this moment as it is from the vector's own. */
function fromNow(outcome: VectorOutcome, now: number): VectorOutcome {
  if (!("status" in outcome) || !/GMT$/.test(outcome.headers?.["retry-after"] ?? "")) return outcome;
  const at = Date.now() + Date.parse(outcome.headers?.["retry-after"] ?? "") - now;
  return { ...outcome, headers: { "retry-after": new Date(at).toUTCString() } };
}

describe("delays between attempts", () => {
  for (const { name, now, outcomes, delays } of vectors<RetryCase>("retries.json").filter(({ delays }) => delays[0]))
    test(name, (t) => {
      t.mock.timers.enable({ apis: ["Date"], now });
      for (const [failures, { minMs, maxMs }] of delays.entries()) {
        const error = errorOf(outcomes[failures]);
        const drawn = [0, 1 - 2 ** -53].map((random) => {
          const mocked = t.mock.method(Math, "random", () => random);
          const delay = retryDelay(failures, error);
          mocked.mock.restore();
          return delay;
        });
        assert.deepEqual(drawn.map(Math.round), [minMs, maxMs]);
      }
    });
});

function errorOf(outcome: VectorOutcome | undefined): SaysoError {
  if (outcome === undefined || !("status" in outcome)) return new SaysoError("network", "cut", { retryable: true });
  return readProblem(new Response(null, { status: outcome.status, headers: outcome.headers ?? {} }), outcome.body);
}

interface WaitCase {
  readonly name: string;
  readonly call: "waitForResume" | "waitForApproval";
  readonly approvalRequestId: string;
  readonly timeoutMs: number | null;
  readonly answers: readonly VectorOutcome[];
  readonly queries?: readonly string[];
  readonly result?: object | null;
  readonly error?: string;
  readonly cause?: string;
}

describe("waits", { concurrency: 8 }, () => {
  for (const { name, call, approvalRequestId, timeoutMs, answers, queries, ...expected } of vectors<WaitCase>(
    "waits.json",
  ))
    test(name, async (t) => {
      const { stub, client } = await answering(t, answers);
      const wait: Promise<ApprovalResult | null> = client[call](approvalRequestId, { timeout: timeoutMs ?? undefined });
      const outcome = await outcomeOf(wait);
      if (outcome instanceof SaysoError) {
        assert.equal(outcome.code, expected.error);
        assert.equal(outcome instanceof WaitTimeout, expected.error === "wait_timeout");
        if (expected.cause !== undefined) assert.equal((outcome.cause as SaysoError).code, expected.cause);
      } else assert.deepEqual(plain(outcome), expected.result);
      const asked = stub.requests.map(({ query }: RecordedRequest) => query.replace("?", ""));
      if (queries !== undefined) assert.deepEqual(asked, queries);
      assert.deepEqual(stub.sent("POST"), []);
    });
});

interface WebhookCase {
  readonly name: string;
  readonly keys: readonly string[];
  readonly now: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly bodyBase64?: string;
  readonly json?: object;
  readonly error?: string;
}

describe("webhooks", () => {
  for (const { name, body, bodyBase64 = "", json, error, ...message } of vectors<WebhookCase>("webhooks.json"))
    test(name, () => {
      const verify = () => verifyWebhook({ ...message, body: body ?? Buffer.from(bodyBase64, "base64") });
      if (error === undefined) assert.deepEqual(verify(), json);
      else assert.throws(verify, { name: "SaysoError", code: error });
    });
});

interface SigV4Case {
  readonly name: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly region: string;
  readonly now: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly added: Readonly<Record<string, string>>;
}

describe("signatures of AWS roles", () => {
  for (const { name, credentials, region, now, method, url, headers, body, added } of vectors<SigV4Case>("sigv4.json"))
    test(name, async (t) => {
      t.mock.timers.enable({ apis: ["Date"], now });
      const signer = new IamSigner({ region, credentials: async () => credentials });
      const signed = new Headers(await signer.sign({ method, url, headers, body: body ?? undefined }));
      for (const [header, value] of Object.entries(added)) assert.equal(signed.get(header), value);
    });
});
