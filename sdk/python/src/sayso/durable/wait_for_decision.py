"""One pause of a durable execution."""

import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aws_durable_execution_sdk_python import CallbackExternalError, CallbackTimeoutError, DurableContext
from aws_durable_execution_sdk_python.config import Duration, WaitForCallbackConfig

from ..approval import Approval
from ..approval_result import ApprovalResult, read_result, result_of, wire_result
from ..client import Client
from ..sayso_error import SaysoError, WaitTimeout
from .retries import MANY_ATTEMPTS, until_answered
from .step import operation_name, outcome_of, step, writable

# Seconds by which a callback outlives its approval, so that the server, whose clock it is, says `expired`.
_GRACE = 600
# A durable execution ends after 366 days.
_LONGEST_WAIT = 366 * 86_400


@dataclass(frozen=True)
class DecisionWait:
    """What is waited for."""

    client: Client
    approval_request_id: str
    expires_in_hours: float
    timeout: float | None
    """Seconds; ``None`` waits for as long as the approval does."""
    submit: Callable[[str], None]
    """Asks for the approval, with the callback to be called with its end."""


def wait_for_decision(context: DurableContext, wait: DecisionWait) -> ApprovalResult:
    """
    Its end. A callback that times out was not called: the server could not be reached, or was asked late, or somebody
    has moved the expiry. The server is asked how it stands, and an approval that is pending still is waited for again.
    """
    timeout = wait.timeout
    seconds = wait.expires_in_hours * 3600 + _GRACE if timeout is None else timeout
    rounds, waited = 1, 0.0
    while True:
        result = _called(context, wait, seconds, rounds)
        if result is not None:
            return result
        waited += seconds
        look = _look(context, wait, rounds)
        if isinstance(look, ApprovalResult):
            return look
        if timeout is not None or look is None or look <= 0:
            raise WaitTimeout(wait.approval_request_id, waited, pending=look is not None)
        seconds = look + _GRACE
        rounds += 1


def _called(context: DurableContext, wait: DecisionWait, seconds: float, rounds: int) -> ApprovalResult | None:
    """What the callback was called with; ``None`` when nobody did in time."""
    config = WaitForCallbackConfig(timeout=_whole(seconds), retry_strategy=until_answered(MANY_ATTEMPTS))
    submit = writable(lambda callback_id, _: wait.submit(callback_id))
    name = operation_name("pause", wait.approval_request_id, rounds)
    try:
        answer = outcome_of(lambda: context.wait_for_callback(submit, name, config))
    except (CallbackTimeoutError, CallbackExternalError):
        return None
    try:
        return read_result(json.loads(answer), wait.approval_request_id)
    except (TypeError, ValueError):
        return None


def _look(context: DurableContext, wait: DecisionWait, rounds: int) -> ApprovalResult | float | None:
    """How the approval stands: its result, or the seconds that it has left, or nothing if that cannot be had."""

    def ask(_: object) -> dict[str, Any]:
        approval = wait.client.get_approval(wait.approval_request_id, retry_for=0.0)
        if approval.status != "pending":
            return {"result": wire_result(result_of(approval))}
        return {"secondsLeft": _seconds_left(approval)}

    name = operation_name("look at", wait.approval_request_id, rounds)
    try:
        look = step(context, name, ask, until_answered(MANY_ATTEMPTS if wait.timeout is None else 3))
    except SaysoError as error:
        if error.retryable:
            return None
        raise
    if "result" in look:
        return read_result(look["result"], wait.approval_request_id)
    return float(look["secondsLeft"])


def _whole(seconds: float) -> Duration:
    """Seconds as Lambda takes them. What is no number at all is for the server to refuse."""
    known = _GRACE if math.isnan(seconds) else seconds
    return Duration(seconds=min(_LONGEST_WAIT, max(1, math.ceil(min(known, _LONGEST_WAIT)))))


def _seconds_left(approval: Approval) -> float:
    if approval.expires_at is None:
        return 0.0
    return datetime.fromisoformat(approval.expires_at).timestamp() - time.time()
