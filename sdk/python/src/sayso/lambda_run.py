"""An agent as the handler of a plain Lambda function."""

import asyncio
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
    reasoner, values = chosen(reasoners, event)
    # Lambda repeats an asynchronous invocation that failed under the same id: the same execution goes on.
    execution_id = event.get("executionId") or context.aws_request_id
    left = context.get_remaining_time_in_millis() / 1000 - _SPARE

    async def run() -> Any:
        deadline.set(asyncio.get_running_loop().time() + max(0.0, left))
        return await reasoner.start(execution_id, values)

    return to_jsonable_python(_own_loop().run_until_complete(run()))


def chosen(reasoners: dict[str, Reasoner[..., Any]], event: Any) -> tuple[Reasoner[..., Any], dict[str, Any]]:
    """The reasoner that the event ``{"reasoner"?, "input"}`` names, or the only one, and its arguments."""
    given = event if isinstance(event, dict) else {}
    name = given.get("reasoner") or (next(iter(reasoners)) if len(reasoners) == 1 else None)
    values = given.get("input", {})
    if isinstance(name, str) and name in reasoners and isinstance(values, dict):
        return reasoners[name], values
    known = ", ".join(reasoners)
    raise SaysoError("invalid_request", f"The event must have an input, an object, and its reasoner be one of: {known}")


def _own_loop() -> asyncio.AbstractEventLoop:
    """One for all invocations: connections are kept between them."""
    global _loop
    if _loop is None or _loop.is_closed():
        _loop = asyncio.new_event_loop()
    return _loop
