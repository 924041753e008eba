/**
 * A function of an agent whose every call is an execution: it is recorded as `running`, then `succeeded` or `failed`,
 * and the notes and pauses inside it belong to it. It returns and throws what the function does.
 *
 * @example
 * const processClaim = agent.reasoner("process-claim", async (claimId: string) => `claim ${claimId} is done`);
 * await processClaim("42");
 * await processClaim.withExecutionId("claim-42")("42");
 */
export interface Reasoner<Args extends unknown[], Result> {
  (...args: Args): Promise<Result>;
  /** The same function under an execution id of your own, so that a restart goes on with the same execution. */
  withExecutionId(executionId: string): (...args: Args) => Promise<Result>;
}
