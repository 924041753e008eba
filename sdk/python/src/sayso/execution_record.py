"""One run's story on the server."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from .async_client import DEFAULT_RETRY_FOR, AsyncClient, ExecutionStatus, OnProblem
from .sayso_error import SaysoError

_Send = Callable[[float], Awaitable[None]]


class ExecutionRecord:
    """
    Written in the order in which it happened. Writing it never fails the run and never makes it wait, except in
    :meth:`flush`.
    """

    def __init__(self, client: AsyncClient, agent: str, execution_id: str, on_problem: OnProblem) -> None:
        self.execution_id = execution_id
        self._client = client
        self._agent = agent
        self._on_problem = on_problem
        self._loop = asyncio.get_running_loop()
        self._lines: deque[tuple[str, _Send]] = deque()
        self._writer: asyncio.Task[None] | None = None
        # After one write was retried in vain, the next are tried once, or a long story would hold the run for minutes.
        self._server_away = False

    def status(self, status: ExecutionStatus) -> None:
        """Records how the run stands."""
        self._write(
            f"status {status}",
            lambda retry_for: self._client.put_execution(self.execution_id, status, self._agent, retry_for=retry_for),
        )

    def note(self, message: str, tags: Sequence[str] | None) -> None:
        """Records a line; from any thread."""
        self._write(
            "a note",
            lambda retry_for: self._client.add_note(self.execution_id, message, tags, retry_for=retry_for),
        )

    async def flush(self) -> None:
        """Returns when everything so far is written or given up."""
        while self._lines or (self._writer is not None and not self._writer.done()):
            self._start()
            if self._writer is not None:
                await asyncio.shield(self._writer)

    def drop(self) -> None:
        """Writes nothing more: the run was stopped, not ended."""
        self._lines.clear()
        if self._writer is not None:
            self._writer.cancel()

    def _write(self, what: str, send: _Send) -> None:
        self._lines.append((what, send))
        self._loop.call_soon_threadsafe(self._start)

    def _start(self) -> None:
        if self._lines and (self._writer is None or self._writer.done()):
            self._writer = self._loop.create_task(self._write_lines())

    async def _write_lines(self) -> None:
        while self._lines:
            what, send = self._lines.popleft()
            try:
                await send(0.0 if self._server_away else DEFAULT_RETRY_FOR)
                self._server_away = False
            except SaysoError as error:
                self._server_away = error.retryable
                message = f"{what} of execution {self.execution_id} was not recorded: {error}"
                self._on_problem(SaysoError(error.code, message, status=error.status))
