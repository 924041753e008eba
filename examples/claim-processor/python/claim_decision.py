"""What became of a claim."""

from typing import Any

from sayso import ApprovalResult


def claim_decision(result: ApprovalResult) -> dict[str, Any]:
    """What the reviewer's answer means for the claim."""
    if result.approved:
        return {"decision": "approved", "method": "human", "feedback": result.feedback}
    if result.changes_requested:
        return {"decision": "needs_review", "feedback": result.feedback}
    if result.decision == "expired":
        # Nobody answered in time. That is nobody's no: it goes to somebody senior.
        return {"decision": "escalated", "reason": "approval_timeout"}
    if result.decision == "error":
        # The request was cancelled or could not be kept.
        return {"decision": "failed", "reason": result.feedback}
    return {"decision": "rejected", "reason": result.feedback}
