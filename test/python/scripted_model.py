"""A model that answers as it is told; no real one is asked in tests."""

from typing import Any

from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart, ToolCallPart
from pydantic_ai.models.function import AgentInfo, FunctionModel


class ScriptedModel(FunctionModel):
    """Gives these answers in order, then the last one for ever: text as it is, objects in the schema's tool."""

    def __init__(self, *answers: Any) -> None:
        self.asked: list[tuple[list[ModelMessage], AgentInfo]] = []
        self._answers = answers
        super().__init__(self._answer)

    def _answer(self, messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        answer = self._answers[min(len(self.asked), len(self._answers) - 1)]
        self.asked.append((list(messages), info))
        if isinstance(answer, str):
            return ModelResponse(parts=[TextPart(answer)])
        return ModelResponse(parts=[ToolCallPart(info.output_tools[0].name, answer)])


def assessment(risk_score: int) -> dict[str, Any]:
    """Of a claim, as the reference page's schema has it."""
    return {"risk_score": risk_score, "fraud_indicators": [], "recommended_action": "review", "summary": "So it is"}
