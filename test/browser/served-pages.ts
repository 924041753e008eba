import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonLog } from "../../functions/adapters/node/json-log.ts";
import { readStaticFiles } from "../../functions/adapters/node/static-files.ts";
import { type LocalOptions, startSayso } from "../../local/start-sayso.ts";
import { freePort } from "../../tools/free-port.ts";
import { keepSecret, logged } from "../api/secrets.ts";
import { call, type World } from "../scenarios/world.ts";

const root = join(import.meta.dirname, "..", "..");
const fast = { burst: 100_000, perSecond: 100_000 };

/** Local mode with its pages, at an address that its links lead to; with people of an issuer's, if they are given. */
export async function startPages(own: Pick<LocalOptions, "people" | "signIn"> = {}) {
  const data = mkdtempSync(join(tmpdir(), "sayso-"));
  // Links name their port, so it has to be known before the server listens on it.
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const sayso = await startSayso({
    ...own,
    environment: { port, data, publicUrl: baseUrl, apiKey: undefined, adminToken: undefined },
    files: readStaticFiles(join(root, "dist", "dashboard"), join(root, "docs", "openapi.json")),
    log: jsonLog((line) => logged.push(line), Date.now),
    rates: { agent: fast, link: fast, failure: fast },
  });
  const { apiKey, adminToken, linkKey } = sayso.credentials;
  for (const secret of [apiKey, adminToken, linkKey, sayso.signInLink.split("#")[1] ?? ""]) keepSecret(secret);
  const world: World = {
    baseUrl,
    agentHeaders: { "x-api-key": apiKey },
    personHeaders: { authorization: `Bearer ${adminToken}` },
    person: "admin",
    newId: (name) => `${name}-${randomUUID()}`,
    linkFor: async (id, reviewer) => keepSecret((await linkUrl(id, reviewer)).split("#")[1] ?? ""),
    keepSecret,
    soonMs: 300,
    expiryBoundMs: 2_000,
    timerBoundMs: 2_000,
    wakeBoundMs: 1_000,
    rounds: 1,
  };
  async function linkUrl(id: string, reviewer = "admin"): Promise<string> {
    const { json } = await call(world, "person", "GET", `/v1/approvals/${id}/links`);
    return json.links.find((link: { reviewer: string }) => link.reviewer === reviewer).url;
  }
  return {
    ...world,
    adminToken,
    /** As it is printed: it signs a browser in, once. */
    signInLink: sayso.signInLink,
    deps: sayso.deps,
    /** A reviewer's whole link. */
    linkUrl,
    /** What the agent is told. */
    // biome-ignore lint/suspicious/noExplicitAny: tests look into approvals of every status
    approval: async (id: string): Promise<any> => (await call(world, "agent", "GET", `/v1/approvals/${id}`)).json,
    stop: async () => {
      await sayso.stop();
      rmSync(data, { recursive: true });
    },
  };
}
export type Pages = Awaited<ReturnType<typeof startPages>>;
