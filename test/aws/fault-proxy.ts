import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { faultOf, type Kind } from "../faults/plan.ts";

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Says what is to go wrong with a call, and hears what each that was let through was answered. */
export interface Judge {
  readonly strike: (action: string, body: string) => Kind | undefined;
  readonly heard?: (body: string, answer: string) => void;
}

/**
 * Stands between functions and the services of the emulator, and breaks calls as told. A failure before the effect is the
 * service's refusal by throttling, after it an answer lost on the way; a death is an answer that never comes, of which
 * whoever asked dies when its time is up.
 */
export async function startProxy(target: string, { strike, heard }: Judge) {
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const sent = Buffer.concat(chunks);
    const kind = strike(actionOf(incoming.headers), String(sent));
    const { fault, hasEffect } = kind ? faultOf(kind) : { fault: undefined, hasEffect: true };
    const answer = hasEffect ? await forward(target, incoming, sent) : undefined;
    if (fault === "death") return;
    if (!answer) return refuse(response);
    if (fault === "failure") return void response.destroy();
    heard?.(String(sent), answer.body);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A proxy that breaks the next calls of an action, whoever makes them and whatever they are about. */
export async function startFaultProxy(target: string) {
  const calls: string[] = [];
  const planned: { readonly action: string; readonly kind: Kind }[] = [];
  const strike = (action: string) => {
    calls.push(action);
    const next = planned.findIndex((plan) => plan.action === action);
    return next < 0 ? undefined : planned.splice(next, 1)[0]?.kind;
  };
  return {
    ...(await startProxy(target, { strike })),
    /** The actions asked for, in order. */
    calls,
    breakNext: (action: string, kind: Kind, times = 1) => {
      for (let n = 0; n < times; n++) planned.push({ action, kind });
    },
    /** Faults that nothing has run into yet. */
    left: () => planned.length,
  };
}

function actionOf(headers: IncomingHttpHeaders): string {
  return String(headers["x-amz-target"] ?? "").replace(/^.*\./, "");
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
      const text = String(Buffer.concat(chunks));
      resolve({ status: answered.statusCode ?? 502, headers: answered.headers, body: text });
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
