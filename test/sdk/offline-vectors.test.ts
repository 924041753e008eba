import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  type ApprovalPage,
  canonicalJson,
  digest,
  parseApprovalResult,
  parseEvent,
  SaysoClient,
  SaysoError,
  verifyCallback,
  verifyEvent,
} from "../../sdk/typescript/src/index.ts";
import { outcomeOf, plain, type VectorAnswer, vectors } from "./vectors.ts";

interface CanonicalCase {
  readonly name: string;
  readonly text: string;
  readonly canonical?: string;
  readonly digest?: string;
  readonly error?: string;
}

describe("canonical JSON", () => {
  for (const { name, text, canonical, digest: expected, error } of vectors<CanonicalCase>("canonical-json.json"))
    test(name, () => {
      const value = JSON.parse(text);
      if (error === undefined) assert.deepEqual([canonicalJson(value), digest(value)], [canonical, expected]);
      else for (const write of [canonicalJson, digest]) assert.throws(() => write(value), { code: error });
    });
});

interface ReadCase {
  readonly name: string;
  readonly text: string;
  readonly result?: object;
  readonly event?: object;
  readonly error?: string;
}

describe("the ends of approvals that are delivered", () => {
  for (const { name, text, result, error } of vectors<ReadCase>("ends.json"))
    test(name, () => {
      if (error === undefined) assert.deepEqual(plain(parseApprovalResult(text)), result);
      else assert.throws(() => parseApprovalResult(text), { name: "SaysoError", code: error });
    });
});

describe("events that are delivered", () => {
  for (const { name, text, event, error } of vectors<ReadCase>("events.json"))
    test(name, () => {
      if (error !== undefined) return assert.throws(() => parseEvent(text), { name: "SaysoError", code: error });
      const { data, ...read } = parseEvent(text);
      assert.deepEqual({ ...read, approvalRequestId: data.approvalRequestId, status: data.status }, event);
      assert.deepEqual(parseEvent(JSON.parse(text)), { ...read, data });
    });
});

interface WebhookCase {
  readonly name: string;
  readonly keys: readonly string[];
  readonly now: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

test("what is verified is read: an event, a callback's decision, and neither for the other", () => {
  const all = vectors<WebhookCase>("webhooks.json");
  const named = (name: string) =>
    all.filter((one) => one.name.endsWith(name)).map((one) => ({ ...one, body: one.body ?? "" }));
  const [events, callbacks] = [named(": an event"), named(": a result delivered to a callback")];
  assert.deepEqual([events.length, callbacks.length], [2, 2]);
  for (const message of events) {
    const { type, sequence, data, eventId } = verifyEvent(message);
    assert.deepEqual([type, sequence, data.approvalRequestId, eventId], ["approval.decided", 2, "claim-42", null]);
    assert.throws(() => verifyCallback(message), { code: "invalid_webhook_body" });
  }
  for (const message of callbacks) {
    assert.deepEqual([verifyCallback(message).decision, verifyCallback(message).feedback], ["approved", "Fine"]);
    assert.throws(() => verifyEvent(message), { code: "invalid_webhook_body" });
  }
});

interface PageCase {
  readonly name: string;
  readonly answer: VectorAnswer;
  readonly page?: object;
  readonly error?: string;
}

describe("lists of approvals", () => {
  for (const { name, answer, page, error } of vectors<PageCase>("pages.json"))
    test(name, async () => {
      const { status, body } = answer;
      const fetch = async () => new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
      const client = new SaysoClient({ serverUrl: "http://sayso.example", apiKey: "key-1", retryFor: 0, fetch });
      const outcome = await outcomeOf(client.listApprovals());
      if (outcome instanceof SaysoError) return assert.equal(outcome.code, error);
      assert.deepEqual(namesOf(outcome), page);
    });
});

function namesOf({ approvals, nextCursor }: ApprovalPage) {
  const listed = approvals.map(({ approvalRequestId, status, actionName }) => ({
    approvalRequestId,
    status,
    actionName,
  }));
  return { approvals: listed, nextCursor };
}
