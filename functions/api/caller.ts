import type { Requester, Reviewer } from "../core/approval.ts";

export type Role = "reviewer" | "auditor" | "admin";

/** A signed-in person. */
export interface Person {
  readonly kind: "person";
  readonly id: string;
  readonly name: string;
  readonly via: Exclude<Reviewer["via"], "link">;
  readonly roles: readonly Role[];
  /** SHA-256 of the token that was presented. */
  readonly session: string;
}

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

/** Recognises a person by their bearer token. */
export interface People {
  verify(token: string): Promise<Person | undefined>;
}
