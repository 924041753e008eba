"""`app.ai`."""

import sys

import pytest
from pydantic import BaseModel, Field

from sayso import Agent, SaysoError
from scripted_model import ScriptedModel


class Assessment(BaseModel):
    risk_score: int = Field(ge=0, le=100)
    summary: str


async def test_the_answer_is_checked_and_typed() -> None:
    model = ScriptedModel({"risk_score": 71, "summary": "So it is"})
    answer = await Agent("a", model=model).ai(system="Assess.", user="Claim 42", schema=Assessment)
    assert answer == Assessment(risk_score=71, summary="So it is")
    [(messages, info)] = model.asked
    assert info.instructions == "Assess."
    assert "Claim 42" in str(messages)
    assert set(info.output_tools[0].parameters_json_schema["properties"]) == {"risk_score", "summary"}


async def test_without_a_schema_the_answer_is_text() -> None:
    assert await Agent("a", model=ScriptedModel("Hello")).ai(user="Greet") == "Hello"


async def test_an_answer_outside_the_schema_is_given_back_once() -> None:
    model = ScriptedModel({"risk_score": 171, "summary": "x"}, {"risk_score": 71, "summary": "x"})
    assert (await Agent("a", model=model).ai(user="Claim 42", schema=Assessment)).risk_score == 71
    assert len(model.asked) == 2


async def test_an_answer_outside_the_schema_names_its_fields_and_not_its_words() -> None:
    model = ScriptedModel({"risk_score": "a secret", "summary": "x"})
    with pytest.raises(SaysoError) as raised:
        await Agent("a", model=model).ai(user="Claim 42", schema=Assessment)
    assert raised.value.code == "invalid_answer"
    assert [field.field for field in raised.value.fields] == ["risk_score"]
    assert "valid integer" in raised.value.fields[0].detail
    assert "a secret" not in str(raised.value)


async def test_without_a_model_the_error_says_how_to_set_one() -> None:
    with pytest.raises(SaysoError) as raised:
        await Agent("claims").ai(user="Claim 42")
    assert raised.value.code == "model_not_configured"
    assert 'Agent("claims", model=…) or SAYSO_MODEL' in str(raised.value)


async def test_a_model_that_is_not_installed_is_not_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_MODEL", "anthropic:claude-sonnet-4-5")
    app = Agent("claims")
    assert app.model == "anthropic:claude-sonnet-4-5"
    with pytest.raises(SaysoError) as raised:
        await app.ai(user="Claim 42")
    assert raised.value.code == "model_not_configured"
    app.model = "nothing:such"
    with pytest.raises(SaysoError) as raised:
        await app.ai(user="Claim 42")
    assert raised.value.code == "model_not_configured"


async def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydantic_ai", None)
    with pytest.raises(SaysoError, match=r"sayso\[ai\]") as raised:
        await Agent("claims", model="test").ai(user="Claim 42")
    assert raised.value.code == "model_not_configured"
