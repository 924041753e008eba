"""An agent as the handler of an AWS Lambda durable function."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from ..async_client import AsyncClient, OnProblem
from ..client import Client
from ..lambda_run import chosen
from ..reasoner import Reasoner
from ..sayso_error import SaysoError

if TYPE_CHECKING:
    from .run import DurableRun

durable_run: "ContextVar[DurableRun | None]" = ContextVar("sayso_durable_run", default=None)
"""The durable execution in which the agent runs, if it does."""


def durable_handler(
    agent: str, reasoners: dict[str, Reasoner[..., Any]], client: AsyncClient, on_problem: OnProblem
) -> Callable[[Any, Any], Any]:
    """The handler, to be made once."""
    try:
        from aws_durable_execution_sdk_python import DurableContext, durable_execution

        from .execution_id import durable_execution_id
        from .run import DurableRun
    except ImportError as cause:
        message = 'app.durable_handler needs Python 3.11 and AWS\'s SDK: pip install "sayso[durable]"'
        raise SaysoError("invalid_request", message) from cause
    blocking = Client.over(client)

    def handle(event: Any, context: DurableContext) -> Any:
        reasoner, values = chosen(reasoners, event)
        execution_id = durable_execution_id(agent, context.execution_context.durable_execution_arn)
        run = DurableRun(context, blocking, agent, execution_id, on_problem)
        run.status("running")
        try:
            result = to_jsonable_python(_run(reasoner, execution_id, values, run))
        except Exception:
            # A wait is no Exception: it ends this invocation and not the execution.
            run.status("failed")
            raise
        run.status("succeeded")
        return result

    handler: Callable[[Any, Any], Any] = durable_execution(handle)
    return handler


def _run(reasoner: Reasoner[..., Any], execution_id: str, values: dict[str, Any], run: "DurableRun") -> Any:
    async def work() -> Any:
        durable_run.set(run)
        return await reasoner.start(execution_id, values)

    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(work())
    finally:
        loop.close()
