import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { freePort } from "../../tools/free-port.ts";
import { StubApprovals } from "./stub-approvals.ts";

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown;
}

/** What goes wrong with one request: another answer, the connection cut before or after the server did its work, or silence. */
export type Fault = Answer | "cut before" | "cut after" | "silence";

/** A small server with Sayso's wire, which records what it is sent and can be told to fail, to go away and to come back. */
export class StubServer {
  readonly requests: RecordedRequest[] = [];
  readonly approvals = new StubApprovals();
  /** Asked for each request. */
  fault: (request: RecordedRequest) => Fault | undefined = () => undefined;
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<StubServer> {
    const stub = new StubServer();
    stub.#port = await freePort();
    await stub.comeBack();
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens on the port it had before. What it knew of approvals is still there. */
  async comeBack(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port: this.#port, host: "127.0.0.1", backlog: 4096 }, resolve);
    });
    this.#server = server;
  }

  /** Gone from one moment to the next, like a process that is killed. */
  async goAway(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  sent(method: string, path?: string | RegExp): RecordedRequest[] {
    return this.requests.filter(
      (request) =>
        request.method === method &&
        (path === undefined || (typeof path === "string" ? request.path === path : path.test(request.path))),
    );
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(incoming);
    const url = new URL(incoming.url ?? "/", "http://stub");
    const { method = "GET", headers } = incoming;
    const body = text === "" ? undefined : JSON.parse(text);
    const request = { method, path: url.pathname, query: url.search, headers, body };
    if (url.pathname === "/healthz") return send(response, { status: 200, body: {} });
    this.requests.push(request);
    const fault = this.fault(request);
    if (fault === "silence") return;
    if (fault === "cut before") return void incoming.socket.destroy();
    if (typeof fault === "object") return send(response, fault);
    const answer = await this.approvals.answer(request, () => incoming.socket.destroyed);
    if (fault === "cut after") return void incoming.socket.destroy();
    send(response, answer);
  }
}

async function readText(incoming: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of incoming) text += chunk;
  return text;
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  response.writeHead(status, { "content-type": type, ...headers });
  response.end(body === undefined || typeof body === "string" ? body : JSON.stringify(body));
}
