import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * `throttled`: refused before anything happens. `lost`: done, and the answer is lost on the way. `stuck`: done, and no
 * answer ever comes, so that whoever asked dies of its time-out.
 */
export type ServiceFault = "throttled" | "lost" | "stuck";

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Stands between functions and a service of the emulator: passes calls on, writes down which, and breaks some as told. */
export async function startFaultProxy(target: string) {
  const calls: string[] = [];
  const plan: { readonly action: string; readonly fault: ServiceFault }[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const action =
      String(incoming.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    calls.push(action);
    const next = plan.findIndex((planned) => planned.action === action);
    const fault = next < 0 ? undefined : plan.splice(next, 1)[0]?.fault;
    if (fault === "throttled") return refuse(response);
    const answer = await forward(target, incoming, Buffer.concat(chunks));
    if (fault === "stuck") return;
    if (fault === "lost") return void response.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The actions asked for, in order. */
    calls,
    /** The next calls of an action are broken so. */
    breakNext: (action: string, fault: ServiceFault, times = 1) => {
      for (let n = 0; n < times; n++) plan.push({ action, fault });
    },
    /** Faults that nothing has run into yet. */
    left: () => plan.length,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function refuse(response: ServerResponse): void {
  const body = { __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException", message: "Rate exceeded" };
  response.writeHead(400, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
}

function forward(
  target: string,
  { method, url, headers }: { method?: string; url?: string; headers: IncomingHttpHeaders },
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${target}${url}`, { method, headers }, async (answered) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answered) chunks.push(chunk);
      resolve({ status: answered.statusCode ?? 502, headers: answered.headers, body: Buffer.concat(chunks) });
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
