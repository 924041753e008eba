"""The model's answers, through pydantic-ai."""

from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from .sayso_error import FieldProblem, SaysoError

if TYPE_CHECKING:
    from pydantic_ai.models import Model

T = TypeVar("T")


async def ask_model(model: "str | Model", system: str | None, user: str, schema: type[T]) -> T:
    """
    The model's answer, and found to be of the schema. It is told once what was wrong with its first answer.

    :raises SaysoError: ``model_not_configured``, ``invalid_answer``. What the provider raises is passed on.
    """
    try:
        from pydantic_ai import Agent
        from pydantic_ai.exceptions import UnexpectedModelBehavior, UserError
    except ImportError as cause:
        message = 'app.ai needs pydantic-ai: pip install "sayso[ai]" and "pydantic-ai-slim[…]" of your provider'
        raise SaysoError("model_not_configured", message) from cause
    try:
        asked: Agent[None, T] = Agent(model, output_type=schema, instructions=system)
    except (ImportError, UserError, ValueError) as cause:
        raise SaysoError("model_not_configured", f"The model cannot be used: {cause}") from cause
    try:
        return (await asked.run(user)).output
    except UnexpectedModelBehavior as cause:
        fields = _fields_of(cause)
        summary = "; ".join(f"{field or 'answer'}: {detail}" for field, detail in fields)
        message = f"The model's answer does not match the schema: {summary or cause}"
        problems = [FieldProblem(field, detail) for field, detail in fields]
        raise SaysoError("invalid_answer", message, fields=problems) from cause


def _fields_of(error: BaseException | None) -> list[tuple[str, str]]:
    """What pydantic found wrong, however deep it lies."""
    while error is not None:
        if isinstance(error, ValidationError):
            return [(".".join(map(str, it["loc"])), it["msg"]) for it in error.errors(include_input=False)]
        error = error.__cause__ or error.__context__
    return []
