import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { memoryStores } from "../../functions/adapters/memory/memory-stores.ts";
import { openSqliteStores } from "../../functions/adapters/sqlite/sqlite-stores.ts";
import type { Deps } from "../../functions/use-cases/deps.ts";
import { answer, ask } from "./claim.ts";
import { dispatchAll, hour, minute, t0 } from "./given-deps.ts";
import { givenWebhooks } from "./given-webhooks.ts";

type Stores = Pick<Deps, "approvals" | "audit" | "executions" | "apiKeys" | "resumeClaims" | "webhooks" | "deliveries">;

/** A receiver that is away for a day in virtual time, while an approval is asked for and decided each half an hour. */
async function outage(stores: Stores, restart: (() => Stores) | undefined) {
  // Restarting opens the same file anew, and whoever holds the stores must not notice.
  let current = stores;
  const through = (name: keyof Stores) => new Proxy({}, { get: (_, verb) => Reflect.get(current[name], verb) });
  const names = ["approvals", "audit", "executions", "apiKeys", "resumeClaims", "webhooks", "deliveries"] as const;
  const given = givenWebhooks(Object.fromEntries(names.map((name) => [name, through(name)])));
  const upAgainAt = t0 + 24 * hour;
  given.answers(({ at }) =>
    at < upAgainAt
      ? Object.assign(new Error("away"), { code: "ECONNREFUSED" })
      : { outcome: "delivered", responseStatus: 204 },
  );
  await given.addEndpoint("wh_a");
  for (let n = 0; n < 48; n++) {
    const id = `claim-${n}`;
    await ask(given.deps, { approvalRequestId: id, resume: { kind: "poll" } });
    await answer(given.deps, { approvalRequestId: id });
    await dispatchAll(given.deps, id);
    await given.drain();
    await given.pass(30 * minute);
    if (!restart || n % 6 !== 5) continue;
    given.loseQueue();
    current = restart();
  }
  await given.pass(60 * hour);
  return given;
}

function assertNothingLost(given: Awaited<ReturnType<typeof outage>>): void {
  const arrived = given.posts.filter(({ at }) => at >= t0 + 24 * hour);
  const told = arrived.map(({ body }) => {
    const { type, data } = JSON.parse(body);
    return `${data.approvalRequestId} ${type}`;
  });
  const wanted = Array.from({ length: 48 }, (_, n) => [`claim-${n} approval.created`, `claim-${n} approval.decided`]);
  assert.deepEqual(told.sort(), wanted.flat().sort(), "each event once, none lost");
  assert.equal(new Set(arrived.map(({ messageId }) => messageId)).size, 96);
  assert.ok(given.posts.length > 3 * 96, `${given.posts.length} posts: it was tried meanwhile`);
}

describe("F6 a receiver that is down for a day loses no event", () => {
  test("in memory", async () => {
    const given = await outage(memoryStores(), undefined);
    assertNothingLost(given);
    assert.equal((await given.deps.webhooks.find("wh_a"))?.enabled, true);
    assert.deepEqual(await given.entriesOf("delivery.given_up"), []);
  });

  test("on SQLite, with eight restarts that lose the queue", async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "sayso-outage-"));
    let stores = openSqliteStores(join(folder, "sayso.db"));
    t.after(async () => {
      stores.close();
      await rm(folder, { recursive: true });
    });
    const restart = () => {
      stores.close();
      stores = openSqliteStores(join(folder, "sayso.db"));
      return stores;
    };
    assertNothingLost(await outage(stores, restart));
  });
});
