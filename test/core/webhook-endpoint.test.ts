import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { attempted, changed, disabled, livingSecrets, rotated } from "../../functions/core/webhook-endpoint.ts";
import { webhook } from "../api/given-webhook.ts";

const hour = 3_600_000;
const day = 24 * hour;
const t0 = webhook.createdAt;
const first = webhook.secrets[0]?.secret;

describe("a secret that is changed", () => {
  test("signs beside the new one for 24 hours, and not a moment longer", () => {
    const after = rotated(webhook, "whsec_new", null, t0);
    const signing = (now: number) => livingSecrets(after, now).map(({ secret }) => secret);
    assert.deepEqual(signing(t0), ["whsec_new", first]);
    assert.deepEqual(signing(t0 + day - 1), ["whsec_new", first]);
    assert.deepEqual(signing(t0 + day), ["whsec_new"]);
    assert.equal(after.version, 2);
  });

  test("twice within a day leaves each its own 24 hours", () => {
    const twice = rotated(rotated(webhook, "whsec_2", null, t0), "whsec_3", null, t0 + hour);
    const signing = (now: number) => livingSecrets(twice, now).map(({ secret }) => secret);
    assert.deepEqual(signing(t0 + hour), ["whsec_3", "whsec_2", first]);
    assert.deepEqual(signing(t0 + day), ["whsec_3", "whsec_2"]);
    assert.deepEqual(signing(t0 + day + hour), ["whsec_3"]);
  });

  test("leaves none behind that is over, and at most three before the current one", () => {
    const later = rotated(rotated(webhook, "whsec_2", null, t0), "whsec_3", null, t0 + 2 * day);
    assert.deepEqual(
      later.secrets.map(({ secret }) => secret),
      ["whsec_3", "whsec_2"],
    );
    let often = webhook;
    for (let n = 0; n < 9; n++) often = rotated(often, `whsec_${n}`, null, t0 + n);
    assert.deepEqual(
      often.secrets.map(({ secret }) => secret),
      ["whsec_8", "whsec_7", "whsec_6", "whsec_5"],
    );
  });
});

describe("an endpoint's health", () => {
  test("costs no write while all arrives", () => assert.equal(attempted(webhook, true, t0), undefined));

  test("is noted at the first failure, then once an hour, and forgotten when something arrives", () => {
    const failing = attempted(webhook, false, t0) ?? assert.fail();
    assert.deepEqual(failing.failing, { since: t0, seen: t0 });
    assert.equal(attempted(failing, false, t0 + hour - 1), undefined);
    const still = attempted(failing, false, t0 + hour) ?? assert.fail();
    assert.deepEqual(still.failing, { since: t0, seen: t0 + hour });
    assert.equal(attempted(still, true, t0 + 2 * hour)?.failing, null);
  });

  test("turns it off after five days in which nothing arrived, not before", () => {
    let endpoint = attempted(webhook, false, t0) ?? assert.fail();
    for (let at = t0 + hour; at < t0 + 5 * day; at += hour) endpoint = attempted(endpoint, false, at) ?? assert.fail();
    assert.equal(endpoint.enabled, true);
    assert.equal(attempted(endpoint, false, t0 + 5 * day - 1)?.enabled ?? true, true);
    const off = attempted(endpoint, false, t0 + 5 * day) ?? assert.fail();
    assert.deepEqual([off.enabled, off.disabledBecause], [false, "failing"]);
  });

  test("begins anew when two days without any attempt lie in between", () => {
    const failing = attempted(webhook, false, t0) ?? assert.fail();
    const later = attempted(failing, false, t0 + 6 * day) ?? assert.fail();
    assert.deepEqual([later.enabled, later.failing], [true, { since: t0 + 6 * day, seen: t0 + 6 * day }]);
  });

  test("is a clean sheet when an administrator turns it on again", () => {
    const failing = attempted(webhook, false, t0) ?? assert.fail();
    const off = disabled(failing, "answered_410", t0);
    const on = changed(off, { enabled: true }, t0 + hour);
    assert.deepEqual([on.enabled, on.disabledBecause, on.failing], [true, null, null]);
    assert.deepEqual(changed(off, { description: "x" }, t0).disabledBecause, "answered_410");
    assert.deepEqual(changed(failing, { enabled: true }, t0).failing, failing.failing, "it was on");
  });
});
