import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Called {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An agent that is called back on this machine: answers as told, in order, and then that it has the decision. */
export async function startCallbackAgent(...answers: readonly { readonly status: number; readonly body?: object }[]) {
  const left = [...answers];
  const calls: Called[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    calls.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() });
    const { status, body } = left.shift() ?? { status: 200, body: { resolved: true } };
    response.writeHead(status, { "content-type": "application/json" }).end(body ? JSON.stringify(body) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/resume`,
    calls,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Standard Webhooks 1.0.0, `v1a`: Ed25519 over id, timestamp and body, with the key in base64 behind `whpk_`. */
export function assertSigned({ headers, body }: Called, publicKey: string): void {
  const x = Buffer.from(publicKey.replace(/^whpk_/, ""), "base64").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const [version, signature = ""] = (headers["webhook-signature"] ?? "").split(",");
  assert.equal(version, "v1a");
  assert.equal(verify(null, Buffer.from(signed), key, Buffer.from(signature, "base64")), true);
}
