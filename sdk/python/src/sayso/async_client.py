"""Sayso's API for agents and reviewers' tools, for asyncio."""

import asyncio
import os
import warnings
import weakref
from collections.abc import Callable, Sequence
from typing import Any, Literal

import httpx
from typing_extensions import Self, Unpack

from .approval import Approval, ApprovalStatus, read_approval
from .approval_list import ApprovalPage, query_string, read_page
from .approval_path import approval_path, execution_path
from .approval_request import RequestContent, wire_request
from .approval_result import ApprovalResult, result_of
from .approval_waits import ApprovalWaits, WaitLimits
from .credential import credential
from .http_transport import HttpCall, HttpTransport
from .iam_signer import IamAuth, iam_auth
from .outage import Outage
from .sayso_error import SaysoError
from .server_address import server_address

DEFAULT_RETRY_FOR = 60.0

OnProblem = Callable[[SaysoError], None]
OnPending = Callable[[Approval], None]
ExecutionStatus = Literal["running", "succeeded", "failed"]


class SaysoWarning(UserWarning):
    """A trouble that fails no call, such as a server that went away while waiting."""


def warn_of_problem(problem: SaysoError) -> None:
    """Reports through Python's warnings."""
    warnings.warn(str(problem), SaysoWarning, stacklevel=2)


