import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonLog } from "../../functions/adapters/node/json-log.ts";
import { startSayso } from "../../local/start-sayso.ts";
import { keepSecret, logged } from "../api/secrets.ts";
import { call, type World } from "./world.ts";

/** Local mode in this process, over real HTTP and a folder of its own. */
export async function startLocalWorld(): Promise<World & { stop(): Promise<void> }> {
  const data = mkdtempSync(join(tmpdir(), "sayso-"));
  const sayso = await startSayso({
    environment: { port: 0, data, publicUrl: "http://127.0.0.1:4000", apiKey: undefined, adminToken: undefined },
    files: {},
    log: jsonLog((line) => logged.push(line), Date.now),
  });
  const { apiKey, adminToken, linkKey } = sayso.credentials;
  for (const secret of [apiKey, adminToken, linkKey]) keepSecret(secret);
  const world: World = {
    baseUrl: `http://127.0.0.1:${sayso.port}`,
    agentHeaders: { "x-api-key": apiKey },
    personHeaders: { authorization: `Bearer ${adminToken}` },
    person: "admin",
    newId: (name) => `${name}-${randomUUID()}`,
    linkFor: async (approvalRequestId, reviewer) => {
      const { json } = await call(world, "person", "GET", `/v1/approvals/${approvalRequestId}/links`);
      const link = json.links.find((candidate: { reviewer: string }) => candidate.reviewer === reviewer);
      return keepSecret(link.url.split("#")[1]);
    },
    keepSecret,
    // All scenarios run at once, in this process too: a busy machine takes a while over the first requests of each.
    soonMs: 1_500,
    // Of timers that run five times a second; a busy machine is late with them.
    expiryBoundMs: 10_000,
    timerBoundMs: 10_000,
    // Far from the 20 s that a poll would last unwoken, and far from what a busy machine takes.
    wakeBoundMs: 10_000,
    rounds: 100,
  };
  return {
    ...world,
    stop: async () => {
      await sayso.stop();
      rmSync(data, { recursive: true });
    },
  };
}
