"""The waits of one client."""

import asyncio
import math
import random
import time
from asyncio import sleep
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from .approval import Approval, read_approval
from .approval_path import approval_path
from .http_transport import HttpAnswer, HttpCall, HttpTransport
from .outage import Outage
from .retry_delay import retry_delay
from .sayso_error import SaysoError, WaitTimeout

# Seconds for which the server is asked to hold its answer while the approval is pending.
_HOLD = 20
_ATTEMPT_TIMEOUT = _HOLD + 10.0
# A held answer that comes back pending sooner than this was not held.
_SHORTEST_HOLD = 1.0


deadline: ContextVar[float | None] = ContextVar("sayso_deadline", default=None)
"""When the machine ends whatever still runs, by the event loop's clock; waits give up by then."""


class WaitLimits:
    """How long a wait may take, from now on. ``timeout`` is seconds, ``None``: no limit."""

    def __init__(self, timeout: float | None) -> None:
        end = deadline.get()
        if end is not None:
            timeout = max(0.0, min(math.inf if timeout is None else timeout, end - asyncio.get_running_loop().time()))
        self.timeout = timeout
        self._end = None if timeout is None else time.monotonic() + timeout

    def left(self) -> float | None:
        """Seconds that are left."""
        return None if self._end is None else max(0.0, self._end - time.monotonic())


@dataclass
class _Poll:
    task: "asyncio.Task[Approval]"
    waiters: int = 0


class ApprovalWaits:
    """One poll per approval however many wait for it, through any outage of the server."""

    def __init__(self, transport: HttpTransport, outage: Outage) -> None:
        self._transport = transport
        self._outage = outage
        self._polls: dict[str, _Poll] = {}

    async def until_terminal(self, approval_request_id: str, limits: WaitLimits) -> Approval:
        """The approval once it is terminal; :class:`WaitTimeout` if that takes longer than the limits allow."""
        poll = self._join(approval_request_id)
        try:
            done, _ = await asyncio.wait({poll.task}, timeout=limits.left())
            if done:
                return poll.task.result()
        finally:
            self._leave(approval_request_id, poll)
        return await self._last_look(approval_request_id, limits, lambda approval: approval.status != "pending")

    async def now(self, approval_request_id: str, limits: WaitLimits) -> Approval:
        """The approval as it stands now, pending or not, as soon as the server can be asked."""
        asking = asyncio.create_task(self._keep_asking(approval_path(approval_request_id)))
        try:
            done, _ = await asyncio.wait({asking}, timeout=limits.left())
            if done:
                return _read(asking.result(), approval_request_id)
        finally:
            asking.cancel()
        return await self._last_look(approval_request_id, limits, lambda _: True)

    async def _last_look(
        self, approval_request_id: str, limits: WaitLimits, enough: Callable[[Approval], bool]
    ) -> Approval:
        """Asked once more at the time-out: a wait of 24 h on an approval of 24 h must end as ``expired``."""
        timeout = limits.timeout or 0.0
        look = HttpCall("GET", approval_path(approval_request_id), retry_for=2.0, attempt_timeout=10.0)
        try:
            approval = _read(await self._transport.call(look), approval_request_id)
        except SaysoError as cause:
            if not cause.retryable:
                raise
            raise WaitTimeout(approval_request_id, timeout) from cause
        if enough(approval):
            return approval
        raise WaitTimeout(approval_request_id, timeout, approval)

    def _join(self, approval_request_id: str) -> _Poll:
        poll = self._polls.get(approval_request_id)
        if poll is None:
            path = f"{approval_path(approval_request_id)}?wait={_HOLD}"
            poll = _Poll(asyncio.create_task(self._poll(path, approval_request_id)))
            self._polls[approval_request_id] = poll
            ended = poll
            poll.task.add_done_callback(lambda _: self._forget(approval_request_id, ended))
        poll.waiters += 1
        return poll

    def _leave(self, approval_request_id: str, poll: _Poll) -> None:
        poll.waiters -= 1
        if poll.waiters == 0:
            poll.task.cancel()
            self._forget(approval_request_id, poll)

    def _forget(self, approval_request_id: str, poll: _Poll) -> None:
        if self._polls.get(approval_request_id) is poll:
            del self._polls[approval_request_id]
        if poll.task.done() and not poll.task.cancelled():
            poll.task.exception()  # Looked at, or asyncio reports it as never retrieved when everybody has left.

    async def _poll(self, path: str, approval_request_id: str) -> Approval:
        early = 0
        while True:
            asked = time.monotonic()
            answer = await self._keep_asking(path)
            approval = _read(answer, approval_request_id)
            if approval.status != "pending":
                return approval
            early = early + 1 if time.monotonic() - asked < _SHORTEST_HOLD else 0
            pace = random.random() * min(1.0, 0.05 * 2.0 ** min(early, 16)) if early > 1 else 0.0
            await sleep(pace if answer.retry_after is None else answer.retry_after)

    async def _keep_asking(self, path: str) -> HttpAnswer:
        """Asks until the server answers, be it away for a week."""
        failures = 0
        while True:
            try:
                call = HttpCall("GET", path, retry_for=0.0, attempt_timeout=_ATTEMPT_TIMEOUT)
                return await self._transport.call(call)
            except SaysoError as error:
                if not error.retryable:
                    raise
                if error.code == "network":
                    await self._outage.over()
                delay = retry_delay(failures, error)
            failures += 1
            await sleep(delay)


def _read(answer: HttpAnswer, approval_request_id: str) -> Approval:
    approval = read_approval(answer.body, approval_request_id)
    if approval is not None:
        return approval
    message = f"The server answered with something that is not approval {approval_request_id}"
    raise SaysoError("network", message)
