import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/**
 * One POST over a connection that is kept: the client of every contestant that is spoken to over HTTP.
 *
 * @throws Error for an answer that is no success
 */
export async function post(url: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) {
  const response = await new Promise<import("node:http").IncomingMessage>((resolve, reject) => {
    const options = { method: "POST", agent, headers: { "content-type": "application/json", ...headers } };
    request(url, options, resolve).once("error", reject).end(JSON.stringify(body));
  });
  const answer = await text(response);
  if (Math.floor((response.statusCode ?? 0) / 100) !== 2) throw new Error(`${url}: ${response.statusCode} ${answer}`);
  return answer;
}
