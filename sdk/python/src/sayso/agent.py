"""An agent that stops for a person's say-so."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, overload

from typing_extensions import Unpack

from .approval_request import RequestContent
from .approval_result import ApprovalResult
from .ask_model import ask_model
from .async_client import AsyncClient, OnPending, OnProblem, warn_of_problem
from .durable.handler import durable_handler, durable_run
from .execution_record import ExecutionRecord
from .lambda_run import LambdaContext, lambda_run
from .reasoner import Reasoner
from .sayso_error import SaysoError
from .serving import ReasonerApp

if TYPE_CHECKING:
    from pydantic_ai.models import Model

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_running: ContextVar[ExecutionRecord | None] = ContextVar("sayso_execution", default=None)


class Agent:
    """
    An agent that stops for a person's say-so.

    >>> app = Agent("claim-processor")
    >>> @app.reasoner()
    ... async def process_claim(claim_id: str, amount: float) -> str:
    ...     app.note(f"Escalating claim {claim_id}", tags=["escalation"])
    ...     result = await app.pause(f"claim-{claim_id}", title=f"Pay ${amount:,.2f}?")
    ...     return "paid" if result.approved else "not paid"

    :param client: default: ``AsyncClient()``, configured by the environment
    :param model: the model that :meth:`ai` asks: a name or an object of pydantic-ai; default: the environment's
        ``SAYSO_MODEL`` (``anthropic:claude-sonnet-4-5``)
    :param on_problem: told of notes and statuses that could not be recorded; default: Python's warnings
    """

    def __init__(
        self,
        name: str,
        *,
        client: AsyncClient | None = None,
        model: "str | Model | None" = None,
        on_problem: OnProblem = warn_of_problem,
    ) -> None:
        self.name = name
        self.client = client or AsyncClient(on_problem=on_problem)
        self.model: str | Model | None = model or os.environ.get("SAYSO_MODEL") or None
        self.reasoners: dict[str, Reasoner[..., Any]] = {}
        self._on_problem = on_problem

    def reasoner(self, name: str | None = None) -> Callable[[Callable[P, Awaitable[R]]], Reasoner[P, R]]:
        """Makes an async function one whose every call is an execution. Its name is the start of each execution's
        id."""
        if callable(name):
            raise TypeError("Write @app.reasoner(), with its parentheses")

        def decorate(fn: Callable[P, Awaitable[R]]) -> Reasoner[P, R]:
            reasoner = Reasoner(name, fn, self._execute)
            if reasoner.name in self.reasoners:
                raise ValueError(f"{self.name} has a reasoner {reasoner.name} already")
            self.reasoners[reasoner.name] = reasoner
            return reasoner

        return decorate

    @overload
    async def ai(self, *, user: str, system: str | None = None, schema: None = None) -> str: ...
    @overload
    async def ai(self, *, user: str, system: str | None = None, schema: type[T]) -> T: ...
    async def ai(self, *, user: str, system: str | None = None, schema: type[Any] | None = None) -> Any:
        """
        Asks the agent's model. With a schema (a pydantic model, a dataclass …) the answer is checked and typed, without
        one it is text.

        :param system: what the model is and how it should judge
        :param user: the case itself
        :raises SaysoError: ``model_not_configured``, or ``invalid_answer`` with ``fields``. Errors of the model's
            provider are raised as they are.
        """
        if self.model is None:
            how = f"Agent({json.dumps(self.name)}, model=…) or SAYSO_MODEL"
            message = f"This agent has no model: set one with {how}, a model of pydantic-ai"
            raise SaysoError("model_not_configured", message)
        durable = durable_run.get()
        if durable is not None:
            return durable.ai(self.model, system, user, schema or str)
        return await ask_model(self.model, system, user, schema or str)

    def note(self, message: str, tags: Sequence[str] | None = None) -> None:
        """
        Writes a line into the running execution's story, for the reviewer to read. Returns at once; the notes of one
        execution arrive in order, before its pauses and before its end. A note that cannot be recorded is reported to
        ``on_problem`` and fails nothing.
        """
        execution = durable_run.get() or _running.get()
        if execution is not None:
            execution.note(message, tags)
        else:
            lost = "A note outside of a reasoner belongs to no execution and is lost"
            self._on_problem(SaysoError("invalid_request", lost))

    async def pause(
        self,
        approval_request_id: str,
        approval_request_url: str | None = None,
        expires_in_hours: float | None = None,
        timeout: float | None = None,
        execution_id: str | None = None,
        *,
        on_pending: OnPending | None = None,
        **content: Unpack[RequestContent],
    ) -> ApprovalResult:
        """
        Asks a person and waits for the answer, five minutes or five months.

        :param approval_request_id: names the approval: 1-128 characters of ``A-Z a-z 0-9 . _ ~ : @ -``
        :param approval_request_url: a page of your own for the reviewer; default: the server's
        :param expires_in_hours: until the server ends it as ``expired``; fractions allowed, at most 8,640, default 72
        :param on_pending: called once when it is known to be pending, with the page on which it can be decided
        :raises WaitTimeout: when it is still pending after ``timeout`` seconds (default: no limit but its expiry)
        :raises SaysoError: ``approval_request_conflict`` when the id stands for other content, and others
        """
        content["agent"] = content.get("agent") or self.name
        durable, execution = durable_run.get(), _running.get()
        if durable is not None:
            return durable.pause(
                approval_request_id,
                approval_request_url,
                expires_in_hours,
                timeout,
                execution_id,
                on_pending,
                dict(content),
            )
        if execution is not None:
            await execution.flush()
            execution_id = execution_id or execution.execution_id
        return await self.client.pause(
            approval_request_id,
            approval_request_url,
            expires_in_hours,
            timeout,
            execution_id,
            on_pending=on_pending,
            **content,
        )

    async def wait_for_resume(
        self, approval_request_id: str, *, timeout: float | None = None, on_pending: OnPending | None = None
    ) -> ApprovalResult | None:
        """
        Call it first in a reasoner that pauses: after a crash it takes up the wait, so that nothing is analysed or
        asked twice. ``None`` at once where nothing was asked before.

        :raises WaitTimeout: when it is still pending after ``timeout`` seconds; never ``None`` then
        """
        durable = durable_run.get()
        if durable is not None:
            return durable.wait_for_resume(approval_request_id, timeout, on_pending)
        return await self.client.wait_for_resume(approval_request_id, timeout=timeout, on_pending=on_pending)

    def asgi(self) -> ReasonerApp:
        """The agent's reasoners as an ASGI application, for a server of your own."""
        return ReasonerApp(self.reasoners, self.client.aclose)

    def serve(self, host: str = "127.0.0.1", port: int = 8001) -> None:
        """Serves the agent's reasoners until the process is told to end; see :class:`ReasonerApp`. Needs
        ``sayso[serve]``."""
        try:
            import uvicorn
        except ImportError as cause:
            raise SaysoError("invalid_request", 'app.serve needs uvicorn: pip install "sayso[serve]"') from cause
        uvicorn.run(self.asgi(), host=host, port=port)

    def lambda_handler(self, event: Any, context: LambdaContext) -> Any:
        """
        The handler of a plain Lambda function: the event ``{"reasoner"?, "input": {…}, "executionId"?}`` runs a
        reasoner (the agent's only one where none is named) and returns its outcome. A wait that Lambda's time does not
        suffice for raises :class:`WaitTimeout`: invoke the function again with the same event, as Lambda does by itself
        after an asynchronous invocation, and a reasoner that begins with :meth:`wait_for_resume` goes on where it was.
        """
        return lambda_run(self.reasoners, event, context)

    def durable_handler(self) -> Callable[[Any, Any], Any]:
        """
        The handler of a Lambda *durable* function, for the same events as :meth:`lambda_handler`. It costs nothing
        while it waits for a person, however long that takes, and goes on at the very line.

        Lambda runs the reasoner again from its start after each wait, with the outcomes of :meth:`ai`, :meth:`note`,
        :meth:`pause` and :meth:`wait_for_resume` in their place. So code between them must do the same each time it
        runs, and pauses wait one after the other. Needs ``sayso[durable]`` and Python 3.11.

        >>> handler = app.durable_handler()
        """
        return durable_handler(self.name, self.reasoners, self.client, self._on_problem)

    async def _execute(self, execution_id: str, work: Callable[[], Awaitable[R]]) -> R:
        if durable_run.get() is not None:
            return await work()  # What it is part of is the durable execution.
        execution = ExecutionRecord(self.client, self.name, execution_id, self._on_problem)
        outer = _running.set(execution)
        execution.status("running")
        try:
            result = await work()
        except asyncio.CancelledError:
            execution.drop()  # Stopped, as by Ctrl+C: it may go on after a restart.
            raise
        except BaseException:
            execution.status("failed")
            await execution.flush()
            raise
        else:
            execution.status("succeeded")
            await execution.flush()
            return result
        finally:
            _running.reset(outer)
