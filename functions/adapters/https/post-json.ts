import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { OutgoingGuard } from "../../ports/effects.ts";
import { guardedLookup } from "./outgoing-guard.ts";

export interface Posted {
  readonly status: number;
  /** As the receiver gave it: seconds or a date. */
  readonly retryAfter: string | undefined;
  /** The beginning of the body. */
  readonly body: string;
}

/** Milliseconds for a whole exchange, from the resolution of the name to the last byte that is read. */
const exchangeMs = 15_000;

interface PostOptions {
  /** @default 15 s */
  readonly timeoutMs?: number;
  /** How much of the answer's body is read; 0: none, and the status alone ends the exchange. @default 64 KiB */
  readonly maxBodyBytes?: number;
}

/**
 * Posts to a receiver that nobody vouches for: only to addresses that the guard lets pass, with no redirect followed,
 * no connection kept, an end in time and little of the answer read.
 *
 * @throws ForbiddenAddress, or what broke on the way
 */
export function postJson(
  guard: OutgoingGuard,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { timeoutMs = exchangeMs, maxBodyBytes = 65_536 }: PostOptions = {},
): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const send = target.protocol === "http:" ? httpRequest : httpsRequest;
    const request = send(target, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers, "content-length": Buffer.byteLength(body) },
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      ...(guard.allows(url) ? {} : { lookup: guardedLookup }),
    });
    request.once("error", reject);
    request.once("response", (response) => {
      read(response, maxBodyBytes).then((text) => {
        const { statusCode = 0, headers: answered } = response;
        resolve({ status: statusCode, retryAfter: answered["retry-after"], body: text });
        request.destroy();
      }, reject);
    });
    request.end(body);
  });
}

async function read(response: IncomingMessage, maxBodyBytes: number): Promise<string> {
  if (maxBodyBytes === 0) return "";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= maxBodyBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8", 0, maxBodyBytes);
}
