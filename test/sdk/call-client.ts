import type { SaysoClient } from "../../sdk/typescript/src/index.ts";

/** Makes the call that a vector names, with the arguments that it gives. */
export function callClient(
  client: SaysoClient,
  call: string,
  args: Readonly<Record<string, never>>,
  options = {},
): Promise<unknown> {
  const { approvalRequestId: id, executionId } = args as Record<string, never>;
  const answer = { ...(args.answer as unknown as object), token: args.token } as never;
  const calls: Record<string, () => Promise<unknown>> = {
    requestApproval: () => client.requestApproval(args.request as never, options),
    getApproval: () => client.getApproval(id as never, options),
    listApprovals: () => client.listApprovals(args.query, options),
    cancelApproval: () => client.cancelApproval(id as never, args.feedback, options),
    submitDecision: () => client.submitDecision(id as never, answer, options),
    reassignApproval: () =>
      client.reassignApproval(
        id as never,
        { ...(args.reassignment as unknown as object), token: args.token } as never,
        options,
      ),
    putExecution: () => client.putExecution(executionId as never, args.update as never, options),
    addNote: () => client.addNote(executionId as never, args.note as never, options),
    waitForApproval: () => client.waitForApproval(id as never, options),
    waitForResume: () => client.waitForResume(id as never, options),
  };
  const make = calls[call];
  if (make === undefined) throw new Error(`the client has no call ${call}`);
  return make();
}
