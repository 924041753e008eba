import { maxReviewers } from "../core/approval.ts";
import type { Refused } from "../use-cases/apply-command.ts";
import { presentApproval } from "../use-cases/present.ts";
import { invalidField, type ProblemReply, problemReply } from "./problem-reply.ts";
import { keyReused } from "./replay.ts";
import type { App } from "./route.ts";

/** A refusal in words, with the approval it ran into where the caller may see it. */
export async function refusalReply(app: App, refusal: Refused): Promise<ProblemReply> {
  const approval = "approval" in refusal ? await presentApproval(app, refusal.approval) : undefined;
  const more = approval ? { approval } : {};
  switch (refusal.code) {
    case "approval_not_found":
      return problemReply(refusal.code, "There is no approval under this id.");
    case "approval_request_conflict":
      return problemReply(
        refusal.code,
        "This approvalRequestId belongs to a request with other content; choose a new id.",
        more,
      );
    case "approval_already_requested":
      return problemReply(refusal.code, "Another execution waits on this exclusive approval.", more);
    case "too_many_waiters":
      return problemReply(refusal.code, "As many executions as allowed wait on this approval already.", more);
    case "already_decided":
      return problemReply(refusal.code, `This approval has ended: ${approval?.decision}.`, more);
    case "expired":
      return problemReply(
        refusal.code,
        `This approval expired at ${approval?.expiresAt}; nobody can decide it any more.`,
        more,
      );
    case "link_superseded":
      return problemReply(
        refusal.code,
        "A newer link has replaced this one; open the newest message about this request.",
      );
    case "reassigned":
      return problemReply(
        refusal.code,
        "This request has been handed over to other reviewers; this link decides nothing any more.",
      );
    case "not_a_reviewer":
      return problemReply(refusal.code, "You are not among the reviewers of this approval.");
    case "self_approval":
      return problemReply(
        refusal.code,
        "You caused this request, and its policy does not let you decide it or choose who does.",
      );
    case "not_your_approval":
      return problemReply(refusal.code, "Another requester made this approval.");
    case "idempotency_key_reused":
      return keyReused();
    case "expiry_in_the_past":
      return invalidField("expiresInHours", "must lead to a time in the future");
    case "nobody_to_decide":
      return invalidField("reviewers", "must name somebody who did not cause the request");
    case "too_many_reviewers":
      return invalidField("reviewers", `must, with those of policy.escalateTo, be at most ${maxReviewers} in all`);
  }
}
