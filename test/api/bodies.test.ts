import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { agent, claim, rita } from "./callers.ts";
import { givenApp } from "./given-app.ts";

const ask = { as: agent };

/** The claim with a context of so many bytes that the whole body has exactly `size`. */
function bodyOf(size: number): string {
  const empty = JSON.stringify({ ...claim, context: "" });
  return JSON.stringify({ ...claim, context: "x".repeat(size - empty.length) });
}

function nested(depth: number): unknown {
  return JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
}

test("a body of 1 MiB is taken whole, and one of a byte more is 413", async () => {
  const app = await givenApp();
  const most = await app.call("POST", "/v1/approvals", { ...ask, body: bodyOf(1_048_576) });
  assert.equal(most.status, 201);
  assert.equal(most.json.context.length, JSON.parse(bodyOf(1_048_576)).context.length);
  const over = await app.call("POST", "/v1/approvals", { ...ask, body: bodyOf(1_048_577) });
  assert.deepEqual([over.status, over.json.code], [413, "payload_too_large"]);
});

test("bytes are counted, not characters", async () => {
  const app = await givenApp();
  const body = JSON.stringify({ ...claim, context: "é".repeat(524_289) });
  assert.ok(body.length < 1_048_576);
  assert.equal((await app.call("POST", "/v1/approvals", { ...ask, body })).status, 413);
});

describe("a body that is not said to be JSON is 415", () => {
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/jsonp",
    "",
  ])
    test(type || "nothing said", async () => {
      const app = await givenApp();
      const reply = await app.call("POST", "/v1/approvals", { ...ask, headers: { "content-type": type }, body: claim });
      assert.deepEqual([reply.status, reply.json.code], [415, "unsupported_media_type"]);
    });
  for (const type of ["application/json", "application/json; charset=utf-8", "Application/JSON ;charset=UTF-8"])
    test(`but ${type} is JSON`, async () => {
      const app = await givenApp();
      const reply = await app.call("POST", "/v1/approvals", { ...ask, headers: { "content-type": type }, body: claim });
      assert.equal(reply.status, 201);
    });
});

describe("a body that is not JSON, or no object, is 400", () => {
  const bodies = [
    "{",
    "{'a':1}",
    "undefined",
    "NaN",
    "\uFEFF{}",
    "[]",
    '"claim"',
    "null",
    "42",
    "true",
    '{"a":1}{"b":2}',
  ];
  for (const body of bodies)
    test(JSON.stringify(body), async () => {
      const app = await givenApp();
      const reply = await app.call("POST", "/v1/approvals", { ...ask, body });
      assert.deepEqual([reply.status, reply.json.code], [400, "invalid_request"]);
    });
});

describe("F9 what JSON can spell and RFC 8785 cannot sign is 400 and names the field, never a failure of ours", () => {
  const spelled: readonly [body: string, field: string][] = [
    ['{"approvalRequestId":"claim-42","context":"\\ud800"}', "context"],
    ['{"approvalRequestId":"claim-42","context":{"\\udfff":1}}', "context"],
    ['{"approvalRequestId":"claim-42","action":{"name":"pay","arguments":{"amount":1e999}}}', "action"],
    ['{"approvalRequestId":"claim-42","title":"\\ud800"}', "title"],
    ['{"approvalRequestId":"claim-42","metadata":{"region":"\\ud800"}}', "metadata"],
  ];
  for (const [body, field] of spelled)
    test(body.slice(34), async () => {
      const app = await givenApp();
      for (const headers of [{}, { "idempotency-key": "k-1" }] as Record<string, string>[]) {
        const reply = await app.call("POST", "/v1/approvals", { ...ask, headers, body });
        assert.deepEqual([reply.status, reply.json.errors?.[0]?.field], [400, field], reply.text);
      }
    });

  test("in a reviewer's answer as well", async () => {
    const app = await givenApp();
    await app.ask();
    for (const body of ['{"decision":"approved","response":1e999}', '{"decision":"approved","feedback":"\\ud800"}']) {
      const reply = await app.call("POST", "/v1/approvals/claim-42/decision", { as: rita, body });
      assert.equal(reply.status, 400, reply.text);
    }
    assert.equal((await app.deps.approvals.load("claim-42"))?.status, "pending");
  });
});

describe("a field of the body may nest 32 deep and no deeper", () => {
  const places: readonly [field: string, depth: number, body: (value: unknown) => object][] = [
    ["context", 32, (context) => ({ ...claim, context })],
    ["action", 31, (value) => ({ ...claim, action: { name: "pay", arguments: value } })],
  ];
  for (const [field, depth, body] of places)
    test(field, async () => {
      const app = await givenApp();
      const most = await app.call("POST", "/v1/approvals", { ...ask, body: body(nested(depth)) });
      assert.equal(most.status, 201);
      const over = await app.call("POST", "/v1/approvals", { ...ask, body: body(nested(depth + 1)) });
      assert.equal(over.status, 400);
      assert.deepEqual(over.json.errors, [{ field, detail: "must not be nested deeper than 32" }]);
    });

  test("and 100,000 deep exhausts nothing", async () => {
    const app = await givenApp();
    const body = `{"context":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    assert.equal((await app.call("POST", "/v1/approvals", { ...ask, body })).status, 400);
  });
});

test("a member named __proto__ is content like any other", async () => {
  const app = await givenApp();
  const body = '{"approvalRequestId":"claim-42","context":{"__proto__":{"admin":true},"a":1}}';
  const asked = await app.call("POST", "/v1/approvals", { ...ask, body });
  assert.equal(asked.status, 201);
  assert.match(asked.text, /"context":\{"__proto__":\{"admin":true\},"a":1\}/);
  const other = await app.call("POST", "/v1/approvals", { ...ask, body: body.replace("true", "false") });
  assert.equal(other.status, 409);
});

test("F9 what the reviewer is shown and the agent is given is what was sent, to the last character", async () => {
  const app = await givenApp();
  const args = {
    "": 0,
    ключ: "значение",
    e: -0,
    big: Number.MAX_SAFE_INTEGER,
    tiny: 5e-324,
    text: "‮ \u200b\u0000\n<b>&amp;",
    list: [[], {}, null],
  };
  await app.ask({ action: { name: "pay_claim", arguments: args }, context: "‮**x**\u200d" });
  const shown = await app.call("GET", "/v1/review/claim-42", { as: rita });
  assert.deepEqual(shown.json.approval.arguments, JSON.parse(JSON.stringify(args)));
  assert.equal(shown.json.approval.context, "‮**x**\u200d");
});

test("no body at all counts as an empty one", async () => {
  const app = await givenApp();
  await app.ask();
  assert.equal((await app.call("POST", "/v1/approvals/claim-42/cancel", { as: agent })).status, 200);
  assert.equal((await app.call("POST", "/v1/review/claim-42/viewed", { as: rita })).status, 200);
});

test("bytes that are no UTF-8 are refused, not read as something else", async () => {
  const app = await givenApp();
  const reply = await app.call("POST", "/v1/approvals", { ...ask, body: null });
  assert.deepEqual([reply.status, reply.json.detail], [400, "The body is not UTF-8."]);
});
