"""What a person is asked to approve."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic.alias_generators import to_camel
from typing_extensions import Required, TypedDict


class ApprovalPolicy(TypedDict, total=False):
    """Rules for one approval. The server refuses a rule that it does not support (``invalid_request``); it never
    ignores one."""

    quorum: int
    """How many different reviewers must agree. Default 1."""
    exclusive: bool
    """Refuse a second execution that asks under the same pending id. Default ``False``."""
    allow_self_approval: bool
    """Let the person named by ``initiated_by`` decide. Default ``False``."""
    remind_after_hours: float
    """Hours from the request until its reviewers are reminded, once; fractions allowed, less than
    ``expires_in_hours``."""
    escalate_after_hours: float
    """Hours from the request until the reviewers in ``escalate_to`` are asked too; fractions allowed, less than
    ``expires_in_hours``."""
    escalate_to: Sequence[str]
    """Ids of reviewers; with those of the request at most 20. Those who were asked first may still decide."""


class Action(TypedDict, total=False):
    """What the agent will do once it may."""

    name: Required[str]
    arguments: Any


class ResumeTarget(TypedDict, total=False):
    """Where the server delivers the decision. ``{"kind": "poll"}``, the default, suits every process that stays alive
    or comes back."""

    kind: Required[Literal["poll", "task-token", "durable", "callback", "event"]]
    task_token: str
    """With ``task-token``: the agent is a state of a Step Functions state machine that waits on this token."""
    callback_id: str
    """With ``durable``: the agent is a Lambda durable function that waits for this callback."""
    url: str
    """With ``callback``: your endpoint; see ``verify_callback``."""
    detail: Any
    """With ``event``: comes back in the terminal event on EventBridge."""


class RequestContent(TypedDict, total=False):
    """What a request may say beside its id, its page and its expiry. ``None`` stands for "not said"."""

    agent: str | None
    """The agent's name, for reviewers to read. ``Agent`` fills it in."""
    title: str | None
    """One line that says what is asked."""
    context: Any
    """What the reviewer needs to know: a string is shown as Markdown, anything else as JSON (pydantic models and
    dataclasses too)."""
    action: Action | None
    response_schema: Any
    """JSON Schema of the ``response`` that the reviewer must give."""
    reviewers: Sequence[str] | None
    """Ids of the reviewers who may decide. Default: those configured on the server."""
    policy: ApprovalPolicy | None
    resume: ResumeTarget | None
    metadata: Mapping[str, str | int | float | bool] | None
    """Your own labels, to find approvals by."""
    initiated_by: str | None
    """Id of the person who caused the request. They may not approve it themselves."""
    sensitive: Sequence[str] | None
    """JSON Pointers (RFC 6901) into ``/context`` and ``/action/arguments``, such as ``"/context/iban"``: shown on the
    review page alone, and left out of every message, event and webhook. One that leads nowhere is refused."""


def wire_request(**given: Any) -> dict[str, Any]:
    """The request's body: camelCase, without what is not said. Values of the caller's own stay as they are."""
    body = {to_camel(name): value for name, value in given.items() if value is not None}
    for name in ("policy", "resume"):
        if isinstance(body.get(name), Mapping):
            body[name] = {to_camel(key): value for key, value in body[name].items()}
    return body
