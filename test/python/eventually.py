"""Waiting for what other tasks and processes do."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from sayso import Approval, AsyncClient, SaysoError


async def eventually(holds: Callable[[], bool]) -> None:
    """Returns as soon as it holds; gives up far beyond what anything takes here, also on a busy machine."""
    give_up_at = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < give_up_at, "it did not come to hold"
        await asyncio.sleep(0.01)


async def asked_for(
    client: AsyncClient, approval_request_id: str, beside: "Awaitable[object] | None" = None
) -> Approval:
    """The approval as soon as somebody has asked for it; fails with what ``beside`` fails with."""
    give_up_at = time.monotonic() + 300
    while True:
        try:
            return await client.get_approval(approval_request_id)
        except SaysoError as error:
            assert error.code == "approval_not_found"
        if isinstance(beside, asyncio.Future) and beside.done():
            raise AssertionError(f"it ended early: {beside.result()}")
        assert time.monotonic() < give_up_at, f"{approval_request_id} was not asked for"
        await asyncio.sleep(0.02)
