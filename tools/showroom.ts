import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonLog } from "../functions/adapters/node/json-log.ts";
import { readStaticFiles } from "../functions/adapters/node/static-files.ts";
import { startSayso } from "../local/start-sayso.ts";
import { freePort } from "./free-port.ts";

const root = join(import.meta.dirname, "..");
const dayMs = 86_400_000;
const hourMs = 3_600_000;
const fast = { burst: 1e6, perSecond: 1e6 };

const losses = ["Hail on a greenhouse", "Burst pipe", "Stolen van", "Lightning on a barn", "Kitchen fire", "Collision"];
const reviewers = ["admin", "rita@example.com", "sam@example.com"];
const comments = ["Receipts match.", "Photos and invoice agree.", "The repair shop confirmed it.", ""];

/**
 * Local mode with two weeks of made-up claims, decided, expired and waiting: what the screenshots show. The past is made
 * by a clock that is moved on, and everything goes through the API.
 */
export async function startShowroom() {
  const data = mkdtempSync(join(tmpdir(), "sayso-"));
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const today = Date.now();
  let ahead = -14 * dayMs;
  const sayso = await startSayso({
    environment: { port, data, publicUrl: baseUrl, apiKey: undefined, adminToken: undefined },
    files: readStaticFiles(join(root, "dist", "dashboard"), join(root, "docs", "openapi.json")),
    log: jsonLog(() => {}, Date.now),
    clock: { now: () => Date.now() + ahead },
    rates: { agent: fast, link: fast, failure: fast },
  });
  const { apiKey, adminToken } = sayso.credentials;
  const headers = {
    agent: { "x-api-key": apiKey },
    person: { authorization: `Bearer ${adminToken}` },
  };

  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  async function call(who: object, method: string, path: string, body?: object): Promise<any> {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { ...who, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.status === 204 ? undefined : await response.json();
  }
  async function reviewLink(id: string, reviewer = "rita@example.com"): Promise<string> {
    const { links } = await call(headers.person, "GET", `/v1/approvals/${id}/links`);
    return links.find((link: { reviewer: string }) => link.reviewer === reviewer).url;
  }
  async function linkOf(id: string, reviewer: string): Promise<object> {
    return { authorization: `Bearer ${(await reviewLink(id, reviewer)).split("#")[1]}` };
  }
  async function decide(id: string, reviewer: string, decision: string, feedback: string): Promise<void> {
    const who = reviewer === "admin" ? headers.person : await linkOf(id, reviewer);
    const { nonce } = await call(who, "GET", `/v1/review/${id}`);
    const said = feedback || (decision === "request_changes" ? "Ask for the invoice first." : "");
    await call(who, "POST", `/v1/review/${id}/decision`, { decision, nonce, ...(said && { feedback: said }) });
  }
  /** A claim that an agent cannot settle alone. */
  async function claim(number: number, hours: number, agent = "claim-processor"): Promise<string> {
    const loss = losses[number % losses.length] ?? "";
    const amount = 10_000 + ((number * 7_919) % 90_000) + 0.5;
    const executionId = `claim-run-${number}`;
    const announced = { agent, status: "running" };
    await call(headers.agent, "PUT", `/v1/executions/${executionId}`, announced);
    await call(headers.agent, "POST", `/v1/executions/${executionId}/notes`, {
      message: `Risk score: ${40 + (number % 55)}/100`,
      tags: ["assessment"],
    });
    const id = `claim-${number}`;
    await call(headers.agent, "POST", "/v1/approvals", {
      approvalRequestId: id,
      title: `${loss}: pay claim ${number}`,
      ...{ agent, executionId, reviewers, expiresInHours: hours, initiatedBy: "jo@example.com" },
      context: `The policyholder reports **${loss.toLowerCase()}** and sent photos and an invoice.\n\n| Known | |\n| --- | --- |\n| Policy | P-${1000 + number} |\n| Reported | the day after |\n| Earlier claims | ${number % 3} |\n\nThe amount is above the limit of 10,000 that the agent may settle by itself.`,
      action: {
        name: "pay_claim",
        arguments: {
          claimId: String(number),
          amount,
          currency: "EUR",
          payee: { name: "A. Berg", iban: "DE89 3704 0044 0532 0130 00" },
        },
      },
      metadata: { amount, currency: "EUR", risk: 40 + (number % 55), region: number % 2 ? "Nordics" : "Iberia" },
    });
    return id;
  }

  for (let number = 1; number <= 64; number++) {
    ahead = -14 * dayMs + number * 5 * hourMs - (Date.now() - today);
    const id = await claim(number, 48, number % 4 === 0 ? "refund-agent" : "claim-processor");
    ahead += (5 + ((number * 37) % 230)) * 60_000;
    if (number % 13 === 0) continue;
    const decision = number % 9 === 0 ? "rejected" : number % 7 === 0 ? "request_changes" : "approved";
    await decide(id, reviewers[number % 3] ?? "admin", decision, comments[number % 4] ?? "");
    await call(headers.agent, "PUT", `/v1/executions/claim-run-${number}`, { status: "succeeded" });
  }
  ahead = 0;
  for (const [place, hours] of [30, 0.12, 1.4, 5, 22, 47].entries())
    await claim(101 + place, hours, place % 3 === 2 ? "refund-agent" : "claim-processor");
  return {
    baseUrl,
    adminToken,
    reviewLink,
    pending: "claim-101",
    execution: "claim-run-62",
    stop: async () => {
      await sayso.stop();
      rmSync(data, { recursive: true });
    },
  };
}
