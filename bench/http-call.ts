import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { adminToken } from "./credentials.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request of a signed-in person over a connection that is kept. @throws Error for an answer that is no success */
export async function httpCall(method: "GET" | "POST", url: string, body?: object): Promise<string> {
  const response = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
    const headers = { authorization: `Bearer ${adminToken}`, ...(body && { "content-type": "application/json" }) };
    const outgoing = request(url, { method, agent, headers }, resolve).once("error", reject);
    outgoing.end(body && JSON.stringify(body));
  });
  const answer = await text(response);
  if (response.statusCode !== 200) throw new Error(`${method} ${url}: ${response.statusCode} ${answer}`);
  return answer;
}

export function decide(baseUrl: string, approvalRequestId: string): Promise<string> {
  return httpCall("POST", `${baseUrl}/v1/approvals/${approvalRequestId}/decision`, { decision: "approved" });
}
