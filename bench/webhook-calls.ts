import { adminToken, apiKey } from "./credentials.ts";

const json = { "content-type": "application/json" };

async function post(url: string, headers: Record<string, string>, body: object): Promise<void> {
  const response = await fetch(url, { method: "POST", headers: { ...headers, ...json }, body: JSON.stringify(body) });
  const answer = await response.text();
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${answer}`);
}

export function ask(baseUrl: string, approvalRequestId: string): Promise<void> {
  return post(`${baseUrl}/v1/approvals`, { "x-api-key": apiKey }, { approvalRequestId, title: "Pay claim 42" });
}

export function addWebhook(baseUrl: string, url: string, type: string): Promise<void> {
  return post(`${baseUrl}/v1/webhooks`, { authorization: `Bearer ${adminToken}` }, { url, eventTypes: [type] });
}
