"""What the event bus and webhooks tell."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from .approval import Approval, read_approval
from .parsed_json import parsed_json
from .sayso_error import SaysoError

ApprovalEventType = Literal[
    "approval.created",
    "approval.decided",
    "approval.expired",
    "approval.cancelled",
    "approval.failed",
    "approval.reminded",
    "approval.escalated",
    "execution.resumed",
    "execution.resuming",
]
"""After ``approval.created`` comes exactly one of the four that end an approval (``decided`` by a person, ``expired``,
``cancelled`` by the agent, ``failed``); the others come in between and after. A later server may send others."""


class _Event(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore")


class EventResume(_Event):
    """Whom an event resumes."""

    execution_id: str | None = None
    detail: Any = None
    """What the request's ``resume`` held."""


class WebhookEvent(_Event):
    """What happened to an approval: what a webhook is sent, and what the detail of an event on EventBridge holds."""

    type: str = Field(min_length=1)
    """One of :data:`ApprovalEventType`."""
    timestamp: str
    """RFC 3339."""
    data: Approval
    """The approval as it stood when the event was sent."""
    sequence: int | None = None
    """The place of the event in the approval's audit trail."""
    truncated: bool = False
    """``data`` is without its context, arguments and response: they are too long. ``get_approval`` has them."""
    event_id: str | None = None
    """The same each time that the event comes; ``None`` in a webhook's body, whose header ``webhook-id`` is that."""
    resume: EventResume | None = None
    """``None`` for all but ``execution.resuming``."""


def parse_event(value: Any) -> WebhookEvent:
    """
    An event that came on EventBridge: its detail, as text or as what that text says. A webhook's must be verified
    first, which :func:`verify_event` does.

    >>> event = parse_event(lambda_event["detail"])

    :raises SaysoError: ``invalid_result`` for what is no event about an approval
    """
    event = read_event(parsed_json(value))
    if event is None:
        raise SaysoError("invalid_result", "This is no event about an approval")
    return event


def read_event(value: object) -> WebhookEvent | None:
    """The event that a message's JSON is; ``None`` for anything else."""
    if not isinstance(value, dict) or read_approval(value.get("data")) is None:
        return None
    try:
        return WebhookEvent.model_validate(value, by_name=False)
    except ValidationError:
        return None
