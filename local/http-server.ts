import { isUtf8 } from "node:buffer";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Api } from "../functions/api/api.ts";
import type { ApiRequest, ApiResponse } from "../functions/api/message.ts";
import { maxBodyBytes } from "../functions/api/parse-input.ts";
import type { Clock, Log } from "../functions/ports/environment.ts";
import type { Afterwork } from "./afterwork.ts";
import type { WaitingRoom } from "./waiting-room.ts";

interface Needs {
  readonly api: Api;
  readonly waitingRoom: WaitingRoom;
  readonly afterwork: Afterwork;
  readonly clock: Clock;
  readonly log: Log;
}

/** Serves the API over `node:http`. */
export function createHttpServer({ api, waitingRoom, afterwork, clock, log }: Needs): Server {
  async function respond(request: ApiRequest, response: ServerResponse): Promise<void> {
    const reply = await api(request);
    if (!("parked" in reply)) return send(response, reply, request.method === "HEAD");
    const { approvalRequestId, waitMs } = reply.parked;
    forgetMost(response.req);
    waitingRoom.park(approvalRequestId, { response, answer, until: clock.now() + waitMs });
  }

  /** Asks again for whoever waited. */
  function answer(response: ServerResponse): Promise<void> {
    const { url = "/", headers } = response.req;
    const again = {
      method: "GET",
      path: pathOf(url),
      query: noQuery,
      headers: headers as ApiRequest["headers"],
      body: "",
    };
    return run(respond(again, response), response);
  }

  function send(response: ServerResponse, reply: ApiResponse, headOnly: boolean): void {
    const { status, headers, body, bytes, after } = reply;
    const length = bytes?.length ?? Buffer.byteLength(body);
    // RFC 9110, 8.6: an answer without content carries no length of it.
    response.writeHead(status, status === 204 ? headers : { ...headers, "content-length": length });
    response.end(headOnly ? undefined : (bytes ?? body));
    if (after) afterwork.add(after);
  }

  function run(work: Promise<void>, response: ServerResponse): Promise<void> {
    return work.catch((cause) => {
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

const noQuery = new URLSearchParams();
const noRawHeaders: string[] = [];
let credentials: IncomingHttpHeaders = {};

/**
 * Node keeps a request as long as its response is open. Of one that waits only its address and its credentials are still
 * needed, and those are one agent's in a row: the headers of ten thousand would take ten megabytes.
 */
function forgetMost(incoming: IncomingMessage): void {
  const { authorization, "x-api-key": key, cookie } = incoming.headers;
  if (credentials.authorization !== authorization || credentials["x-api-key"] !== key || credentials.cookie !== cookie)
    credentials = { authorization, "x-api-key": key, cookie };
  incoming.headers = credentials;
  incoming.rawHeaders = noRawHeaders;
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}

async function read(incoming: IncomingMessage): Promise<ApiRequest> {
  const { method = "GET", url = "/" } = incoming;
  const path = pathOf(url);
  return {
    method: method === "HEAD" ? "GET" : method,
    path,
    query: new URLSearchParams(url.slice(path.length + 1)),
    headers: incoming.headers as ApiRequest["headers"],
    body: method === "GET" || method === "HEAD" ? "" : await readBody(incoming),
  };
}

/** Little more than the API takes: enough for it to see that the body is too large. */
function readBody(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBodyBytes + 65_536) chunks.push(chunk);
  });
  return new Promise((resolve, reject) => {
    incoming.once("error", reject).once("end", () => {
      const body = Buffer.concat(chunks);
      // A body too large may be cut in the middle of a character.
      resolve(body.length > maxBodyBytes || isUtf8(body) ? body.toString() : null);
    });
  });
}
