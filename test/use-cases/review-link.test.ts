import assert from "node:assert/strict";
import { test } from "node:test";
import { hmacLinkSigner } from "../../functions/adapters/node/hmac-link-signer.ts";
import type { Approval } from "../../functions/core/approval.ts";
import { reviewLink, verifyLink } from "../../functions/use-cases/review-link.ts";
import { ask } from "./claim.ts";
import { givenDeps } from "./given-deps.ts";

async function givenLink(reviewer = "rita") {
  const { deps } = givenDeps();
  const asked = await ask(deps);
  assert.ok(asked.ok);
  const url = await reviewLink(deps, asked.approval, reviewer);
  return { deps, approval: asked.approval, url, token: url.split("#")[1] ?? "" };
}

test("a link's token stands in the fragment, is the same each time, and says whose it is", async () => {
  const { deps, approval, url, token } = await givenLink();
  assert.equal(url, "https://sayso.example/review/claim-42#i83XrIxGTZW1n2nrEfoBx_f2ia3lxC0PF4-arrPEBbc");
  assert.equal(await reviewLink(deps, approval, "rita"), url);
  assert.deepEqual(await verifyLink(deps, approval, token), { reviewer: "rita", generation: 1 });
});

test("F2 a token with any character changed, cut or added opens nothing", async () => {
  const { deps, approval, token } = await givenLink();
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  for (let at = 0; at < token.length; at++) {
    const other = alphabet[(alphabet.indexOf(token[at] ?? "") + 1) % 64];
    for (const forged of [
      token.slice(0, at) + other + token.slice(at + 1),
      token.slice(0, at) + token.slice(at + 1),
      `${token.slice(0, at)}${other}${token.slice(at)}`,
    ])
      assert.equal(await verifyLink(deps, approval, forged), undefined, forged);
  }
  for (const forged of ["", " ", `${token} `, `${token}=`, token.toLowerCase()])
    assert.equal(await verifyLink(deps, approval, forged), undefined);
});

test("F2 a link opens one approval for one reviewer: swapping either opens nothing, or the other's own", async () => {
  const { deps, approval, token } = await givenLink();
  const other = await ask(deps, { approvalRequestId: "claim-43" });
  assert.ok(other.ok);
  assert.equal(await verifyLink(deps, other.approval, token), undefined);
  assert.equal(await verifyLink(deps, { ...approval, reviewers: ["sam"] }, token), undefined);
  const sams = (await reviewLink(deps, approval, "sam")).split("#")[1] ?? "";
  assert.notEqual(sams, token);
  assert.deepEqual(await verifyLink(deps, approval, sams), { reviewer: "sam", generation: 1 });
});

test("F2 what a reviewer is named cannot be moved into the approval's id, nor the other way round", async () => {
  const { deps } = givenDeps();
  const names = [
    ["a", "b:c"],
    ["a:b", "c"],
  ] as const;
  const tokens = [];
  for (const [approvalRequestId, reviewer] of names) {
    const asked = await ask(deps, { approvalRequestId, reviewers: [reviewer] });
    assert.ok(asked.ok);
    tokens.push((await reviewLink(deps, asked.approval, reviewer)).split("#")[1]);
  }
  assert.equal(new Set(tokens).size, 2);
});

test("F15 a link that a handing-over killed is recognised as such, and one of a later generation is not yet known", async () => {
  const { deps, approval, token } = await givenLink();
  const formerLinks = [
    { reviewer: "olga", generation: 2 },
    { reviewer: "rita", generation: 1 },
  ];
  const raised: Approval = { ...approval, linkGeneration: 3, formerLinks };
  assert.equal(await verifyLink(deps, { ...raised, formerLinks: formerLinks.slice(0, 1) }, token), undefined);
  assert.deepEqual(await verifyLink(deps, raised, token), { reviewer: "rita", generation: 1 });
  const newest = (await reviewLink(deps, raised, "rita")).split("#")[1] ?? "";
  assert.deepEqual(await verifyLink(deps, raised, newest), { reviewer: "rita", generation: 3 });
  assert.equal(await verifyLink(deps, approval, newest), undefined);
});

test("F13 links made before the key was rotated keep working while the previous key is known, and die with it", async () => {
  const { deps, approval, token } = await givenLink();
  const rotated = { ...deps, links: hmacLinkSigner("next-key", "link-key-of-the-tests") };
  assert.deepEqual(await verifyLink(rotated, approval, token), { reviewer: "rita", generation: 1 });
  const fresh = (await reviewLink(rotated, approval, "rita")).split("#")[1] ?? "";
  assert.notEqual(fresh, token);
  assert.deepEqual(await verifyLink(rotated, approval, fresh), { reviewer: "rita", generation: 1 });
  assert.equal(await verifyLink({ ...deps, links: hmacLinkSigner("next-key") }, approval, token), undefined);
});

test("F20 the address of a link comes from the configuration, with the id escaped", async () => {
  const { deps } = givenDeps();
  const asked = await ask(deps, { approvalRequestId: "team:claim@42~x" });
  assert.ok(asked.ok);
  const url = await reviewLink(deps, asked.approval, "rita");
  assert.equal(url.split("#")[0], "https://sayso.example/review/team%3Aclaim%4042~x");
});
