import assert from "node:assert/strict";
import test from "node:test";
import { inspect } from "node:util";
import { AgentFieldClient, SaysoClient, SaysoError } from "../../sdk/typescript/src/index.ts";
import { StubServer } from "./stub-server.ts";

function withEnvironment(variables: Record<string, string | undefined>, run: () => void): void {
  const before = { ...process.env };
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  try {
    run();
  } finally {
    process.env = before;
  }
}

test("the server's URL is the option, else SAYSO_SERVER_URL, else the local server", () => {
  withEnvironment({ SAYSO_SERVER_URL: "https://sayso.example/prod/" }, () => {
    assert.equal(new SaysoClient({ serverUrl: "http://10.0.0.1:4000/" }).serverUrl, "http://10.0.0.1:4000");
    assert.equal(new SaysoClient().serverUrl, "https://sayso.example/prod");
    assert.equal(new SaysoClient({ serverUrl: "" }).serverUrl, "https://sayso.example/prod");
  });
  withEnvironment({ SAYSO_SERVER_URL: undefined }, () => {
    assert.equal(new SaysoClient({ serverUrl: undefined }).serverUrl, "http://127.0.0.1:4000");
  });
});

test("AgentFieldClient is the same class", () => {
  assert.equal(AgentFieldClient, SaysoClient);
});

test("the key comes from SAYSO_API_KEY, without the line break that a file left on it", async (t) => {
  const stub = await StubServer.start();
  t.after(() => stub.goAway());
  let client: SaysoClient | undefined;
  withEnvironment({ SAYSO_API_KEY: "key-from-env\n" }, () => {
    client = new SaysoClient({ serverUrl: stub.url });
  });
  await client?.putExecution("e1", { status: "running" });
  assert.equal(stub.requests[0]?.headers["x-api-key"], "key-from-env");
});

test("an unusable URL or key is refused without being repeated", () => {
  const wrong = [
    { serverUrl: "sekret" },
    { serverUrl: "ftp://sekret" },
    { serverUrl: "https://user:sekret@sayso.example" },
    { serverUrl: "https://sayso.example/?key=sekret" },
    { apiKey: "sek ret sekret" },
    { token: "sekret\nsekret" },
  ];
  for (const options of wrong) {
    assert.throws(
      () => new SaysoClient(options),
      (error: SaysoError) => error.code === "invalid_request" && !inspect(error).split("\n")[0]?.includes("sekret"),
    );
  }
});

test("no error shows the key", async () => {
  const client = new SaysoClient({ serverUrl: "http://127.0.0.1:1", apiKey: "sekret-key", retryFor: 0 });
  await assert.rejects(client.getApproval("a"), (error) => {
    assert.ok(error instanceof SaysoError);
    assert.ok(!inspect(error, { depth: 10, showHidden: true }).includes("sekret-key"));
    return true;
  });
  assert.ok(!inspect(client, { depth: 10, showHidden: true }).includes("sekret-key"));
});
