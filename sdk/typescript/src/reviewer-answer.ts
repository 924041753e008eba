/** A person's answer to an approval request, as a reviewers' tool sends it. */
export interface ReviewerAnswer {
  readonly decision: "approved" | "rejected" | "request_changes";
  /** The reviewer's comment, reason or instructions. */
  readonly feedback?: string | undefined;
  /** Changed arguments, where the server lets reviewers change them. */
  readonly arguments?: unknown;
  /** The answer to the request's `responseSchema`. */
  readonly response?: unknown;
  /** The person's own token. An agent's API key cannot decide. Default: the client's `token`. */
  readonly token?: string | undefined;
}
