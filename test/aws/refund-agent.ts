import { pausableHandler, pause, type Turn } from "@sayso/sdk/lambda";

interface Refund {
  readonly approvalRequestId: string;
  readonly reviewer: string;
}

/** What the first turn has found out. */
interface Assessment {
  readonly amount: number;
}

/** An agent on a plain function: assesses a refund once, asks, and goes on with the decision. Each turn is a line of log. */
export const handler = pausableHandler("claims", async ({ input, state, result }: Turn<Refund, Assessment>) => {
  const { approvalRequestId, reviewer } = input;
  process.stdout.write(`turn of ${approvalRequestId}: ${result === null ? "assess" : result.decision}\n`);
  if (result === null)
    return pause({ approvalRequestId, title: "Refund $480.00?", reviewers: [reviewer] }, { amount: 480 });
  return { refunded: result.approved ? state?.amount : 0, why: result.feedback, by: result.reviewer?.id };
});
