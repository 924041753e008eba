import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import test from "node:test";
import type { Decision } from "../../sdk/typescript/src/index.ts";
import { eventually } from "./eventually.ts";
import { StubServer } from "./stub-server.ts";

const snippet = await readFile(new URL("snippets/reference-page.ts", import.meta.url), "utf8");

/** The snippet as it is printed, and one line that calls it. */
function runSnippet(server: string): Promise<string> {
  const program = `${snippet}\nconsole.log(JSON.stringify(await processClaim("42", 12000)));`;
  const env = { ...process.env, AGENTFIELD_SERVER: server, SAYSO_API_KEY: "key-1" };
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", program], {
    cwd: new URL("../..", import.meta.url),
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return text(child.stdout);
}

const outcomes: [Decision, string][] = [
  ["approved", '{"decision":"approved","method":"human","feedback":"Fine"}\n'],
  ["request_changes", '{"decision":"needs_review","feedback":"Fine"}\n'],
  ["rejected", '{"decision":"rejected","reason":"Fine"}\n'],
];

for (const [decision, printed] of outcomes) {
  test(`the reference page's snippet runs as printed: ${decision}`, async (t) => {
    const stub = await StubServer.start();
    t.after(() => stub.goAway());
    const output = runSnippet(stub.url);
    await eventually(() => stub.approvals.heldFor("claim-42") === 1);
    stub.approvals.decide("claim-42", decision, "Fine");
    assert.equal(await output, printed);
    assert.deepEqual(stub.requests[0]?.body, {
      approvalRequestId: "claim-42",
      approvalRequestUrl: "https://dashboard.example.com/claims/42",
      expiresInHours: 24,
    });
    assert.equal(stub.requests[0]?.headers["x-api-key"], "key-1");
  });
}
