import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { pythonEnvironment } from "../../tools/python-environment.ts";
import { keepSecret } from "../api/secrets.ts";
import { built } from "../go/go-command.ts";
import { freePort } from "../local/spawned-sayso.ts";
import { startLocalWorld } from "../scenarios/local-world.ts";
import { ask, call, decideSignedIn } from "../scenarios/world.ts";

const root = join(import.meta.dirname, "..", "..");

/** The programs that docs/webhooks.md prints, as they are started. */
const receivers: Readonly<Record<string, () => Promise<readonly [program: string, ...args: string[]]>>> = {
  "receive_event.py": async () => [
    await pythonEnvironment("python-sdk", join(root, "sdk/python/requirements-dev.txt")),
    join(import.meta.dirname, "receivers", "receive_event.py"),
  ],
  "webhook.go": async () => [await built("test/go/snippets", "./webhook")],
};

describe("a receiver written with an SDK, as the documents print it,", { timeout: 900_000 }, () => {
  let world: Awaited<ReturnType<typeof startLocalWorld>>;
  before(async () => {
    world = await startLocalWorld();
  });
  after(() => world.stop());

  for (const [name, command] of Object.entries(receivers))
    test(`${name} takes events and tests, and refuses what is not signed`, async (t) => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}/hooks`;
      const asked = { url, eventTypes: ["approval.decided"] };
      const { json: webhook } = await call(world, "person", "POST", "/v1/webhooks", asked);
      const [program, ...args] = await command();
      const child = spawn(program, args, {
        env: {
          ...process.env,
          ...{ PORT: String(port), SAYSO_WEBHOOK_SECRET: keepSecret(webhook.secret) },
          ...{ PYTHONPATH: join(root, "sdk/python/src"), PYTHONDONTWRITEBYTECODE: "1" },
        },
        stdio: ["ignore", "pipe", "inherit"],
      });
      t.after(() => child.kill("SIGKILL"));
      const forged = () => fetch(url, { method: "POST", body: '{"type":"approval.decided"}' }).catch(() => undefined);
      let refused = await forged();
      for (; !refused; refused = await forged()) await sleep(50);
      assert.equal(refused.status, 400);
      const id = world.newId("claim");
      await ask(world, id, { reviewers: [world.person] });
      await decideSignedIn(world, id, { decision: "approved" });
      await call(world, "person", "POST", `/v1/webhooks/${webhook.webhookId}/test`);
      const statuses = async () => {
        const { json } = await call(world, "person", "GET", `/v1/webhooks/${webhook.webhookId}/deliveries`);
        return json.deliveries.map(({ status }: { status: string }) => status).join();
      };
      for (let tries = 0; (await statuses()) !== "succeeded,succeeded"; tries++) {
        assert.ok(tries < 1_000, await statuses());
        await sleep(100);
      }
      await call(world, "person", "DELETE", `/v1/webhooks/${webhook.webhookId}`);
      child.kill("SIGKILL");
      const lines = (await text(child.stdout)).trim().split("\n").toSorted();
      const told = lines.map((line) => line.split(" "));
      assert.deepEqual(told.map(([, type, about]) => [type, about]).toSorted(), [
        ["approval.decided", id],
        ["webhook.test", "webhook-test"],
      ]);
      for (const [messageId = ""] of told) assert.match(messageId, /^msg_[0-9a-f]{32}$/);
    });
});
