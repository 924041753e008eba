import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import test, { type TestContext } from "node:test";
import { SignatureV4 } from "@smithy/signature-v4";
import { Agent, SaysoClient, type SaysoClientOptions } from "../../sdk/typescript/src/index.ts";
import { problem } from "./stub-approvals.ts";
import { type RecordedRequest, StubServer } from "./stub-server.ts";

const credentials = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  sessionToken: "IQoJb3JpZ2luX2VjEXAMPLE/TOKEN==",
};
const variables = {
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
  AWS_REGION: "eu-west-1",
};

function setVariables(t: TestContext, values: Readonly<Record<string, string | undefined>>) {
  const before = { ...process.env };
  const set = (all: Readonly<Record<string, string | undefined>>) => {
    for (const [name, value] of Object.entries(all))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  };
  set(values);
  t.after(() => set(Object.fromEntries(Object.keys(values).map((name) => [name, before[name]]))));
}

/** What arrives, and behind which address. The stub knows the routes without `/prod/iam`, as the functions behind the gateway do. */
async function gateway(t: TestContext, options: SaysoClientOptions = {}) {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  const arrived: { url: URL; method: string; headers: Headers; body: string }[] = [];
  const passOn: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const body = String(init?.body ?? "");
    arrived.push({ url, method: init?.method ?? "GET", headers: new Headers(init?.headers), body });
    return fetch(`${stub.url}${url.pathname.replace(/^\/prod(\/iam)?/, "")}${url.search}`, init);
  };
  const serverUrl = "https://a1b2c3.execute-api.us-east-2.amazonaws.com/prod";
  const client = new SaysoClient({ serverUrl, auth: "iam", fetch: passOn, ...options });
  return { stub, arrived, client };
}

type Arrived = Awaited<ReturnType<typeof gateway>>["arrived"][number];

/** SHA-256 as AWS's signer takes it. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as Uint8Array);
  }
  update(data: Uint8Array) {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset() {}
}

/** The Authorization header that AWS's own signer makes of what arrived, of the headers that it says are signed. */
async function expectedAuthorization({ url, method, headers, body }: Arrived, region: string): Promise<string> {
  const names = /SignedHeaders=([^,]+)/.exec(headers.get("authorization") ?? "")?.[1]?.split(";") ?? [];
  const signer = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256, applyChecksum: false });
  const { hostname, pathname: path, searchParams } = url;
  const values = names.map((name) => [name, name === "host" ? url.host : (headers.get(name) ?? "")]);
  const request = { protocol: "https:", hostname, path, method, query: Object.fromEntries(searchParams) };
  const date = headers.get("x-amz-date")?.replace(/(....)(..)(..T..)(..)(..Z)/, "$1-$2-$3:$4:$5") ?? "";
  const given = { ...request, headers: Object.fromEntries(values), ...(body !== "" && { body }) };
  const signed = await signer.sign(given, { signingDate: new Date(date), signableHeaders: new Set(names) });
  return signed.headers.authorization ?? "";
}

test("every call goes to the paths for roles, with the signature that AWS's own signer makes", async (t) => {
  setVariables(t, variables);
  const { arrived, client, stub } = await gateway(t);
  const id = "claim:42~a@b";
  await client.requestApproval({ approvalRequestId: id, title: "Pay 10 € for “claim 42”?", context: { ü: [1] } });
  await client.getApproval(id);
  await client.putExecution("e1", { status: "running" });
  await client.addNote("e1", { message: "hello" });
  stub.approvals.decide(id, "approved");
  assert.equal((await client.waitForApproval(id)).approved, true);
  assert.deepEqual(
    arrived.map(({ method, url }) => `${method} ${url.pathname}${url.search}`),
    [
      "POST /prod/iam/v1/approvals",
      "GET /prod/iam/v1/approvals/claim%3A42~a%40b",
      "PUT /prod/iam/v1/executions/e1",
      "POST /prod/iam/v1/executions/e1/notes",
      "GET /prod/iam/v1/approvals/claim%3A42~a%40b?wait=20",
    ],
  );
  for (const call of arrived) {
    assert.equal(call.url.host, "a1b2c3.execute-api.us-east-2.amazonaws.com");
    const authorization = call.headers.get("authorization") ?? "";
    const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
    assert.ok(
      authorization.startsWith(
        `AWS4-HMAC-SHA256 Credential=ASIAIOSFODNN7EXAMPLE/${day}/us-east-2/execute-api/aws4_request, `,
      ),
      authorization,
    );
    assert.match(authorization, /SignedHeaders=\S*\bhost;\S*x-amz-date;x-amz-security-token,/);
    assert.equal(authorization, await expectedAuthorization(call, "us-east-2"));
    assert.equal(call.headers.get("x-amz-security-token"), credentials.sessionToken);
    assert.equal(call.headers.get("x-api-key"), null);
  }
});