class AsyncClient:
    """
    Sayso's API for agents and for reviewers' tools. One client serves a whole process: its waits share their polls.

    Every call is tried again, with jitter, when the network fails or the server answers 429 or 5xx, and no retry does a
    thing twice. All methods raise :class:`SaysoError`. All times are seconds, except ``expires_in_hours``.

    >>> client = AsyncClient()
    >>> result = await client.pause("deploy-2026-11-22", title="Deploy to production?", expires_in_hours=2)
    >>> if result.approved:
    ...     await deploy()

    :param server_url: default: the environment's ``SAYSO_SERVER_URL``, then ``http://127.0.0.1:4000``
    :param api_key: an agent's key; default: the environment's ``SAYSO_API_KEY``
    :param token: a person's token, for reviewers' tools; sent instead of the key
    :param auth: ``"iam"``, or an :class:`IamAuth` that says more, signs calls with AWS credentials instead of sending a
        key, for a server on AWS that has granted its API to the role (``sayso.grantRequest``); ``"iam-review"`` is for
        a role that decides and never asks (``sayso.grantDecide``). Needs ``sayso[aws]``. Default: ``SAYSO_AUTH``
    :param retry_for: seconds for which a call that fails on the network, with 429 or with 5xx is tried again; waits
        have their own ``timeout``
    :param on_problem: told of troubles that fail no call; default: Python's warnings
    :param transport: makes httpx's way to the server, once for each event loop: for a proxy, or an authority of your
        own (``lambda: httpx.AsyncHTTPTransport(verify=context)``)
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
        self.server_url = server_address(server_url)
        self._iam = iam_auth(auth, api_key)
        self._api_key = credential(api_key or os.environ.get("SAYSO_API_KEY"), "api_key")
        self._token = credential(token, "token")
        self._retry_for = retry_for
        self._on_problem = on_problem
        self._make = transport
        # Connections and polls belong to the event loop in which they were made.
        self._loops: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, tuple[HttpTransport, ApprovalWaits]] = (
            weakref.WeakKeyDictionary()
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.server_url!r})"

    async def request_approval(
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
        """
        Asks for an approval and returns at once. The same request again returns the same approval, pending or decided.

        :param approval_request_id: names the approval: 1-128 characters of ``A-Z a-z 0-9 . _ ~ : @ -``
        :param approval_request_url: a page of your own for the reviewer; default: the server's
        :param expires_in_hours: until the server ends it as ``expired``; fractions allowed, at most 8,640, default 72
        :param retry_for: seconds for which this call is tried again; 0 tries once; default: the client's
        :param idempotency_key: the same again, from another process even, is the same call; default: one of its own
        :raises SaysoError: ``approval_request_conflict`` (with ``approval``) when the id stands for other content,
            ``approval_already_requested`` when another execution holds an exclusive one, ``invalid_request``
        """
        if self._iam is not None:
            content["agent"] = None  # The signature names the agent: the server refuses another name beside it.
        body = wire_request(
            approval_request_id=approval_request_id,
            approval_request_url=approval_request_url,
            expires_in_hours=expires_in_hours,
            execution_id=execution_id,
            **content,
        )
        call = HttpCall("POST", "/v1/approvals", body, retry_for=retry_for, idempotency_key=idempotency_key)
        return await self._approval(approval_request_id, call)

    async def wait_for_approval(self, approval_request_id: str, *, timeout: float | None = None) -> ApprovalResult:
        """
        Waits until the approval has ended.

        :raises WaitTimeout: when it is still pending after ``timeout`` seconds
        :raises SaysoError: ``approval_not_found`` when nothing was asked under that id
        """
        return result_of(await self._waits().until_terminal(approval_request_id, WaitLimits(timeout)))

    async def wait_for_resume(
        self, approval_request_id: str, *, timeout: float | None = None, on_pending: OnPending | None = None
    ) -> ApprovalResult | None:
        """
        After a restart: ``None`` at once where nothing was ever asked under that id, the result where it is decided,
        and otherwise waits for it. Asks for nothing and tells nobody, however often it is called.

        :raises WaitTimeout: when it is still pending after ``timeout`` seconds; never ``None`` then
        """
        limits = WaitLimits(timeout)
        try:
            approval = await self._waits().now(approval_request_id, limits)
        except SaysoError as error:
            if error.code == "approval_not_found":
                return None
            raise
        return await self._ended(approval, limits, on_pending)

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
        Asks for an approval and waits for its end.

        :param on_pending: called once when it is known to be pending, with the page on which it can be decided
        :raises WaitTimeout: when it is still pending after ``timeout`` seconds (default: no limit but its expiry)
        :raises SaysoError: as :meth:`request_approval` does
        """
        approval = await self.request_approval(
            approval_request_id, approval_request_url, expires_in_hours, execution_id=execution_id, **content
        )
        # Counted from here: a wait as long as the expiry must not end just before it.
        return await self._ended(approval, WaitLimits(timeout), on_pending)

    async def get_approval(self, approval_request_id: str, *, retry_for: float | None = None) -> Approval:
        """The approval as it stands now. :raises SaysoError: ``approval_not_found``"""
        call = HttpCall("GET", approval_path(approval_request_id), retry_for=retry_for)
        return await self._approval(approval_request_id, call)

    async def list_approvals(
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
        """
        A page of approvals, the newest first: all of them for a person, its own for an agent.

        :param reviewer: id of a reviewer who may decide
        :param cursor: ``next_cursor`` of the page before
        :param limit: approvals a page, at most 100
        :raises SaysoError: ``invalid_request`` with ``fields``
        """
        query = query_string(
            status=status, agent=agent, reviewer=reviewer, execution_id=execution_id, cursor=cursor, limit=limit
        )
        answer = await self._transport().call(HttpCall("GET", f"/v1/approvals{query}", retry_for=retry_for))
        page = read_page(answer.body)
        if page is None:
            message = f"{self.server_url} answered with something that is no list of approvals"
            raise SaysoError("network", message)
        return page

    async def cancel_approval(
        self,
        approval_request_id: str,
        feedback: str | None = None,
        *,
        retry_for: float | None = None,
        idempotency_key: str | None = None,
    ) -> Approval:
        """
        Ends a pending approval as ``error`` with that feedback, for whoever waits on it.

        :raises SaysoError: ``already_decided`` or ``expired`` (with ``approval``), ``not_your_approval``
        """
        body = wire_request(feedback=feedback)
        path = f"{approval_path(approval_request_id)}/cancel"
        call = HttpCall("POST", path, body, retry_for=retry_for, idempotency_key=idempotency_key)
        return await self._approval(approval_request_id, call)

    async def submit_decision(
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
        """
        For reviewers' tools: decides in the name of the person whose ``token`` is given (default: the client's) or,
        with ``auth="iam"``, of the role, which ``sayso.grantDecide`` has let decide. An agent's API key cannot decide.

        :raises SaysoError: ``already_decided`` (with ``approval``, the winning decision), ``expired``,
            ``not_a_reviewer``, ``self_approval``
        """
        body = wire_request(decision=decision, feedback=feedback, arguments=arguments, response=response)
        path = f"{approval_path(approval_request_id)}/decision"
        person = credential(token, "token")
        call = HttpCall(
            "POST", path, body, person, reviewing=True, retry_for=retry_for, idempotency_key=idempotency_key
        )
        return await self._approval(approval_request_id, call)

    async def reassign_approval(
        self,
        approval_request_id: str,
        reviewers: Sequence[str],
        reason: str | None = None,
        *,
        token: str | None = None,
        retry_for: float | None = None,
        idempotency_key: str | None = None,
    ) -> Approval:
        """
        For reviewers' tools: hands a pending approval over to other reviewers, in the name of the person whose
        ``token`` is given (default: the client's) or, with ``auth="iam"``, of the role: one of its reviewers, or an
        admin. Review links that are about die.

        :param reason: for the audit trail
        :raises SaysoError: ``already_decided`` or ``expired`` (with ``approval``), ``not_a_reviewer``,
            ``self_approval``, ``invalid_request`` with ``fields``
        """
        body = wire_request(reviewers=list(reviewers), reason=reason)
        path = f"{approval_path(approval_request_id)}/reassign"
        person = credential(token, "token")
        call = HttpCall(
            "POST", path, body, person, reviewing=True, retry_for=retry_for, idempotency_key=idempotency_key
        )
        return await self._approval(approval_request_id, call)

    async def put_execution(
        self, execution_id: str, status: ExecutionStatus, agent: str | None = None, *, retry_for: float | None = None
    ) -> None:
        """Opens a run of an agent, or records how it stands. ``Agent`` does it by itself."""
        body = wire_request(status=status, agent=agent)
        await self._transport().call(HttpCall("PUT", execution_path(execution_id), body, retry_for=retry_for))

    async def add_note(
        self,
        execution_id: str,
        message: str,
        tags: Sequence[str] | None = None,
        *,
        retry_for: float | None = None,
        idempotency_key: str | None = None,
    ) -> None:
        """
        Adds a note to a run, once however often it is retried.

        :param idempotency_key: the same again is the same note, from another process too; default: one of its own
        :raises SaysoError: ``execution_not_found``
        """
        body = wire_request(message=message, tags=tags)
        path = f"{execution_path(execution_id)}/notes"
        call = HttpCall("POST", path, body, retry_for=retry_for, idempotency_key=idempotency_key)
        await self._transport().call(call)

    async def aclose(self) -> None:
        """Closes the connections that this event loop has opened."""
        kept = self._loops.pop(asyncio.get_running_loop(), None)
        if kept is not None:
            await kept[0].close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def _ended(self, approval: Approval, limits: WaitLimits, on_pending: OnPending | None) -> ApprovalResult:
        if approval.status == "pending":
            if on_pending is not None:
                on_pending(approval)
            approval = await self._waits().until_terminal(approval.approval_request_id, limits)
        return result_of(approval)

    async def _approval(self, approval_request_id: str, call: HttpCall) -> Approval:
        answer = await self._transport().call(call)
        approval = read_approval(answer.body, approval_request_id)
        if approval is not None:
            return approval
        message = f"{self.server_url} answered with something that is not approval {approval_request_id}"
        raise SaysoError("network", message)

    def _transport(self) -> HttpTransport:
        return self._here()[0]

    def _waits(self) -> ApprovalWaits:
        return self._here()[1]

    def _here(self) -> tuple[HttpTransport, ApprovalWaits]:
        loop = asyncio.get_running_loop()
        kept = self._loops.get(loop)
        if kept is None:
            transport = HttpTransport(
                self.server_url,
                api_key=self._api_key,
                token=self._token,
                iam=self._iam,
                retry_for=self._retry_for,
                make=self._make,
            )
            kept = (transport, ApprovalWaits(transport, Outage(transport.reachable, self._tell_of_outage)))
            self._loops[loop] = kept
        return kept

    def _tell_of_outage(self) -> None:
        message = f"No answer from {self.server_url}; still waiting for it"
        self._on_problem(SaysoError("network", message, retryable=True))
