import assert from "node:assert/strict";
import { test } from "node:test";
import { kmsLinkSigner } from "../../functions/adapters/kms/kms-link-signer.ts";
import { recordedClient, serviceError } from "./recorded-client.ts";

const mac = (byte: number) => ({ Mac: new Uint8Array(32).fill(byte) });
// base64url of 32 bytes of 1, and of 2
const ones = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE";
const twos = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI";

test("a link is signed with the current key and verified with it and the one before", async () => {
  const client = recordedClient(mac(1), mac(1), mac(2));
  const signer = kmsLinkSigner(client, "key-2", "key-1");
  assert.equal(await signer.sign("message"), ones);
  assert.deepEqual(await signer.accepted("message"), [ones, twos]);
  assert.deepEqual(
    client.sent.map(({ input }) => (input as { KeyId: string }).KeyId),
    ["key-2", "key-2", "key-1"],
  );
});

test("wrong links for one approval cost a call for each code once, not each time", async () => {
  const client = recordedClient(mac(1), mac(2));
  const signer = kmsLinkSigner(client, "key-1");
  for (let n = 0; n < 50; n++) assert.deepEqual(await signer.accepted("to rita"), [ones]);
  assert.deepEqual(await signer.accepted("to sam"), [twos]);
  assert.equal(client.sent.length, 2);
});

test("a failure is not remembered", async () => {
  const client = recordedClient(serviceError("KMSInternalException", "server"), mac(1));
  const signer = kmsLinkSigner(client, "key-1");
  await assert.rejects(signer.accepted("message"), /KMSInternalException/);
  assert.deepEqual(await signer.accepted("message"), [ones]);
});
