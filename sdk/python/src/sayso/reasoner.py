"""A function of an agent whose every call is an execution."""

import functools
import inspect
import re
import uuid
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Generic, ParamSpec, TypeVar

from pydantic import ConfigDict, validate_call

P = ParamSpec("P")
R = TypeVar("R")
Execute = Callable[[str, Callable[[], Awaitable[Any]]], Coroutine[Any, Any, Any]]


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

    def start(self, execution_id: str, values: dict[str, Any]) -> Coroutine[Any, Any, R]:
        """
        A run with JSON's values as arguments, read as the function's annotations say; to be awaited.

        :raises pydantic.ValidationError: where they do not fit
        """
        args, kwargs = self._arguments(**values)
        return self._execute(execution_id, lambda: self._fn(*args, **kwargs))

    @functools.cached_property
    def _arguments(self) -> Callable[..., tuple[tuple[Any, ...], dict[str, Any]]]:
        @functools.wraps(self._fn)
        def arguments(*args: Any, **kwargs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
            return args, kwargs

        return validate_call(config=ConfigDict(arbitrary_types_allowed=True))(arguments)