test("what is changed on the way no longer fits the signature", async (t) => {
  setVariables(t, variables);
  const { arrived, client } = await gateway(t);
  await client.requestApproval({ approvalRequestId: "a", title: "Pay?" });
  const [call] = arrived;
  assert.ok(call);
  const authorization = call.headers.get("authorization");
  assert.equal(authorization, await expectedAuthorization(call, "us-east-2"));
  assert.notEqual(
    authorization,
    await expectedAuthorization({ ...call, body: call.body.replace("Pay", "Gift") }, "us-east-2"),
  );
  assert.notEqual(authorization, await expectedAuthorization({ ...call, method: "PUT" }, "us-east-2"));
  assert.notEqual(authorization, await expectedAuthorization({ ...call, url: new URL(`${call.url}/b`) }, "us-east-2"));
  const headers = new Headers(call.headers);
  headers.set("idempotency-key", "another");
  assert.notEqual(authorization, await expectedAuthorization({ ...call, headers }, "us-east-2"));
});

test("each attempt is signed anew, with the credentials of the moment, under one Idempotency-Key", async (t) => {
  let asked = 0;
  const provider = async () => ({ ...credentials, sessionToken: `token-${++asked}` });
  const { arrived, client, stub } = await gateway(t, { auth: { region: "ap-south-1", credentials: provider } });
  let failures = 0;
  stub.fault = () => (++failures > 2 ? undefined : problem(503, "unavailable", "Busy"));
  await client.requestApproval({ approvalRequestId: "a" });
  assert.deepEqual(
    arrived.map(({ headers }) => headers.get("x-amz-security-token")),
    ["token-1", "token-2", "token-3"],
  );
  assert.equal(new Set(arrived.map(({ headers }) => headers.get("idempotency-key"))).size, 1);
  for (const { headers } of arrived) assert.match(headers.get("authorization") ?? "", /\/ap-south-1\/execute-api\//);
});

test("a domain of one's own is signed for the environment's region", async (t) => {
  setVariables(t, variables);
  const { arrived, client } = await gateway(t, { serverUrl: "https://approvals.example.com/prod" });
  await client.requestApproval({ approvalRequestId: "a" });
  assert.equal(
    arrived[0]?.headers.get("authorization"),
    arrived[0] && (await expectedAuthorization(arrived[0], "eu-west-1")),
  );
});

test("the role is the agent: no name is sent beside the signature", async (t) => {
  setVariables(t, variables);
  const { client, stub } = await gateway(t);
  const agent = new Agent("claim-processor", { client });
  await assert.rejects(agent.pause({ approvalRequestId: "a", timeout: 0 }), { code: "wait_timeout" });
  assert.deepEqual(stub.sent("POST", "/v1/approvals")[0]?.body, { approvalRequestId: "a" });
});

test("SAYSO_AUTH says so too; a key that is handed in goes before it, and a person's token is never replaced", async (t) => {
  setVariables(t, { ...variables, SAYSO_AUTH: "iam", SAYSO_API_KEY: "key-of-the-environment" });
  const sent = async (options: SaysoClientOptions): Promise<RecordedRequest["headers"]> => {
    const { client, stub } = await gateway(t, { auth: undefined, ...options });
    await client.getApproval("a").catch(() => {});
    return stub.requests[0]?.headers ?? {};
  };
  assert.match((await sent({})).authorization ?? "", /^AWS4-HMAC-SHA256 /);
  const byKey = await sent({ apiKey: "key-1" });
  assert.deepEqual([byKey.authorization, byKey["x-api-key"]], [undefined, "key-1"]);
  assert.equal((await sent({ token: "person" })).authorization, "Bearer person");
  setVariables(t, { SAYSO_AUTH: "digest" });
  assert.throws(() => new SaysoClient(), { code: "invalid_request", message: /SAYSO_AUTH/ });
});

test("without credentials or a region the call fails at once and says what is missing", async (t) => {
  const missing = Object.fromEntries(
    [...Object.keys(variables), "AWS_DEFAULT_REGION"].map((name) => [name, undefined]),
  );
  setVariables(t, missing);
  const { client, arrived } = await gateway(t);
  await assert.rejects(client.getApproval("a"), { code: "unauthenticated", message: /no AWS credentials/ });
  const elsewhere = new SaysoClient({
    serverUrl: "https://approvals.example.com",
    auth: { credentials: async () => credentials },
  });
  await assert.rejects(elsewhere.getApproval("a"), { code: "unauthenticated", message: /AWS_REGION/ });
  assert.deepEqual(arrived, []);
});

test("the secret and the session stay out of errors", async (t) => {
  setVariables(t, variables);
  const { client, stub } = await gateway(t, { retryFor: 0 });
  await stub.goAway();
  const error = await client.getApproval("a").catch((reason) => reason);
  const { inspect } = await import("node:util");
  const text = inspect(error, { depth: 10, showHidden: true });
  assert.equal(text.includes(credentials.secretAccessKey), false);
  assert.equal(text.includes(credentials.sessionToken), false);
});

test("a body of many alphabets is signed by its bytes", async (t) => {
  setVariables(t, variables);
  const { arrived, client, stub } = await gateway(t);
  await client.addNote("e1", { message: "Ünïcödé 🙂" });
  assert.deepEqual(stub.requests[0]?.body, { message: "Ünïcödé 🙂" });
  assert.equal(
    arrived[0]?.headers.get("authorization"),
    arrived[0] && (await expectedAuthorization(arrived[0], "us-east-2")),
  );
});
