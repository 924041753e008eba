import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type AwsCredentials, SaysoClient } from "../../sdk/typescript/src/index.ts";
import { callClient } from "./call-client.ts";
import { StubServer } from "./stub-server.ts";
import { vectors } from "./vectors.ts";

interface IdentityCase {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly options: {
    readonly apiKey?: string;
    readonly token?: string;
    readonly auth?: "iam" | "iam-review";
    readonly region?: string;
    readonly credentials?: AwsCredentials;
  };
  readonly call: string;
  readonly arguments: Readonly<Record<string, never>>;
  readonly request?: {
    readonly path: string;
    readonly headers: Readonly<Record<string, string | null>>;
    readonly signed?: { readonly accessKeyId: string; readonly region: string };
    readonly body?: unknown;
  };
  readonly error?: string;
}

const names = ["SAYSO_API_KEY", "SAYSO_AUTH", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];
const all = [...names, "AWS_REGION", "AWS_DEFAULT_REGION"];

function clientOf(serverUrl: string, { options }: IdentityCase): SaysoClient {
  const { auth, region, credentials, ...rest } = options;
  const as = auth === "iam-review" ? ("reviewer" as const) : undefined;
  const given = credentials && { as, region, credentials: async () => credentials };
  return new SaysoClient({ serverUrl, auth: given ?? auth, ...rest });
}

describe("who is asking", () => {
  for (const vector of vectors<IdentityCase>("identities.json"))
    test(vector.name, async (t) => {
      const before = { ...process.env };
      t.after(() => {
        process.env = before;
      });
      for (const name of all) delete process.env[name];
      Object.assign(process.env, vector.environment);
      const stub = await StubServer.start();
      t.after(() => stub.goAway());
      stub.fault = () => ({ status: 400, body: {} });
      const call = async () => callClient(clientOf(stub.url, vector), vector.call, vector.arguments);
      await assert.rejects(call, { name: "SaysoError", code: vector.error ?? "invalid_request" });
      const [sent, ...more] = stub.requests;
      assert.deepEqual(more, []);
      if (vector.request === undefined) return assert.equal(sent, undefined);
      const { path, headers, signed, body } = vector.request;
      assert.equal(sent?.path, path);
      for (const [name, value] of Object.entries(headers)) assert.equal(sent?.headers[name] ?? null, value, name);
      if (body !== undefined) assert.deepEqual(sent?.body, body);
      if (signed === undefined) return;
      const [scope] = sent?.headers.authorization?.split(",") ?? [];
      const day = sent?.headers["x-amz-date"]?.slice(0, 8);
      const expected = `Credential=${signed.accessKeyId}/${day}/${signed.region}/execute-api/aws4_request`;
      assert.equal(scope, `AWS4-HMAC-SHA256 ${expected}`);
    });
});
