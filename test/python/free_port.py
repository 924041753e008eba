"""Ports for servers that are started elsewhere, or anew."""

import random
import socket


def free_port() -> int:
    """A port of the loopback address that nobody listens on, below those that systems give to whoever asks for any: of
    them one may be gone before its server has started."""
    for _ in range(100):
        port = random.randrange(20_000, 32_000)
        with socket.socket() as free:
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                free.bind(("127.0.0.1", port))
                free.listen()
            except OSError:
                continue
            return port
    raise OSError("no free port")
