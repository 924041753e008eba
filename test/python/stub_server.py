"""A small server with Sayso's wire, which records what it is sent and answers as it is told."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from free_port import free_port


@dataclass(frozen=True)
class Recorded:
    """One request as it stood on the wire; header names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: Any


Outcome = Mapping[str, Any]
"""``status``, ``headers``, ``body`` (text is sent as it is), or ``network``/``hold`` as sdk/vectors/README.md says."""


class StubServer:
    """Give it ``answer``, which is asked for each request but liveness probes."""

    def __init__(self, answer: Callable[[Recorded], Outcome]) -> None:
        self.answer = answer
        self.requests: list[Recorded] = []
        self.held = 0
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.StreamWriter] = set()
        self._port = free_port()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def sent(self, method: str) -> list[Recorded]:
        return [request for request in self.requests if request.method == method]

    async def come_back(self) -> None:
        """Listens on the port it had before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port, backlog=2048)

    async def go_away(self) -> None:
        """Gone from one moment to the next, like a process that is killed."""
        if self._server is None:
            return
        self._server.close()
        self._server = None
        for writer in list(self._connections):
            writer.transport.abort()

    async def __aenter__(self) -> "StubServer":
        await self.come_back()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.go_away()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while not writer.transport.is_closing():
                await self._exchange(await _read(reader), reader, writer)
        self._connections.discard(writer)
        writer.close()

    async def _exchange(self, request: Recorded, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        outcome: Outcome = {"status": 200, "body": {}}
        if request.path != "/healthz":
            self.requests.append(request)
            outcome = self.answer(request)
        if "network" in outcome:
            writer.transport.abort()
        elif "hold" in outcome:
            self.held += 1
            await reader.read(1)  # Returns when the client has gone.
            self.held -= 1
            writer.transport.abort()
        else:
            writer.write(_written(outcome))
            await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Recorded:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, target, _ = head[0].split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    text = await reader.readexactly(int(headers.get("content-length", "0")))
    path, _, query = target.partition("?")
    return Recorded(method, path, query, headers, json.loads(text) if text else None)


def _written(outcome: Outcome) -> bytes:
    body = outcome.get("body", "")
    text = (body if isinstance(body, str) else json.dumps(body)).encode()
    status: int = outcome["status"]
    fixed = {"content-type": "application/json", "content-length": str(len(text))}
    headers = {**fixed, **outcome.get("headers", {})}
    if status == 204:
        del headers["content-length"]
    lines = [f"HTTP/1.1 {status} -", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + text


def problem(status: int, code: str, **more: Any) -> Outcome:
    """A problem document as the server answers with it."""
    return {"status": status, "body": {"status": status, "code": code, "title": code, "detail": "No", **more}}
