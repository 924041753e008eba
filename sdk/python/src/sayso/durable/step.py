"""Steps of a durable execution, and how their failures are written down."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from aws_durable_execution_sdk_python import DurableContext, DurableOperationError, StepError
from aws_durable_execution_sdk_python.config import StepConfig
from aws_durable_execution_sdk_python.retries import RetryDecision

from ..sayso_error import FieldProblem, SaysoError

Again = Callable[[Exception, int], RetryDecision]


def step(context: DurableContext, name: str, work: Callable[[Any], Any], again: Again) -> Any:
    """Does the work once, however often Lambda runs the handler again; its outcome."""
    return outcome_of(lambda: context.step(writable(work), name, StepConfig(again)))


def writable(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same work, whose error of ours can be written down and read back."""

    def written(*given: Any) -> Any:
        try:
            return work(*given)
        except SaysoError as error:
            raise _kept(error) from error

    return written


def outcome_of(operation: Callable[[], Any]) -> Any:
    """The operation's outcome; raises the error of ours with which it failed, or else what it raised."""
    try:
        return operation()
    except DurableOperationError as error:
        ours = sayso_error_of(error)
        if ours is None:
            raise
        raise ours from error


def sayso_error_of(error: BaseException | None) -> SaysoError | None:
    """The error of ours with which an operation has failed, however deep it lies, if it is one."""
    while error is not None:
        data = error.data if isinstance(error, DurableOperationError) else None
        if data is not None and data.startswith('{"sayso": '):
            kept = json.loads(data)["sayso"]
            fields = [FieldProblem(**field) for field in kept.pop("fields")]
            return SaysoError(kept.pop("code"), kept.pop("message"), fields=fields, **kept)
        error = error.__cause__
    return None


def operation_name(verb: str, approval_request_id: str, rounds: int = 1) -> str:
    """What an operation is called in Lambda's history."""
    name = f"{verb} {re.sub(r'[^!-~]', '?', approval_request_id)[:128]}"
    return name if rounds == 1 else f"{name} ({rounds})"


def _kept(error: SaysoError) -> StepError:
    """The error as it must be written down to come back as one, here and in a replay. The approval of a conflict is
    left out: it holds the request and the reviewer's words."""
    fields = [asdict(field) for field in error.fields]
    kept = {"code": error.code, "message": str(error), "status": error.status, "fields": fields}
    data = {"sayso": {**kept, "retryable": error.retryable, "retry_after": error.retry_after}}
    return StepError(str(error), data=json.dumps(data))
