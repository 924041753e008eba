import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";

export interface ReceivedPost {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
}

export interface PostAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server on this machine that takes JSON by POST, as the receivers of notifications do, and nothing else. */
export async function jsonServer(t: TestContext, answer: (post: ReceivedPost) => PostAnswer | Promise<PostAnswer>) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const { status, body = "", headers = {} } = await take(request.method, request.url ?? "/", request.headers, text);
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });

  function take(method = "", path: string, headers: IncomingHttpHeaders, text: string) {
    if (method !== "POST") return { status: 405 };
    if (!/^application\/json(;|$)/.test(headers["content-type"] ?? "")) return { status: 415 };
    try {
      return answer({ path, headers, text, body: JSON.parse(text) });
    } catch (error) {
      return { status: 400, body: String(error) };
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
