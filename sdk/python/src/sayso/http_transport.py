"""JSON over HTTP, with retries that never do a thing twice."""

import asyncio
import json
import time
import uuid
from asyncio import sleep
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import httpx
from pydantic_core import PydanticSerializationError, to_jsonable_python

from .iam_signer import IamAuth, sign
from .read_problem import read_problem
from .retry_after import retry_after
from .retry_delay import retry_delay
from .sayso_error import SaysoError

DEFAULT_ATTEMPT_TIMEOUT = 30.0


@dataclass(frozen=True)
class HttpCall:
    """One call of the API. Times are seconds."""

    method: Literal["GET", "POST", "PUT"]
    path: str
    body: Mapping[str, Any] | None = None
    token: str | None = None
    """A person's token, sent instead of the API key."""
    reviewing: bool = False
    """Whether a role makes this call as a reviewer, whatever its ``auth`` says."""
    retry_for: float | None = None
    attempt_timeout: float = DEFAULT_ATTEMPT_TIMEOUT
    idempotency_key: str | None = None
    """The same on every attempt of a POST. Default: one of its own."""


@dataclass(frozen=True)
class HttpAnswer:
    """What the server answered with."""

    body: object
    retry_after: float | None
    """Seconds that the server asks to wait before the same question is put again."""


class HttpTransport:
    """The way to one server, within one event loop."""

    def __init__(
        self,
        server_url: str,
        *,
        api_key: str | None,
        token: str | None,
        iam: IamAuth | None,
        retry_for: float,
        make: Callable[[], httpx.AsyncBaseTransport] | None,
    ) -> None:
        self.server_url = server_url
        self._api_key = api_key
        self._token = token
        self._iam = iam
        self._retry_for = retry_for
        # As many connections as there are waits: each is a question that the server holds. Each attempt is timed whole.
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
        way = None if make is None else make()
        self._http = httpx.AsyncClient(limits=limits, timeout=None, follow_redirects=False, transport=way)  # noqa: S113

    async def call(self, call: HttpCall) -> HttpAnswer:
        """The answer, after as many attempts as fit in ``retry_for``; at least one."""
        body = None if call.body is None else _write_json(call.body)
        key = call.idempotency_key or str(uuid.uuid4())
        give_up_at = time.monotonic() + (self._retry_for if call.retry_for is None else call.retry_for)
        failures = 0
        while True:
            try:
                return await self._attempt(call, key, body)
            except SaysoError as error:
                delay = retry_delay(failures, error)
                if not error.retryable or time.monotonic() + delay > give_up_at:
                    raise
            failures += 1
            await sleep(delay)

    async def reachable(self) -> bool:
        """Whether anything at all answers at the server's address."""
        try:
            await self._send("GET", "/healthz", {}, None, 5.0)
        except SaysoError:
            return False
        return True

    async def close(self) -> None:
        """Closes its connections."""
        await self._http.aclose()

    async def _attempt(self, call: HttpCall, key: str, body: bytes | None) -> HttpAnswer:
        path, headers = await self._authorized(call, key, body)
        response = await self._send(call.method, path, headers, body, call.attempt_timeout)
        answer = None if response.content == b"" else _parse_json(response.content)
        if response.is_success and answer is not _not_json:
            return HttpAnswer(answer, retry_after(response.headers, time.time()))
        if response.status_code >= 400:
            signed = headers.get("Authorization", "").startswith("AWS4-")
            raise read_problem(response.status_code, response.headers, answer, time.time(), signed=signed)
        # Redirects are not followed: the API key would go to wherever they lead.
        redirect = f"HTTP {response.status_code}, a redirect perhaps"
        what = "something that is not JSON" if response.is_success else redirect
        message = f"{self.server_url} answered with {what}: is it Sayso's address?"
        raise SaysoError("network", message, status=response.status_code)

    async def _send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, timeout: float
    ) -> httpx.Response:
        # The call is made of parts here: what httpx raises keeps its request, and that must not hold the key.
        reason: str
        try:
            request = self._http.build_request(method, f"{self.server_url}{path}", headers=headers, content=body)
            return await asyncio.wait_for(self._http.send(request), timeout)
        except (TimeoutError, asyncio.TimeoutError):
            reason = f"no answer within {timeout:g} s"
        except (httpx.RequestError, httpx.InvalidURL) as cause:
            reason = (str(cause) or type(cause).__name__) + _what_to_do(cause)
        raise SaysoError("network", f"No answer from {self.server_url} ({reason})", retryable=True)

    async def _authorized(self, call: HttpCall, key: str, body: bytes | None) -> tuple[str, dict[str, str]]:
        headers = {"accept": "application/json"}
        if body is not None:
            headers["content-type"] = "application/json"
        if call.method == "POST":
            headers["idempotency-key"] = key
        token = call.token or self._token
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        elif self._iam is not None:
            # On AWS roles have paths of their own. Finding credentials may ask the machine for them: not in the loop.
            path = self._iam.path(call.path, reviewing=call.reviewing)
            url = f"{self.server_url}{path}"
            return path, await asyncio.to_thread(sign, self._iam, call.method, url, headers, body)
        elif self._api_key is not None:
            headers["x-api-key"] = self._api_key
        return call.path, headers


def _what_to_do(cause: BaseException) -> str:
    """Where a certificate is why nothing answered."""
    if "CERTIFICATE_VERIFY_FAILED" not in str(cause):
        return ""
    return ": its certificate is not trusted here; SSL_CERT_FILE or transport= names its authority's"


_not_json = object()


def _parse_json(content: bytes) -> object:
    try:
        return json.loads(content)
    except ValueError:
        return _not_json


def _write_json(value: object) -> bytes:
    try:
        plain = to_jsonable_python(value, by_alias=True, inf_nan_mode="constants")
        return json.dumps(plain, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()
    except (ValueError, TypeError, RecursionError, PydanticSerializationError) as cause:
        raise SaysoError("invalid_request", f"The request cannot be written as JSON: {cause}") from cause
