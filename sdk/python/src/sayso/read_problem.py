"""The error for an answer that is not 2xx."""

from collections.abc import Mapping

from .approval import read_approval
from .clock_hint import clock_hint
from .retry_after import retry_after
from .sayso_error import FieldProblem, SaysoError, ServerErrorCode, server_error_code

_code_of_status: Mapping[int, ServerErrorCode] = {
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "payload_too_large",
    415: "unsupported_media_type",
    429: "rate_limited",
    500: "internal",
}


def read_problem(
    status: int, headers: Mapping[str, str], body: object, now: float, *, signed: bool = False
) -> SaysoError:
    """The server's problem document as an error, or what can be said of any other body, such as a proxy's page.

    :param now: seconds since the epoch
    :param signed: whether the call carried a signature, which a clock that is wrong spoils
    """
    problem: dict[str, object] = body if isinstance(body, dict) else {}
    texts = [text for text in (problem.get("detail"), problem.get("title")) if isinstance(text, str) and text]
    by_status = _code_of_status.get(status, "unavailable" if status > 500 else "invalid_request")
    hint = clock_hint(status, headers, now) if signed else ""
    return SaysoError(
        server_error_code(problem.get("code")) or by_status,
        (texts[0] if texts else f"HTTP {status}") + hint,
        status=status,
        fields=_field_problems(problem.get("errors")),
        approval=read_approval(problem.get("approval")),
        retryable=status == 429 or status >= 500,
        retry_after=retry_after(headers, now),
    )


def _field_problems(errors: object) -> list[FieldProblem]:
    if not isinstance(errors, list):
        return []
    return [
        FieldProblem(str(error.get("field", "")), str(error.get("detail", "")))
        for error in errors
        if isinstance(error, dict)
    ]
