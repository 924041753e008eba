import type { Person } from "../ports/people.ts";
import type { AgentCaller } from "./caller.ts";

/** A request, whichever server took it. */
export interface ApiRequest {
  readonly method: string;
  /** As sent: still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Null for bytes that are no UTF-8: read as text they would be another request than the one that was sent. */
  readonly body: string | null;
  /** Set where the gateway has verified an AWS signature. */
  readonly iam?: AgentCaller | Person;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as it is sent, where it is compressed: a `content-encoding` says how. */
  readonly bytes?: Uint8Array;
  /** Work that the answer does not depend on. Servers run it once the answer is sent, or before where nothing runs after. */
  readonly after?: () => Promise<void>;
}

/** Nothing to say yet: ask again when the approval is decided, or after this long. */
export interface Parked {
  readonly parked: { readonly approvalRequestId: string; readonly waitMs: number };
}
