import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import test, { type TestContext } from "node:test";
import { generate } from "selfsigned";
import { SaysoClient, SaysoError } from "../../sdk/typescript/src/index.ts";
import { eventually } from "./eventually.ts";
import { StubServer } from "./stub-server.ts";

const approved = JSON.stringify({ approvalRequestId: "claim-42", status: "approved", decision: "approved" });
const quiet = { apiKey: "key-1", onProblem: () => {} };

/** Answers every connection with these bytes, one after the other and then the last for ever, and closes it. */
async function rawServer(t: TestContext, ...answers: string[]) {
  const asked: string[] = [];
  const server = createServer((socket: Socket) => {
    socket.once("data", (data) => {
      asked.push(String(data));
      socket.end(answers[Math.min(asked.length, answers.length) - 1] ?? "");
    });
    socket.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n";
const good = `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${approved}`;
const broken: Readonly<Record<string, string>> = {
  "within the body": head + approved.slice(0, 60),
  "after the head": head,
  "within the head": "HTTP/1.1 200 OK\r\nConte",
  "within a chunk": `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n${approved.slice(0, 20)}`,
  "what is not even HTTP": "\0\x01\x02",
};

for (const [where, bytes] of Object.entries(broken))
  test(`an answer that breaks off is asked for again under the same key: ${where}`, async (t) => {
    const { url, asked } = await rawServer(t, bytes, good);
    const client = new SaysoClient({ serverUrl: url, ...quiet });
    assert.equal((await client.requestApproval({ approvalRequestId: "claim-42" })).status, "approved");
    const keys = asked.map((request) => /idempotency-key: (\S+)/i.exec(request)?.[1]);
    assert.equal(keys.length, 2);
    assert.ok(keys[0] !== undefined && keys[0] === keys[1]);
    const once = await rawServer(t, bytes);
    const failing = new SaysoClient({ serverUrl: once.url, ...quiet, retryFor: 0 }).getApproval("claim-42");
    await assert.rejects(failing, { code: "network", retryable: true });
    const waiting = await rawServer(t, bytes, good);
    const result = await new SaysoClient({ serverUrl: waiting.url, ...quiet }).waitForApproval("claim-42");
    assert.equal(result.approved, true);
  });

test("a certificate that is not trusted is named with what to do; one that is, serves", async (t) => {
  const pems = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  let asked = 0;
  const server = createTlsServer({ key: pems.private, cert: pems.cert }, (_, response) => {
    asked++;
    response.end(approved);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const serverUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SaysoClient({ serverUrl, ...quiet, retryFor: 0 });
  await assert.rejects(client.getApproval("claim-42"), (error) => {
    assert.ok(error instanceof SaysoError);
    assert.equal(error.code, "network");
    assert.match(
      error.message,
      /^No answer from https:\S+ \(\w*SELF_SIGNED\w*\): its certificate is not trusted here; /,
    );
    assert.match(error.message, /NODE_EXTRA_CA_CERTS/);
    return true;
  });
  assert.equal(asked, 0);
  // Whoever is told to trust it, does: the same call in a process that was.
  const folder = await mkdtemp(join(tmpdir(), "sayso-tls-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "authority.pem"), pems.cert);
  const sdk = import.meta.resolve("../../sdk/typescript/src/index.ts");
  const program = `const { SaysoClient } = await import(${JSON.stringify(sdk)});
    console.log((await new SaysoClient({ retryFor: 0 }).getApproval("claim-42")).status);`;
  const variables = { NODE_EXTRA_CA_CERTS: join(folder, "authority.pem"), SAYSO_SERVER_URL: serverUrl };
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  assert.equal(await text(child.stdout), "approved\n");
});

test("a proxy's page with 502 and 503 is waited out; one with 200 is said to be no server of ours", async (t) => {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  const page = "<html><body>Bad gateway</body></html>";
  stub.fault = () => (stub.requests.length < 3 ? { status: 501 + stub.requests.length, body: page } : undefined);
  const client = new SaysoClient({ serverUrl: stub.url, ...quiet });
  assert.equal((await client.requestApproval({ approvalRequestId: "claim-42" })).status, "pending");
  assert.equal(stub.approvals.byId.size, 1);
  stub.fault = () => ({ status: 200, body: page });
  const said = { code: "network", retryable: false, message: /something that is not JSON: is it Sayso's address\?$/ };
  await assert.rejects(client.getApproval("claim-42"), said);
  await assert.rejects(client.waitForApproval("claim-42"), said);
});

test("a request whose reply was lost is one request", async (t) => {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  stub.fault = () => (stub.requests.length < 3 ? "cut after" : undefined);
  const client = new SaysoClient({ serverUrl: stub.url, ...quiet });
  assert.equal((await client.requestApproval({ approvalRequestId: "claim-42" })).status, "pending");
  assert.equal(stub.requests.length, 3);
  assert.equal(stub.approvals.byId.size, 1);
  assert.equal(new Set(stub.requests.map(({ headers }) => headers["idempotency-key"])).size, 1);
});

test("a wait that is given up leaves the approval as it was, and another takes it up", async (t) => {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  const client = new SaysoClient({ serverUrl: stub.url, ...quiet });
  await client.requestApproval({ approvalRequestId: "claim-42" });
  const leave = new AbortController();
  const paused = client.pause({ approvalRequestId: "claim-42", signal: leave.signal });
  await eventually(() => stub.approvals.heldFor("claim-42") === 1);
  const posts = stub.sent("POST").length;
  leave.abort(new Error("no longer needed"));
  await assert.rejects(paused, /no longer needed/);
  await eventually(() => stub.approvals.heldFor("claim-42") === 0);
  await assert.rejects(client.waitForApproval("claim-42", { timeout: 50 }), { code: "wait_timeout" });
  assert.equal(stub.sent("POST").length, posts);
  assert.equal((await client.getApproval("claim-42")).status, "pending");
  stub.approvals.decide("claim-42", "rejected");
  assert.equal((await client.waitForResume("claim-42"))?.decision, "rejected");
});
