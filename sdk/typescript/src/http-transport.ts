import type { IamSigner } from "./iam-signer.ts";
import { onAbort } from "./on-abort.ts";
import { parseJson } from "./parse-json.ts";
import { readProblem } from "./read-problem.ts";
import { retryAfter } from "./retry-after.ts";
import { retryDelay } from "./retry-delay.ts";
import { SaysoError } from "./sayso-error.ts";
import { sleep } from "./sleep.ts";

/** How the transport reaches the server. */
export interface HttpTransportOptions {
  readonly serverUrl: string;
  readonly apiKey: string | undefined;
  readonly token: string | undefined;
  /** Signs what carries no person's token, and sends it to the paths for roles. */
  readonly signer: IamSigner | undefined;
  readonly fetch: typeof globalThis.fetch | undefined;
  /** Milliseconds for which a failing call is tried again. */
  readonly retryFor: number;
}

/** One call of the API. */
export interface HttpCall {
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly body?: unknown;
  /** A person's token, sent instead of the API key. */
  readonly token?: string | undefined;
  /** As whom a role makes this call. Default: as its `auth` says. */
  readonly as?: "reviewer" | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly retryFor?: number | undefined;
  readonly idempotencyKey?: string | undefined;
  /** Milliseconds for one attempt. */
  readonly attemptTimeout?: number | undefined;
}

/** What the server answered with. */
export interface HttpAnswer {
  readonly body: unknown;
  /** Milliseconds that the server asks to wait before the same question is put again. */
  readonly retryAfter: number | undefined;
}

const defaultAttemptTimeout = 30_000;

/** JSON over HTTP, with retries that never do a thing twice: every attempt of a POST carries the same `Idempotency-Key`. */
export class HttpTransport {
  readonly serverUrl: string;
  readonly #options: HttpTransportOptions;

  constructor(options: HttpTransportOptions) {
    this.serverUrl = options.serverUrl;
    this.#options = options;
  }

  /** The answer, after as many attempts as fit in `retryFor`; at least one. */
  async call(call: HttpCall): Promise<HttpAnswer> {
    const headers = this.#headers(call);
    const body = call.body === undefined ? undefined : writeJson(call.body);
    const giveUpAt = performance.now() + (call.retryFor ?? this.#options.retryFor);
    for (let failures = 0; ; failures++) {
      try {
        return await this.#attempt(call, headers, body);
      } catch (error) {
        if (!(error instanceof SaysoError && error.retryable)) throw error;
        const delay = retryDelay(failures, error);
        if (performance.now() + delay > giveUpAt) throw error;
        await sleep(delay, call.signal);
      }
    }
  }

  /** Whether anything at all answers at the server's address. */
  async reachable(): Promise<boolean> {
    try {
      await this.#send("GET", `${this.serverUrl}/healthz`, {}, undefined, undefined, 5000);
      return true;
    } catch {
      return false;
    }
  }

  async #attempt(call: HttpCall, headers: Record<string, string>, body: string | undefined): Promise<HttpAnswer> {
    const { method, path, signal, attemptTimeout: timeout = defaultAttemptTimeout } = call;
    const { signer } = this.#options;
    const unsigned = signer === undefined || "authorization" in headers;
    const url = `${this.serverUrl}${unsigned ? "" : signer.prefix(call.as)}${path}`;
    const sent = unsigned ? headers : await signer.sign({ method, url, headers, body });
    const { response, text } = await this.#send(method, url, sent, body, signal, timeout);
    const answer = text === "" ? null : parseJson(text);
    if (response.ok && answer !== undefined) return { body: answer, retryAfter: retryAfter(response.headers) };
    if (response.status >= 400) throw readProblem(response, answer, !unsigned);
    // Redirects are not followed: fetch would hand the API key to wherever they lead.
    const what = response.ok ? "something that is not JSON" : `HTTP ${response.status}, a redirect perhaps`;
    throw new SaysoError("network", `${this.serverUrl} answered with ${what}: is it Sayso's address?`, {
      status: response.status,
    });
  }

  async #send(
    method: string,
    url: string,
    headers: Record<string, string>,
    body: string | undefined,
    signal: AbortSignal | undefined,
    timeout: number,
  ): Promise<{ response: Response; text: string }> {
    signal?.throwIfAborted();
    const attempt = new AbortController();
    const timer = setTimeout(() => attempt.abort(new Error(`no answer within ${timeout} ms`)), timeout);
    const stopListening = onAbort(signal, () => attempt.abort());
    try {
      const fetch = this.#options.fetch ?? globalThis.fetch;
      const init = { method, headers, redirect: "manual", signal: attempt.signal } as const;
      const response = await fetch(url, body === undefined ? init : { ...init, body });
      return { response, text: await response.text() };
    } catch (cause) {
      signal?.throwIfAborted();
      const message = `No answer from ${this.serverUrl} (${reasonOf(cause)})${whatToDo(cause)}`;
      throw new SaysoError("network", message, { cause, retryable: true });
    } finally {
      clearTimeout(timer);
      stopListening();
    }
  }

  #headers(call: HttpCall): Record<string, string> {
    const headers: Record<string, string> = { accept: "application/json" };
    const { token = this.#options.token } = call;
    const { apiKey, signer } = this.#options;
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    else if (signer === undefined && apiKey !== undefined) headers["x-api-key"] = apiKey;
    if (call.body !== undefined) headers["content-type"] = "application/json";
    if (call.method === "POST") headers["idempotency-key"] = call.idempotencyKey ?? crypto.randomUUID();
    return headers;
  }
}

function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new SaysoError("invalid_request", `The request cannot be written as JSON: ${reasonOf(cause)}`, { cause });
  }
}

/** Node's words for a certificate that it does not trust, and for one of another host. */
const certificateTrouble = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/;

function whatToDo(cause: unknown): string {
  if (!certificateTrouble.test(reasonOf(cause))) return "";
  return ": its certificate is not trusted here; NODE_EXTRA_CA_CERTS names a file with its authority's";
}

/** The system's word for what happened (`ECONNREFUSED`), which fetch hides one level down. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  if (!(inner instanceof Error)) return String(inner);
  return (inner as NodeJS.ErrnoException).code ?? inner.message;
}
