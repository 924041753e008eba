"""The one error of this package."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from .approval import Approval

ServerErrorCode = Literal[
    "invalid_request",
    "unsupported_media_type",
    "payload_too_large",
    "unauthenticated",
    "forbidden",
    "not_a_reviewer",
    "self_approval",
    "not_your_approval",
    "approval_not_found",
    "execution_not_found",
    "not_found",
    "method_not_allowed",
    "approval_request_conflict",
    "approval_already_requested",
    "too_many_waiters",
    "api_key_already_created",
    "secret_already_shown",
    "already_decided",
    "expired",
    "link_superseded",
    "reassigned",
    "idempotency_key_reused",
    "rate_limited",
    "internal",
    "unavailable",
]
"""A code that the server answers with."""

SaysoErrorCode = Literal[
    ServerErrorCode,
    "network",
    "wait_timeout",
    "model_not_configured",
    "invalid_answer",
    "invalid_result",
    "invalid_json_value",
    "invalid_webhook_key",
    "invalid_webhook_headers",
    "stale_webhook",
    "invalid_webhook_signature",
    "invalid_webhook_body",
]
"""
Every code that a :class:`SaysoError` can carry: the server's, and those of this package.

- ``network``: no answer came, or none that is Sayso's.
- ``wait_timeout``: see :class:`WaitTimeout`.
- ``model_not_configured``: ``app.ai`` was called on an agent without a model.
- ``invalid_answer``: the model's answer does not match the schema.
- ``invalid_webhook_key``, ``invalid_webhook_headers``, ``stale_webhook``, ``invalid_webhook_signature``,
  ``invalid_webhook_body``: what ``verify_webhook`` refuses, and why.
- ``invalid_result``: what ``parse_approval_result`` or ``parse_event`` was given is no end of an approval, or no event.
- ``invalid_json_value``: a value that JSON, and so ``canonical_json``, cannot hold.
"""

_server_codes: frozenset[str] = frozenset(get_args(ServerErrorCode))


@dataclass(frozen=True)
class FieldProblem:
    """One thing wrong with one field, ``field`` being its path (``action.name``)."""

    field: str
    detail: str


class SaysoError(Exception):
    """
    The one error that this package raises; look at ``code``. Its message never holds a key or a token.

    >>> try:
    ...     client.request_approval("claim-42", title="Pay?")
    ... except SaysoError as error:
    ...     if error.code != "approval_request_conflict":
    ...         raise
    """

    code: SaysoErrorCode
    status: int | None
    """HTTP status, where the server answered."""
    fields: tuple[FieldProblem, ...]
    """What is wrong with which field, for ``invalid_request`` and ``invalid_answer``."""
    retryable: bool
    """Whether the very same call may succeed later. Calls were retried already, for as long as ``retry_for`` says."""
    retry_after: float | None
    """Seconds that the server asked to wait before the next attempt."""
    approval: Approval | None
    """The approval that stands in the way: the existing one, or the one with the winning decision. It is in no message,
    so that what is logged does not take the reviewer's words along."""

    def __init__(
        self,
        code: SaysoErrorCode,
        message: str,
        *,
        status: int | None = None,
        fields: Sequence[FieldProblem] = (),
        approval: Approval | None = None,
        retryable: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.fields = tuple(fields)
        self.approval = approval
        self.retryable = retryable
        self.retry_after = retry_after

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r}, {str(self)!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.code, str(self)), vars(self)


class WaitTimeout(SaysoError):  # noqa: N818
    """
    The time given to a wait is up and the approval is still pending. Nothing is lost: the approval stays, and the next
    ``wait_for_approval`` or ``wait_for_resume`` with the same id takes up where this one left off.
    """

    approval_request_id: str
    timeout: float
    """The time that was waited, in seconds."""

    def __init__(
        self, approval_request_id: str, timeout: float, approval: Approval | None = None, *, pending: bool = False
    ) -> None:
        known = pending or approval is not None
        state = "it is still pending" if known else "no answer about it could be had"
        message = f"Waited {timeout:g} s for approval {approval_request_id}: {state}"
        super().__init__("wait_timeout", message, approval=approval)
        self.approval_request_id = approval_request_id
        self.timeout = timeout

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.approval_request_id, self.timeout), {**vars(self), "args": self.args}


def server_error_code(value: object) -> ServerErrorCode | None:
    """The word where it is one of the server's codes."""
    return value if isinstance(value, str) and value in _server_codes else None  # type: ignore[return-value]
