import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask, call } from "../scenarios/world.ts";
import { type Pages, startPages } from "./served-pages.ts";

let pages: Pages;
before(async () => {
  pages = await startPages();
});
after(() => pages.stop());

async function given(): Promise<{ id: string; token: string; nonce: string }> {
  const id = pages.newId("claim");
  await ask(pages, id, { reviewers: ["rita", "sam"] });
  const token = await pages.linkFor(id, "rita");
  const { json } = await call(pages, { link: token }, "GET", `/v1/review/${id}`);
  return { id, token, nonce: json.nonce };
}

async function attempt(id: string, link: string, nonce: string, decision = "approved"): Promise<[number, number]> {
  const look = await call(pages, { link }, "GET", `/v1/review/${id}`);
  const decide = await call(pages, { link }, "POST", `/v1/review/${id}/decision`, { decision, nonce });
  return [look.status, decide.status];
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The text with one character replaced by another of its kind, everywhere and in three ways. */
function mutations(text: string): readonly string[] {
  return [...text].flatMap((character, place) =>
    [1, 21, 42].map((shift) => {
      const other = alphabet[(Math.max(0, alphabet.indexOf(character)) + shift) % 64];
      return text.slice(0, place) + other + text.slice(place + 1);
    }),
  );
}

describe("F2 a link opens what it was made for, and nothing else", () => {
  test("129 tokens with one character changed, and some cut, doubled or padded: each is refused", async () => {
    const { id, token, nonce } = await given();
    assert.match(token, /^[\w-]{43}$/);
    const others = [token.slice(1), token.slice(0, -1), `${token}A`, `${token}=`, token + token, token.toUpperCase()];
    const forged = [...mutations(token), ...others];
    assert.equal(forged.length, 135);
    for (const each of forged) assert.deepEqual(await attempt(id, each, nonce), [401, 401], each);
    assert.equal((await pages.approval(id)).status, "pending");
    assert.deepEqual(await attempt(id, token, nonce, "rejected"), [200, 200]);
  });

  test("nonces with one character changed are refused", async () => {
    const { id, token, nonce } = await given();
    const [shownAt = "", displayed = "", code = ""] = nonce.split(".");
    const forged = [
      `${Number(shownAt) + 1}.${displayed}.${code}`,
      `${shownAt}.${displayed.replace(/.$/, (last) => (last === "0" ? "1" : "0"))}.${code}`,
      ...mutations(code).map((each) => `${shownAt}.${displayed}.${each}`),
      `${shownAt}.${displayed}`,
      `${nonce}.`,
      "",
    ];
    assert.equal(forged.length, 134);
    for (const each of forged) assert.deepEqual(await attempt(id, token, each), [200, 400], each);
    assert.equal((await pages.approval(id)).status, "pending");
  });

  test("another approval's link, and another approval's nonce", async () => {
    const [one, other] = [await given(), await given()];
    assert.deepEqual(await attempt(one.id, other.token, one.nonce), [401, 401]);
    assert.deepEqual(await attempt(one.id, one.token, other.nonce), [200, 400]);
    assert.equal((await pages.approval(one.id)).status, "pending");
  });

  test("a page that was shown to somebody else", async () => {
    const { id, nonce } = await given();
    assert.deepEqual(await attempt(id, await pages.linkFor(id, "sam"), nonce), [200, 400]);
    assert.equal((await pages.approval(id)).status, "pending");
  });

  test("a link's token anywhere else than in its review", async () => {
    const { id, token } = await given();
    const link = { link: token };
    for (const [method, path] of [
      ["GET", `/v1/approvals/${id}`],
      ["GET", `/v1/approvals/${id}/links`],
      ["GET", "/v1/approvals"],
      ["GET", "/v1/audit"],
    ] as const)
      assert.equal((await call(pages, link, method, path)).status, 401, path);
    const decide = await call(pages, link, "POST", `/v1/approvals/${id}/decision`, { decision: "approved" });
    assert.equal(decide.status, 401);
    for (const query of [`?token=${token}`, `?access_token=${token}`, `/${token}`])
      assert.ok((await fetch(`${pages.baseUrl}/v1/review/${id}${query}`)).status >= 400);
  });
});
