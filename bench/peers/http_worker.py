"""Serves a peer written in Python over HTTP on the loopback address, and tells on stdout whose code has gone on."""

import ctypes
import gc
import signal
import socket
import time
from collections.abc import Awaitable, Callable

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Work = Callable[[str], Awaitable[None]]


def resumed(pause_id: str) -> None:
    """What a waiter calls first of all when it goes on."""
    print(pause_id, time.monotonic_ns(), flush=True)


async def serve(pause: Work, decide: Work) -> None:
    """Serves `POST /pause/<id>` and `POST /decide/<id>` until SIGTERM, on a port that it prints."""

    def route(name: str, work: Work) -> Route:
        async def endpoint(request: Request) -> Response:
            await work(request.path_params["id"])
            return Response(status_code=204)

        return Route(f"/{name}/{{id}}", endpoint, methods=["POST"])

    app = Starlette(routes=[route("pause", pause), route("decide", decide)])
    listening = socket.create_server(("127.0.0.1", 0), backlog=4096)
    signal.signal(signal.SIGUSR2, _collect)
    print("port", listening.getsockname()[1], flush=True)
    # The client keeps its connections: after uvicorn's 5 s one could be closed in the moment in which it is used again.
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_keep_alive=600)
    await uvicorn.Server(config).serve(sockets=[listening])


def _collect(*_: object) -> None:
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
