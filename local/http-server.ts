import { isUtf8 } from "node:buffer";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Api } from "../functions/api/api.ts";
import type { ApiRequest, ApiResponse } from "../functions/api/message.ts";
import { maxBodyBytes } from "../functions/api/parse-input.ts";
import type { Clock, Log } from "../functions/ports/environment.ts";
import type { WaitingRoom } from "./waiting-room.ts";

interface Needs {
  readonly api: Api;
  readonly waitingRoom: WaitingRoom;
  readonly clock: Clock;
  readonly log: Log;
}

/** Serves the API over `node:http`. */
export function createHttpServer({ api, waitingRoom, clock, log }: Needs): Server {
  async function respond(request: ApiRequest, response: ServerResponse): Promise<void> {
    const reply = await api(request);
    if (!("parked" in reply)) return send(response, reply, request.method === "HEAD");
    const { approvalRequestId, waitMs } = reply.parked;
    const again: ApiRequest = {
      method: "GET",
      path: request.path,
      query: new URLSearchParams(),
      headers: credentials(request),
      body: "",
    };
    const answer = (waiting: ServerResponse) => run(respond(again, waiting), waiting);
    waitingRoom.park(approvalRequestId, { response, answer, until: clock.now() + waitMs });
  }

  function send(response: ServerResponse, { status, headers, body, after }: ApiResponse, headOnly: boolean): void {
    // RFC 9110, 8.6: an answer without content carries no length of it.
    response.writeHead(status, status === 204 ? headers : { ...headers, "content-length": Buffer.byteLength(body) });
    response.end(headOnly ? undefined : body);
    if (after) after().catch((cause) => log.error("work after an answer failed", { cause }));
  }

  function run(work: Promise<void>, response: ServerResponse): void {
    work.catch((cause) => {
      log.error("a response failed", { cause });
      response.destroy();
    });
  }

  const server = createServer((incoming, response) =>
    run(
      read(incoming).then((request) => respond(request, response)),
      response,
    ),
  );
  server.keepAliveTimeout = 65_000;
  return server;
}

/** What is still needed of a request that waits. */
function credentials({ headers }: ApiRequest): ApiRequest["headers"] {
  return { authorization: headers.authorization, "x-api-key": headers["x-api-key"] };
}

async function read(incoming: IncomingMessage): Promise<ApiRequest> {
  const { method = "GET", url = "/" } = incoming;
  const query = url.indexOf("?");
  return {
    method: method === "HEAD" ? "GET" : method,
    path: query < 0 ? url : url.slice(0, query),
    query: new URLSearchParams(query < 0 ? "" : url.slice(query + 1)),
    headers: incoming.headers as ApiRequest["headers"],
    body: method === "GET" || method === "HEAD" ? "" : await readBody(incoming),
  };
}

/** Little more than the API takes: enough for it to see that the body is too large. */
async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size <= maxBodyBytes + 65_536) chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  // A body too large may be cut in the middle of a character.
  return body.length > maxBodyBytes || isUtf8(body) ? body.toString() : null;
}
