"""How an approval ended."""

from dataclasses import dataclass
from typing import Any

from .approval import Approval, Decision, Reviewer, read_approval
from .parsed_json import parsed_json
from .sayso_error import SaysoError


@dataclass(frozen=True)
class ApprovalResult:
    """
    How an approval ended.

    ``expired`` means that nobody answered in time and ``error`` that the request was cancelled or could not be kept:
    neither is a person's "no", and neither is ever a "yes".
    """

    decision: Decision
    feedback: str | None
    """The reviewer's comment, reason or instructions."""
    reviewer: Reviewer | None
    """Who decided; ``None`` where nobody did (``expired``, ``error``)."""
    arguments: Any
    """The arguments that were approved, where the server says them."""
    response: Any
    """The reviewer's answer to the request's ``response_schema``."""
    decided_at: str | None
    """When the approval ended, RFC 3339."""
    approval_request_id: str
    execution_id: str | None

    @property
    def approved(self) -> bool:
        """``True`` only when a person approved."""
        return self.decision == "approved"

    @property
    def changes_requested(self) -> bool:
        """``True`` when the reviewer wants something changed; ``feedback`` says what. Ask again under a new id."""
        return self.decision == "request_changes"


def result_of(approval: Approval) -> ApprovalResult:
    """The result of an approval that is no longer pending."""
    if approval.status == "pending":
        raise ValueError(f"Approval {approval.approval_request_id} is still pending")
    return ApprovalResult(
        decision=approval.status,
        feedback=approval.feedback,
        reviewer=approval.reviewer,
        arguments=approval.arguments,
        response=approval.response,
        decided_at=approval.decided_at,
        approval_request_id=approval.approval_request_id,
        execution_id=approval.execution_id,
    )


def wire_result(result: ApprovalResult) -> dict[str, Any]:
    """As JSON, which :func:`read_result` reads."""
    return {
        "decision": result.decision,
        "feedback": result.feedback,
        "reviewer": None if result.reviewer is None else result.reviewer.model_dump(),
        "arguments": result.arguments,
        "response": result.response,
        "decidedAt": result.decided_at,
        "approvalRequestId": result.approval_request_id,
        "executionId": result.execution_id,
    }


def parse_approval_result(value: Any) -> ApprovalResult:
    """
    The ApprovalResult with which a state machine's task token was answered: the state's output, as text or as what that
    text says. A callback's body must be verified first, which :func:`verify_callback` does.

    :raises SaysoError: ``invalid_result`` for what is not the end of an approval, and never a result of it
    """
    result = read_result(parsed_json(value))
    if result is None:
        raise SaysoError("invalid_result", "This is not the end of an approval")
    return result


def read_result(value: object, approval_request_id: str | None = None) -> ApprovalResult | None:
    """An ApprovalResult's JSON as one again; ``None`` for what is not the end of an approval, or not of that one."""
    if not isinstance(value, dict):
        return None
    approval = read_approval({**value, "status": value.get("decision")}, approval_request_id)
    return None if approval is None or approval.status == "pending" else result_of(approval)
