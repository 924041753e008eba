import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, describe, test } from "node:test";
import { startLocalWorld } from "../scenarios/local-world.ts";
import { ask, call, decideSignedIn, sleep } from "../scenarios/world.ts";

let world: Awaited<ReturnType<typeof startLocalWorld>>;
before(async () => {
  world = await startLocalWorld();
});
after(() => world.stop());

function post(body: NonNullable<RequestInit["body"]>): Promise<Response> {
  const headers = { ...world.agentHeaders, "content-type": "application/json" };
  return fetch(`${world.baseUrl}/v1/approvals`, { method: "POST", headers, body });
}

async function codeOf(response: Response): Promise<[status: number, code: string]> {
  return [response.status, ((await response.json()) as { code: string }).code];
}

/** What comes back for bytes written to the port as they are. */
async function raw(request: string): Promise<string> {
  const socket = connect(Number(new URL(world.baseUrl).port), "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    answer += text;
  });
  // Not `end`: node:http gives up on a client that has closed its side, however near the answer is.
  socket.write(request);
  await once(socket, "close");
  return answer;
}

describe("bodies", () => {
  test("bytes that are no UTF-8 are 400, in a body that would else be read as another one", async () => {
    const body = Buffer.from('{"approvalRequestId":"utf8","context":"caf\u00e9"}', "latin1");
    assert.deepEqual(await codeOf(await post(body)), [400, "invalid_request"]);
  });

  test("the last byte of 1 MiB is taken; one more is 413, and so is much more", async () => {
    const most = (size: number) => {
      const empty = JSON.stringify({ approvalRequestId: world.newId("claim"), context: "" });
      return empty.replace('""', `"${"x".repeat(size - empty.length)}"`);
    };
    assert.equal((await post(most(1_048_576))).status, 201);
    assert.deepEqual(await codeOf(await post(most(1_048_577))), [413, "payload_too_large"]);
    assert.deepEqual(await codeOf(await post(most(3_000_000))), [413, "payload_too_large"]);
  });
});

describe("F1 HEAD is GET without a body, and changes as little", () => {
  test("of a page's data", async () => {
    const id = world.newId("claim");
    await ask(world, id);
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map((method) =>
        fetch(`${world.baseUrl}/v1/approvals/${id}`, { method, headers: world.personHeaders }),
      ),
    );
    assert.deepEqual([head?.status, await head?.text()], [200, ""]);
    assert.equal(head?.headers.get("content-length"), get?.headers.get("content-length"));
  });
});

test("an answer without content carries no length of it", async () => {
  const made = await call(world, "person", "POST", "/v1/api-keys", {});
  const authorization = world.personHeaders.authorization ?? "";
  const answer = await raw(
    `DELETE /v1/api-keys/${made.json.prefix} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`,
  );
  assert.match(answer, /^HTTP\/1\.1 204 /);
  assert.doesNotMatch(answer, /content-length|transfer-encoding/i);
});

describe("F20 whatever the request line or the host name, there is nothing but what the paths say", () => {
  const targets = ["http://evil.example/healthz", "//evil.example/healthz", "/%", "/v1/approvals/%ff", "*"];
  for (const target of targets)
    test(target, async () => {
      const answer = await raw(`GET ${target} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 404 /);
      assert.doesNotMatch(answer, /evil/);
    });
});

describe("a long poll", () => {
  test("of a key that is revoked meanwhile is not answered with the decision", async () => {
    const { json } = await call(world, "person", "POST", "/v1/api-keys", { agent: "short-lived" });
    const agent = { ...world, agentHeaders: { "x-api-key": json.key } };
    const id = world.newId("claim");
    await ask(agent, id, { reviewers: [world.person] });
    const waiting = call(agent, "agent", "GET", `/v1/approvals/${id}?wait=20`);
    await sleep(100);
    await call(world, "person", "DELETE", `/v1/api-keys/${json.prefix}`);
    await decideSignedIn(world, id, { decision: "approved" });
    assert.equal((await waiting).status, 401);
  });

  test("that is given up by its client holds up nobody else's", async () => {
    const id = world.newId("claim");
    await ask(world, id, { reviewers: [world.person] });
    const path = `${world.baseUrl}/v1/approvals/${id}?wait=20`;
    const impatient = AbortSignal.timeout(100);
    const [gone, patient] = [
      fetch(path, { headers: world.agentHeaders, signal: impatient }),
      fetch(path, { headers: world.agentHeaders }),
    ];
    await assert.rejects(gone);
    await decideSignedIn(world, id, { decision: "approved" });
    assert.equal(((await (await patient).json()) as { decision: string }).decision, "approved");
  });

  test("is answered pending when its seconds are over", async () => {
    const id = world.newId("claim");
    await ask(world, id);
    const reply = await call(world, "agent", "GET", `/v1/approvals/${id}?wait=1`);
    assert.deepEqual([reply.status, reply.json.status], [200, "pending"]);
    assert.ok(reply.tookMs >= 990 && reply.tookMs < 10_000, `${reply.tookMs} ms`);
  });
});
