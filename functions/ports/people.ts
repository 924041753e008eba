import type { Reviewer } from "../core/approval.ts";

export type Role = "reviewer" | "auditor" | "admin";

/** A signed-in person. */
export interface Person {
  readonly kind: "person";
  readonly id: string;
  readonly name: string;
  readonly via: Exclude<Reviewer["via"], "link" | "slack" | "response_secret">;
  readonly roles: readonly Role[];
  /** SHA-256 of the token that was presented, or the ARN of the session that signed the request. */
  readonly session: string;
}

/** Recognises a person by their bearer token. */
export interface People {
  verify(token: string): Promise<Person | undefined>;
}
