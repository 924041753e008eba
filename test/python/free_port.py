"""Ports for servers that are started elsewhere, or anew."""

import itertools
import random
import socket

# Below those that systems give to whoever asks for any, of which one may be gone again before its server has started.
_FIRST, _COUNT = 20_000, 12_000
_given = itertools.count(random.randrange(_COUNT))


def free_port() -> int:
    """A port of the loopback address that nobody listened on a moment ago."""
    for _ in range(_COUNT):
        port = _FIRST + next(_given) % _COUNT
        with socket.socket() as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                server.bind(("127.0.0.1", port))
                server.listen()
            except OSError:
                continue
            return port
    raise OSError("no free port")
