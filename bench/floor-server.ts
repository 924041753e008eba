import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/**
 * The least that a long-poll server can do: Sayso's three routes over a map in memory. It checks nothing, keeps nothing
 * and knows nobody, so what Sayso takes beyond it is the price of what Sayso does.
 */
const approvals = new Map<string, { readonly status: string }>();
const held = new Map<string, { readonly response: ServerResponse; readonly until: number }>();

function send(response: ServerResponse, status: number, body: object | undefined): void {
  const json = JSON.stringify(body ?? { code: "approval_not_found" });
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(json) });
  response.end(json);
}

function request(response: ServerResponse, body: string): void {
  const asked = JSON.parse(body);
  const createdAt = new Date().toISOString();
  const approval = { ...asked, status: "pending", decision: null, reviewer: null, decidedAt: null, createdAt };
  approvals.set(asked.approvalRequestId, approval);
  send(response, 201, approval);
}

function poll(response: ServerResponse, id: string, waitMs: number): void {
  const approval = approvals.get(id);
  if (approval?.status === "pending" && waitMs > 0) held.set(id, { response, until: Date.now() + waitMs });
  else send(response, approval === undefined ? 404 : 200, approval);
}

function decide(response: ServerResponse, id: string, body: string): void {
  const { decision, feedback = null } = JSON.parse(body);
  const reviewer = { id: "admin", name: "Admin", via: "admin_token" };
  const decidedAt = new Date().toISOString();
  const approval = { ...approvals.get(id), status: decision, decision, feedback, reviewer, decidedAt };
  approvals.set(id, approval);
  const waiting = held.get(id);
  held.delete(id);
  if (waiting) send(waiting.response, 200, approval);
  send(response, 200, approval);
}

const server = createServer(async (incoming, response) => {
  const [path = "", query] = (incoming.url ?? "").split("?");
  const [, , , id = "", verb] = path.split("/");
  if (path === "/healthz") return send(response, 200, {});
  if (incoming.method === "GET") return poll(response, id, Number(new URLSearchParams(query).get("wait") ?? 0) * 1000);
  const body = await text(incoming);
  if (verb === "decision") decide(response, id, body);
  else request(response, body);
});
server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), "127.0.0.1", 4096);

setInterval(() => {
  for (const [id, { response, until }] of held) {
    if (until > Date.now() && !response.destroyed) continue;
    held.delete(id);
    if (!response.destroyed) send(response, 200, approvals.get(id));
  }
}, 100);

process.once("SIGTERM", () => process.exit(0));
