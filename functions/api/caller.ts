import type { Requester } from "../core/approval.ts";
import type { Person } from "../ports/people.ts";

export interface AgentCaller {
  readonly kind: "agent";
  readonly requester: Requester;
  /** The agent that the credential speaks for; null lets the request name its agent. */
  readonly agent: string | null;
}

/** Who presents a bearer token that is nobody's sign-in: perhaps a review link's, which only its approval can tell. */
export interface LinkCaller {
  readonly kind: "link";
  readonly token: string;
}

export type Caller = AgentCaller | Person | LinkCaller | { readonly kind: "anonymous" };
