"""A function of an agent whose every call is an execution."""

import functools
import inspect
import re
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Execute = Callable[[str, Callable[[], Awaitable[Any]]], Awaitable[Any]]


class Reasoner(Generic[P, R]):
    """
    It is recorded as ``running``, then ``succeeded`` or ``failed``, and the notes and pauses inside it belong to it. It
    returns and raises what the function does.

    >>> await process_claim("42", 12_000)
    >>> await process_claim.with_execution_id("claim-42")("42", 12_000)
    """

    def __init__(self, name: str | None, fn: Callable[P, Awaitable[R]], execute: Execute) -> None:
        if not inspect.iscoroutinefunction(fn):
            raise TypeError(f"A reasoner is an async function: write `async def {getattr(fn, '__name__', '…')}`")
        functools.update_wrapper(self, fn)
        self.name = re.sub(r"[^A-Za-z0-9._-]+", "-", name or fn.__name__)[:80] or "execution"
        self._fn = fn
        self._execute = execute

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self.with_execution_id(f"{self.name}-{uuid.uuid4()}")(*args, **kwargs)

    def with_execution_id(self, execution_id: str) -> Callable[P, Coroutine[Any, Any, R]]:
        """The same function under an execution id of your own, so that a restart goes on with the same execution."""

        async def call(*args: P.args, **kwargs: P.kwargs) -> R:
            return await self._execute(execution_id, lambda: self._fn(*args, **kwargs))  # type: ignore[no-any-return]

        return call

    def bind(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values as the function's arguments. :raises TypeError: where they do not fit"""
        inspect.signature(self._fn).bind(**values)
        return values
