"""An agent's reasoners over HTTP."""

import asyncio
import json
import re
import uuid
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from pydantic import ValidationError
from pydantic_core import to_json

from .reasoner import Reasoner

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]

_MAX_BODY = 1_048_576
_LONGEST_WAIT = 60.0
_EXECUTION_ID = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._~:@-]{1,128}")


class ReasonerApp:
    """
    An ASGI application: ``POST /reasoners/{name}`` starts one with the JSON body's members as arguments.

    It answers 202 ``{"executionId"}`` at once, since a run may wait for days, or, with ``?wait=seconds`` (at most 60),
    200 ``{"executionId", "result"}`` when it has ended by then. The header ``X-Execution-ID`` names the execution;
    while it runs here, the same again joins it and starts nothing. Anybody who can reach it can start reasoners: bind
    it to the loopback or put it behind your own authentication.
    """

    def __init__(self, reasoners: Mapping[str, Reasoner[..., Any]], close: Callable[[], Awaitable[None]]) -> None:
        self._reasoners = reasoners
        self._close = close
        self._running: dict[str, asyncio.Task[Any]] = {}

    async def __call__(self, scope: Mapping[str, Any], receive: _Receive, send: _Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            try:
                status, body = await self._answer(scope, receive)
            except _Refused as refused:
                status, body = refused.status, refused.problem
            kind = "application/problem+json" if status >= 400 else "application/json"
            headers = [(b"content-type", kind.encode()), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": to_json(body)})

    async def _lifespan(self, receive: _Receive, send: _Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                for task in self._running.values():
                    task.cancel()  # They wait; started again, `wait_for_resume` takes the waits up.
                await self._close()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return

    async def _answer(self, scope: Mapping[str, Any], receive: _Receive) -> tuple[int, Any]:
        if scope["path"] == "/healthz":
            return 200, {"status": "ok"}
        kind, _, name = scope["path"].lstrip("/").partition("/")
        if kind != "reasoners" or name not in self._reasoners:
            raise _Refused(404, "not_found", "No such reasoner")
        if scope["method"] != "POST":
            raise _Refused(405, "method_not_allowed", "A reasoner is started by POST")
        headers = {key.decode().lower(): value.decode("latin-1") for key, value in scope["headers"]}
        wait = _wait_of(scope["query_string"])
        values = await _read(headers, receive)
        execution_id = headers.get("x-execution-id") or f"{name}-{uuid.uuid4()}"
        if not _EXECUTION_ID.fullmatch(execution_id):
            raise _Refused(400, "invalid_request", "X-Execution-ID must be 1 to 128 of A-Z a-z 0-9 . _ ~ : @ -")
        task = self._running.get(execution_id) or self._start(name, execution_id, values)
        done, _ = await asyncio.wait({task}, timeout=wait)
        if not done:
            return 202, {"executionId": execution_id}
        if task.cancelled():
            raise _Refused(503, "unavailable", "The agent is shutting down")
        error = task.exception()
        if error is not None:
            raise _Refused(500, "internal", f"{type(error).__name__}: {error}", executionId=execution_id)
        return 200, {"executionId": execution_id, "result": task.result()}

    def _start(self, name: str, execution_id: str, values: dict[str, Any]) -> "asyncio.Task[Any]":
        try:
            task = asyncio.create_task(self._reasoners[name].start(execution_id, values))
        except ValidationError as error:
            problems = error.errors(include_url=False, include_context=False, include_input=False)
            fields = [{"field": ".".join(map(str, it["loc"])), "detail": it["msg"]} for it in problems]
            raise _Refused(400, "invalid_request", "The arguments do not fit", errors=fields) from None
        self._running[execution_id] = task
        task.add_done_callback(lambda _: self._running.pop(execution_id, None))
        return task


class _Refused(Exception):  # noqa: N818
    def __init__(self, status: int, code: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.problem = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail, **more}


def _wait_of(query: bytes) -> float:
    text = parse_qs(query.decode("latin-1")).get("wait", ["0"])[0]
    if not re.fullmatch(r"[0-9]{1,5}", text):
        raise _Refused(400, "invalid_request", "wait must be a number of seconds")
    return min(_LONGEST_WAIT, float(text))


async def _read(headers: Mapping[str, str], receive: _Receive) -> dict[str, Any]:
    # A page of another origin cannot send this type without being asked first.
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _Refused(415, "unsupported_media_type", "The body must be application/json")
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > _MAX_BODY:
            raise _Refused(413, "payload_too_large", "The body is larger than 1 MiB")
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        raise _Refused(400, "invalid_request", "The body is not JSON") from None
    if not isinstance(values, dict):
        raise _Refused(400, "invalid_request", "The body must be an object: the reasoner's arguments by name")
    return values
