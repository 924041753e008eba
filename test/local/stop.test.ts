import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, test } from "node:test";
import { freePort, newFolder, type Sayso, startedSayso } from "./spawned-sayso.ts";

function post(sayso: Sayso, path: string, body: object, as: Record<string, string>) {
  return fetch(`${sayso.baseUrl}${path}`, {
    method: "POST",
    headers: { ...as, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Half of what its polls would still wait, and far from what a busy machine takes. */
const soonMs = 30_000;

describe("asked to stop, it answers who waits, finishes what it has begun, and ends with 0", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    test(signal, async () => {
      const variables = { SAYSO_DATA: newFolder(), PORT: String(await freePort()) };
      const sayso = await startedSayso(variables);
      const agent = { "x-api-key": sayso.apiKey };
      const person = { authorization: `Bearer ${sayso.adminToken}` };
      for (const id of ["claim-1", "claim-2", "claim-3"])
        assert.equal((await post(sayso, "/v1/approvals", { approvalRequestId: id }, agent)).status, 201);
      const waiting = ["claim-1", "claim-2", "claim-3"].map((id) =>
        fetch(`${sayso.baseUrl}/v1/approvals/${id}?wait=60`, { headers: agent }),
      );
      await new Promise((resolve) => setTimeout(resolve, 200));
      const decision = { decision: "approved", feedback: "At the last moment" };
      const decided = post(sayso, "/v1/approvals/claim-2/decision", decision, person);
      await decided;
      const began = performance.now();
      const { code, stderr } = await sayso.kill(signal);
      assert.equal(code, 0, stderr);
      assert.ok(performance.now() - began < soonMs, "it stops soon");
      const answers = await Promise.all(waiting);
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200, 200],
      );
      const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as { status: string }[];
      assert.deepEqual(
        bodies.map(({ status }) => status),
        ["pending", "approved", "pending"],
      );
      await assert.rejects(fetch(`${sayso.baseUrl}/healthz`));

      const again = await startedSayso(variables);
      const read = await fetch(`${again.baseUrl}/v1/approvals/claim-2`, { headers: agent });
      assert.equal(((await read.json()) as { feedback: string }).feedback, "At the last moment");
      assert.equal((await again.kill(signal)).code, 0);
    });
});

test("a client that keeps its connection open and sends nothing does not hold it up", async () => {
  const sayso = await startedSayso({ SAYSO_DATA: newFolder(), PORT: String(await freePort()) });
  const socket = connect(Number(new URL(sayso.baseUrl).port), "127.0.0.1");
  socket.on("error", () => {});
  socket.write("POST /v1/approvals HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");
  await new Promise((resolve) => setTimeout(resolve, 100));
  const began = performance.now();
  assert.equal((await sayso.kill("SIGTERM")).code, 0);
  assert.ok(performance.now() - began < soonMs);
});
