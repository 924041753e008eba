import assert from "node:assert/strict";
import { test } from "node:test";
import { addApiKey, createApiKey, findApiKey, keyPrefix, revokeApiKey } from "../../functions/use-cases/api-keys.ts";
import { givenDeps, hour, t0 } from "./given-deps.ts";

const ada = { id: "ada", name: "Ada Admin" };
const about = { agent: "claim-processor", description: "nightly run" };
const key = "sayso_agent001_kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";

test("a key is given out once and only its hash is kept; the entry names it by its public prefix", async () => {
  const { deps } = givenDeps();
  const created = await createApiKey(deps, about, ada);
  assert.equal(created.ok && created.key, key);
  assert.deepEqual(await deps.apiKeys.list(), [
    {
      prefix: "agent001",
      keyHash: "9e1d182b385bf7a353488c622d55df46bf88945f0136d485f1673b666ff6d735",
      agent: "claim-processor",
      description: "nightly run",
      createdAt: 1_767_261_600_000,
      revokedAt: null,
    },
  ]);
  const { items } = await deps.audit.query({ type: "api_key.created", cursor: null, limit: 10 });
  assert.deepEqual(items[0]?.entry.detail, { prefix: "agent001", agent: "claim-processor" });
  assert.equal(items[0]?.disclosures.reviewer?.value, "ada");
  assert.doesNotMatch(JSON.stringify(items), /kkkk/);
});

test("a key opens for its agent until it is revoked, at once and for ever, on the record", async () => {
  const { deps, time } = givenDeps();
  await createApiKey(deps, about, ada);
  assert.equal((await findApiKey(deps, key))?.agent, "claim-processor");
  time.now = t0 + hour;
  assert.equal(await revokeApiKey(deps, "agent001", ada), "revoked");
  assert.equal(await findApiKey(deps, key), undefined);
  assert.equal((await deps.apiKeys.find("agent001"))?.revokedAt, 1_767_265_200_000);
  const { items } = await deps.audit.query({ type: "api_key.revoked", cursor: null, limit: 10 });
  assert.deepEqual(items[0]?.entry.detail, { prefix: "agent001" });
});

test("revoking a key that is not there says so and records nothing", async () => {
  const { deps } = givenDeps();
  assert.equal(await revokeApiKey(deps, "agent999", ada), "not_found");
  assert.equal((await deps.audit.query({ cursor: null, limit: 10 })).items.length, 0);
});

test("F2 a key with any character changed opens nothing", async () => {
  const { deps } = givenDeps();
  await createApiKey(deps, about, ada);
  for (let at = 0; at < key.length; at++) {
    const mutated = key.slice(0, at) + (key[at] === "z" ? "y" : "z") + key.slice(at + 1);
    assert.equal(await findApiKey(deps, mutated), undefined, mutated);
  }
  for (const other of ["", "sayso_", `${key}k`, ` ${key}`, key.toUpperCase()])
    assert.equal(await findApiKey(deps, other), undefined);
});

test("only what has the form of a key is kept as one", async () => {
  const { deps } = givenDeps();
  assert.equal(keyPrefix(key), "agent001");
  assert.equal(keyPrefix("whatever"), undefined);
  await assert.rejects(addApiKey(deps, "whatever", about), /an API key looks like sayso_/);
  assert.deepEqual(await deps.apiKeys.list(), []);
});

test("F8 an Idempotency-Key makes one key: the second time it names that key, which is shown only once", async () => {
  const { deps } = givenDeps();
  const created = await createApiKey(deps, about, ada, "sha256:attempt");
  // The first eight of BigInt("0x" + sha256("sha256:attempt")) in base 36.
  assert.equal(created.ok && created.record.prefix, "1caghrvh");
  assert.deepEqual(await createApiKey(deps, about, ada, "sha256:attempt"), {
    ok: false,
    code: "api_key_already_created",
    prefix: "1caghrvh",
  });
  assert.deepEqual(await createApiKey(deps, { ...about, agent: "mailer" }, ada, "sha256:attempt"), {
    ok: false,
    code: "idempotency_key_reused",
  });
  assert.equal((await createApiKey(deps, about, ada, "sha256:another")).ok, true);
  assert.equal((await deps.apiKeys.list()).length, 2);
  const { items } = await deps.audit.query({ type: "api_key.created", cursor: null, limit: 10 });
  assert.equal(items.length, 2);
});
