"""The time in which the server cannot be reached."""

import asyncio
import random
from asyncio import sleep
from collections.abc import Awaitable, Callable

_FIRST_DELAY = 0.1
_LONGEST_DELAY = 1.0


class Outage:
    """
    However many waits there are, one probe looks for the server's return: a thousand waits that each tried again every
    second would keep the machine busy and the starting server down.

    :param reachable: asks the server once
    :param on_start: is told once per outage
    """

    def __init__(self, reachable: Callable[[], Awaitable[bool]], on_start: Callable[[], None]) -> None:
        self._reachable = reachable
        self._on_start = on_start
        self._probe: asyncio.Task[None] | None = None
        self._waiting = 0

    async def over(self) -> None:
        """Returns when the server can be reached again."""
        self._waiting += 1
        try:
            if self._probe is None or self._probe.done():
                self._probe = asyncio.create_task(self._look())
            await asyncio.shield(self._probe)
        finally:
            self._waiting -= 1

    async def _look(self) -> None:
        told = False
        failures = 0
        while self._waiting > 0:
            await sleep(random.random() * min(_LONGEST_DELAY, _FIRST_DELAY * 2.0 ** min(failures, 16)))
            if await self._reachable():
                return
            if not told:
                self._on_start()
            told = True
            failures += 1
