"""Sayso's API for programs without asyncio."""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Literal, NamedTuple, TypeVar

import httpx
from typing_extensions import Self, Unpack

from .approval import Approval, ApprovalStatus
from .approval_list import ApprovalPage
from .approval_request import RequestContent
from .approval_result import ApprovalResult
from .async_client import (
    DEFAULT_RETRY_FOR,
    AsyncClient,
    ExecutionStatus,
    OnPending,
    OnProblem,
    warn_of_problem,
)
from .iam_signer import IamAuth

T = TypeVar("T")


class _OwnLoop(NamedTuple):
    process: int
    loop: asyncio.AbstractEventLoop
    thread: threading.Thread


class Client:
    """
    :class:`AsyncClient` for programs without asyncio: the same calls, which block their thread. Threads share one
    client, and its waits for the same approval one poll. ``on_pending`` and ``on_problem`` are called in a thread of
    its own.

    >>> client = Client()
    >>> result = client.pause("refund-1009", title="Refund $480.00?", expires_in_hours=24)
    """

    def __init__(
        self,
        server_url: str | None = None,
        *,
        api_key: str | None = None,
        token: str | None = None,
        auth: Literal["iam", "iam-review"] | IamAuth | None = None,
        retry_for: float = DEFAULT_RETRY_FOR,
        on_problem: OnProblem = warn_of_problem,
        transport: Callable[[], httpx.AsyncBaseTransport] | None = None,
    ) -> None:
        self._client = AsyncClient(
            server_url,
            api_key=api_key,
            token=token,
            auth=auth,
            retry_for=retry_for,
            on_problem=on_problem,
            transport=transport,
        )
        self.server_url = self._client.server_url
        self._lock = threading.Lock()
        self._loop: _OwnLoop | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.server_url!r})"

    def request_approval(
        self,
        approval_request_id: str,
        approval_request_url: str | None = None,
        expires_in_hours: float | None = None,
        *,
        execution_id: str | None = None,
        retry_for: float | None = None,
        idempotency_key: str | None = None,
        **content: Unpack[RequestContent],
    ) -> Approval:
        """See :meth:`AsyncClient.request_approval`."""
        return self.run(
            self._client.request_approval(
                approval_request_id,
                approval_request_url,
                expires_in_hours,
                execution_id=execution_id,
                retry_for=retry_for,
                idempotency_key=idempotency_key,
                **content,
            )
        )

    def wait_for_approval(self, approval_request_id: str, *, timeout: float | None = None) -> ApprovalResult:
        """See :meth:`AsyncClient.wait_for_approval`."""
        return self.run(self._client.wait_for_approval(approval_request_id, timeout=timeout))

    def wait_for_resume(
        self, approval_request_id: str, *, timeout: float | None = None, on_pending: OnPending | None = None
    ) -> ApprovalResult | None:
        """See :meth:`AsyncClient.wait_for_resume`."""
        return self.run(self._client.wait_for_resume(approval_request_id, timeout=timeout, on_pending=on_pending))

    def pause(
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
        """See :meth:`AsyncClient.pause`."""
        return self.run(
            self._client.pause(
                approval_request_id,
                approval_request_url,
                expires_in_hours,
                timeout,
                execution_id,
                on_pending=on_pending,
                **content,
            )
        )

    def get_approval(self, approval_request_id: str, *, retry_for: float | None = None) -> Approval:
        """See :meth:`AsyncClient.get_approval`."""
        return self.run(self._client.get_approval(approval_request_id, retry_for=retry_for))

    def list_approvals(
        self,
        *,
        status: ApprovalStatus | None = None,
        agent: str | None = None,
        reviewer: str | None = None,
        execution_id: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        retry_for: float | None = None,
    ) -> ApprovalPage:
        """See :meth:`AsyncClient.list_approvals`."""
        return self.run(
            self._client.list_approvals(
                status=status,
                agent=agent,
                reviewer=reviewer,
                execution_id=execution_id,
                cursor=cursor,
                limit=limit,
                retry_for=retry_for,
            )
        )

    def cancel_approval(
        self,
        approval_request_id: str,
        feedback: str | None = None,
        *,
        retry_for: float | None = None,
        idempotency_key: str | None = None,
    ) -> Approval:
        """See :meth:`AsyncClient.cancel_approval`."""
        call = self._client.cancel_approval(
            approval_request_id, feedback, retry_for=retry_for, idempotency_key=idempotency_key
        )
        return self.run(call)

    def submit_decision(
        self,
        approval_request_id: str,
        decision: Literal["approved", "rejected", "request_changes"],
        feedback: str | None = None,
        *,
        arguments: Any = None,
        response: Any = None,
        token: str | None = None,
        retry_for: float | None = None,
        idempotency_key: str | None = None,
    ) -> Approval:
        """See :meth:`AsyncClient.submit_decision`."""
        return self.run(
            self._client.submit_decision(
                approval_request_id,
                decision,
                feedback,
                arguments=arguments,
                response=response,
                token=token,
                retry_for=retry_for,
                idempotency_key=idempotency_key,
            )
        )

    def reassign_approval(
        self,
        approval_request_id: str,
        reviewers: Sequence[str],
        reason: str | None = None,
        *,
        token: str | None = None,
        retry_for: float | None = None,
        idempotency_key: str | None = None,
    ) -> Approval:
        """See :meth:`AsyncClient.reassign_approval`."""
        return self.run(
            self._client.reassign_approval(
                approval_request_id,
                reviewers,
                reason,
                token=token,
                retry_for=retry_for,
                idempotency_key=idempotency_key,
            )
        )

    def put_execution(
        self, execution_id: str, status: ExecutionStatus, agent: str | None = None, *, retry_for: float | None = None
    ) -> None:
        """See :meth:`AsyncClient.put_execution`."""
        self.run(self._client.put_execution(execution_id, status, agent, retry_for=retry_for))

    def add_note(
        self,
        execution_id: str,
        message: str,
        tags: Sequence[str] | None = None,
        *,
        retry_for: float | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        """See :meth:`AsyncClient.add_note`."""
        call = self._client.add_note(execution_id, message, tags, retry_for=retry_for, idempotency_key=idempotency_key)
        self.run(call)

    def close(self) -> None:
        """Closes its connections and ends its thread. It can be used again."""
        with self._lock:
            kept, self._loop = self._loop, None
        if kept is None or kept.process != os.getpid():
            return
        asyncio.run_coroutine_threadsafe(self._client.aclose(), kept.loop).result()
        kept.loop.call_soon_threadsafe(kept.loop.stop)
        kept.thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @classmethod
    def over(cls, client: AsyncClient) -> Self:
        """The same client without asyncio."""
        blocking = cls(client.server_url)
        blocking._client = client
        return blocking

    def run(self, call: Coroutine[Any, Any, T]) -> T:
        """The outcome of a call of the asynchronous client's."""
        running = asyncio.run_coroutine_threadsafe(call, self._own_loop())
        try:
            return running.result()
        except BaseException:  # Ctrl+C while waiting: the wait must end, too.
            running.cancel()
            raise

    def _own_loop(self) -> asyncio.AbstractEventLoop:
        """The loop of a thread that ends with the process; another one after a fork, which takes no threads along."""
        with self._lock:
            if self._loop is None or self._loop.process != os.getpid():
                loop = asyncio.new_event_loop()
                thread = threading.Thread(target=_run_loop, args=[loop], name="sayso", daemon=True)
                thread.start()
                self._loop = _OwnLoop(os.getpid(), loop, thread)
            return self._loop.loop


def _run_loop(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()
