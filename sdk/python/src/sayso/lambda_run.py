"""An agent as the handler of a plain Lambda function."""

import asyncio
import uuid
from typing import Any, Protocol

from pydantic_core import to_jsonable_python

from .approval_waits import deadline
from .reasoner import Reasoner
from .sayso_error import SaysoError

# Seconds before Lambda's own limit at which waits give up, so that the run can say so.
_SPARE = 3.0

_loop: asyncio.AbstractEventLoop | None = None


class LambdaContext(Protocol):
    """What is used of the context that Lambda hands in."""

    aws_request_id: str

    def get_remaining_time_in_millis(self) -> int:
        """Before Lambda ends the function."""


def lambda_run(reasoners: dict[str, Reasoner[..., Any]], event: Any, context: LambdaContext) -> Any:
    """One invocation; its outcome as JSON."""
    given = event if isinstance(event, dict) else {}
    name = given.get("reasoner") or (next(iter(reasoners)) if len(reasoners) == 1 else None)
    if not isinstance(name, str) or name not in reasoners:
        known = ", ".join(reasoners)
        raise SaysoError("invalid_request", f"The event's reasoner must be one of: {known}")
    # Lambda repeats an asynchronous invocation that failed under the same id: the same execution goes on.
    execution_id = given.get("executionId") or context.aws_request_id or f"{name}-{uuid.uuid4()}"
    left = context.get_remaining_time_in_millis() / 1000 - _SPARE

    async def run() -> Any:
        deadline.set(asyncio.get_running_loop().time() + max(0.0, left))
        return await reasoners[name].start(execution_id, given.get("input") or {})

    return to_jsonable_python(_own_loop().run_until_complete(run()))


def _own_loop() -> asyncio.AbstractEventLoop:
    """One for all invocations: connections are kept between them."""
    global _loop
    if _loop is None or _loop.is_closed():
        _loop = asyncio.new_event_loop()
    return _loop
