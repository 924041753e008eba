/** To whom an approval request is handed over, as a reviewers' tool sends it. */
export interface Reassignment {
  /** Ids of those who may decide from now on, in place of the present reviewers: 1 to 20. */
  readonly reviewers: readonly string[];
  /** For the audit trail. */
  readonly reason?: string | undefined;
  /** The person's own token. An agent's API key cannot hand over. Default: the client's `token`. */
  readonly token?: string | undefined;
}
