import { suite } from "node:test";
import { apiKeyContract } from "./api-key-contract.ts";
import { auditContract } from "./audit-contract.ts";
import { commitContract } from "./commit-contract.ts";
import { contentContract } from "./content-contract.ts";
import { deliveryContract } from "./delivery-contract.ts";
import { dueContract } from "./due-contract.ts";
import { executionContract } from "./execution-contract.ts";
import { listContract } from "./list-contract.ts";
import { messageReceiptContract } from "./message-receipt-contract.ts";
import { noteContract } from "./note-contract.ts";
import { raceContract } from "./race-contract.ts";
import { resumeClaimContract } from "./resume-claim-contract.ts";
import { reviewerDirectoryContract } from "./reviewer-directory-contract.ts";
import { reviewersContract } from "./reviewers-contract.ts";
import { statsContract } from "./stats-contract.ts";
import type { Adapter } from "./stores-under-test.ts";
import { webhookContract } from "./webhook-contract.ts";

/** What every adapter of the stores must do, whatever it stands on. */
export function storeContract(name: string, adapter: Adapter): void {
  suite(name, () => {
    commitContract(adapter);
    contentContract(adapter);
    listContract(adapter);
    dueContract(adapter);
    reviewersContract(adapter);
    executionContract(adapter);
    noteContract(adapter);
    apiKeyContract(adapter);
    resumeClaimContract(adapter);
    webhookContract(adapter);
    deliveryContract(adapter);
    reviewerDirectoryContract(adapter);
    messageReceiptContract(adapter);
    auditContract(adapter);
    statsContract(adapter);
    raceContract(adapter);
  });
}
