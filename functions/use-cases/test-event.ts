import type { DeliveredEvent } from "../ports/delivery-store.ts";
import type { ApprovalResponse } from "../schemas/approval-response.ts";
import type { Settings } from "./deps.ts";

/** Sent to one endpoint when an administrator asks for it, whatever types it wants, and even while it is turned off. */
export const testEventType = "webhook.test";

/** A made-up approval, whole, so that receivers can read it, and pending, so that none acts on it. Sequence 0: no event's. */
export function testEvent(eventId: string, timestamp: string, { publicUrl }: Pick<Settings, "publicUrl">) {
  const data: ApprovalResponse = {
    approvalRequestId: "webhook-test",
    approvalRequestUrl: `${publicUrl}/`,
    status: "pending",
    decision: null,
    feedback: null,
    reviewer: null,
    executionId: null,
    agent: "webhook-test",
    title: "A test of this webhook: there is no such request",
    context: null,
    action: null,
    arguments: null,
    response: null,
    sensitive: [],
    reviewers: [],
    initiatedBy: null,
    metadata: {},
    policy: { quorum: 1, exclusive: false, allowSelfApproval: false },
    createdAt: timestamp,
    expiresAt: timestamp,
    decidedAt: null,
    resumeState: "waiting",
    version: 1,
  };
  return { eventId, type: testEventType, timestamp, sequence: 0, data } satisfies DeliveredEvent;
}
