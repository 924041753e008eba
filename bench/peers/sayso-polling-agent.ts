import { createInterface } from "node:readline";
import { SaysoClient } from "@sayso/sdk";

// The agent of Sayso's contestants: pauses under each id that it reads, and tells when the code behind has gone on.
const client = new SaysoClient({});

async function pause(approvalRequestId: string): Promise<void> {
  await client.pause({
    approvalRequestId,
    title: "Pay claim 42",
    context: "The claimant lost a **suitcase**.",
    action: { name: "pay_claim", arguments: { claimId: "42", amount: 71_610 } },
    onPending: () => void process.stdout.write(`pending ${approvalRequestId}\n`),
  });
  process.stdout.write(`${approvalRequestId} ${process.hrtime.bigint()}\n`);
}

createInterface({ input: process.stdin })
  .on("line", (id) => void pause(id).catch((cause) => process.stderr.write(`${id}: ${cause}\n`)))
  .once("close", () => process.exit(0));
