"""An approval request as the server sees it."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

Decision = Literal["approved", "rejected", "request_changes", "expired", "error"]
"""How an approval can end: the three that a person may decide, the clock's, and an error (cancelled, or the wait could
not be kept)."""

ApprovalStatus = Literal["pending", "approved", "rejected", "request_changes", "expired", "error"]
"""Where an approval stands: waiting for a person, or ended, exactly once and for ever."""


class _Wire(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore")


class Reviewer(_Wire):
    """The person who decided, and how they proved it (``"oidc"``, ``"link"``, ``"slack"``, ``"admin_token"`` …)."""

    id: str
    name: str
    via: str


class ApprovalAction(_Wire):
    """What the agent will do once it may: a name and the arguments it will be done with."""

    name: str
    arguments: Any = None


class Approval(_Wire):
    """
    An approval request. Times are RFC 3339 with an offset.

    >>> approval = client.get_approval("claim-42")
    >>> print(approval.status, approval.approval_request_url)
    """

    approval_request_id: str
    approval_request_url: str = ""
    """The page on which reviewers decide. It asks them to sign in; it never holds a reviewer's own link."""
    status: ApprovalStatus
    decision: Decision | None = None
    """``None`` while pending, then the same word as ``status``."""
    feedback: str | None = None
    """The reviewer's words, or, for ``error``, what went wrong."""
    reviewer: Reviewer | None = None
    """``None`` while pending, and where nobody decided (``expired``, ``error``)."""
    execution_id: str | None = None
    agent: str | None = None
    reviewers: tuple[str, ...] = ()
    """Ids of the reviewers who may decide."""
    initiated_by: str | None = None
    """Id of the person who caused the request."""
    metadata: dict[str, str | int | float | bool] = {}
    """The labels that the agent gave it."""
    title: str | None = None
    context: Any = None
    action: ApprovalAction | None = None
    arguments: Any = None
    """The arguments that were approved, where the reviewer may change them."""
    response: Any = None
    """The reviewer's answer to the request's ``response_schema``."""
    sensitive: tuple[str, ...] = ()
    """JSON Pointers to what no message, event or webhook is told."""
    created_at: str | None = None
    expires_at: str | None = None
    decided_at: str | None = None
    resume_state: str | None = None
    """How far the decision has come on its way to the agent."""
    version: int | None = None


def read_approval(value: object, approval_request_id: str | None = None) -> Approval | None:
    """The approval that a server's answer is, and of that id where one is given; ``None`` for anything else, which must
    never be read as a decision."""
    try:
        approval = Approval.model_validate(value, by_name=False)
    except ValidationError:
        return None
    if approval.approval_request_id != (approval_request_id or approval.approval_request_id):
        return None
    decision = None if approval.status == "pending" else approval.status
    return approval if approval.decision == decision else None
