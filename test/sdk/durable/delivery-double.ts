import assert from "node:assert/strict";
import { type LocalDurableTestRunner, OperationStatus, OperationType } from "@aws/durable-execution-sdk-js-testing";
import type { ApprovalResult, SaysoClient } from "../../../sdk/typescript/src/index.ts";
import { eventually } from "../eventually.ts";

/**
 * Stands in for what only a server on AWS does. A local one refuses the resume kind `durable`, so this takes it out of
 * each request and remembers it; and it calls the callback with the end of the approval, as that server would.
 */
export class DeliveryDouble {
  /** Callback ids by approval, in the order in which they came. */
  readonly callbacks = new Map<string, string[]>();
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    if (init?.method !== "POST" || !String(input).endsWith("/v1/approvals")) return fetch(input, init);
    const { resume, ...request } = JSON.parse(String(init.body));
    assert.deepEqual(Object.keys(resume), ["kind", "callbackId"]);
    assert.equal(resume.kind, "durable");
    const response = await fetch(input, { ...init, body: JSON.stringify(request) });
    const known = this.callbacks.get(request.approvalRequestId) ?? [];
    if (response.ok) this.callbacks.set(request.approvalRequestId, [...known, resume.callbackId]);
    return response;
  };

  /** Calls the callback that the approval was requested with, once the approval has ended. */
  async deliver(
    runner: LocalDurableTestRunner,
    client: SaysoClient,
    approvalRequestId: string,
  ): Promise<ApprovalResult> {
    await eventually(() => this.callbacks.has(approvalRequestId));
    const result = await client.waitForApproval(approvalRequestId);
    const pause = runner.getOperation(`pause ${approvalRequestId}`);
    // The runner's own waitForData(SUBMITTED) never returns once the submitter has already ended.
    const submitted = () =>
      pause
        .getChildOperations()
        ?.some((own) => own.getType() === OperationType.STEP && own.getStatus() === OperationStatus.SUCCEEDED) === true;
    await eventually(submitted);
    assert.equal(pause.getCallbackDetails()?.callbackId, this.callbacks.get(approvalRequestId)?.at(-1));
    await pause.sendCallbackSuccess(JSON.stringify(result));
    return result;
  }
}
