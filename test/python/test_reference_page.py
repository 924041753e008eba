"""The Python of the page that this product answers to, as it is printed there but for the import."""

import asyncio
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eventually import asked_for
from local_sayso import LocalSayso
from sayso import Agent, AsyncClient
from scripted_model import ScriptedModel, assessment

_snippets = Path(__file__).parent / "snippets"
_page = "https://dashboard.example.com/claims/"


@pytest.fixture
def page(sayso: LocalSayso, monkeypatch: pytest.MonkeyPatch) -> Callable[[ScriptedModel], dict[str, Any]]:
    """What the page's files define; configured by the environment, as their reader would."""
    monkeypatch.setenv("SAYSO_SERVER_URL", sayso.url)
    monkeypatch.setenv("SAYSO_API_KEY", sayso.api_key)

    def load(model: ScriptedModel) -> dict[str, Any]:
        names: dict[str, Any] = {}
        for file in ("reference_page.py", "reference_page_resilient.py"):
            exec(compile((_snippets / file).read_text(encoding="utf-8"), file, "exec"), names)
        app: Agent = names["app"]
        app.model = model
        return names

    return load


def reviewer(sayso: LocalSayso) -> AsyncClient:
    return AsyncClient(sayso.url, token=sayso.admin_token)


@pytest.mark.parametrize("decision", ["approved", "request_changes", "rejected"])
async def test_it_asks_and_goes_on(sayso: LocalSayso, page: Any, decision: Any) -> None:
    names = page(ScriptedModel(assessment(71)))
    claim = f"page-{decision}"
    async with names["app"].client, reviewer(sayso) as person:
        processing = asyncio.create_task(names["process_claim"](claim, 12_000, "Water damage"))
        approval = await asked_for(person, f"claim-{claim}", processing)
        assert approval.approval_request_url == f"{_page}{claim}"
        assert approval.agent == "claim-processor"
        await person.submit_decision(f"claim-{claim}", decision, "Because")
        assert (
            await processing
            == {
                "approved": {"decision": "approved", "method": "human", "feedback": "Because"},
                "request_changes": {"decision": "needs_review", "feedback": "Because"},
                "rejected": {"decision": "rejected", "reason": "Because"},
            }[decision]
        )
        execution = await asyncio.to_thread(sayso.read, f"/v1/executions/{approval.execution_id}")
    assert [note["message"] for note in execution["notes"]] == [
        "Risk score: 71/100",
        "Escalating for human review: risk=71, amount=$12,000.00",
        {
            "approved": "Approved by reviewer. Feedback: Because",
            "request_changes": "Changes requested: Because",
            "rejected": "Rejected by reviewer. Reason: Because",
        }[decision],
    ]


async def test_it_approves_the_harmless_by_itself(page: Any) -> None:
    names = page(ScriptedModel(assessment(10)))
    async with names["app"].client:
        settled = {"decision": "approved", "method": "automatic"}
        assert await names["process_claim"]("page-small", 900, "A scratch") == settled
        assert await names["resilient_claim_processor"]("page-small-2", 900, "A scratch") == settled


async def test_after_a_crash_it_neither_analyses_nor_asks_again(sayso: LocalSayso, page: Any) -> None:
    model = ScriptedModel(assessment(71))
    names = page(model)
    async with reviewer(sayso) as person:
        for decision in ("approved", "request_changes", "rejected"):
            claim, asked = f"page-crash-{decision}", len(model.asked)
            async with names["app"].client:
                crashing = asyncio.create_task(names["resilient_claim_processor"](claim, 12_000, "Water damage"))
                approval = await asked_for(person, f"claim-{claim}", crashing)
                crashing.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await crashing
                again = asyncio.create_task(names["resilient_claim_processor"](claim, 12_000, "Water damage"))
                await asyncio.sleep(0.1)
                await person.submit_decision(f"claim-{claim}", decision, "Because")
                assert (
                    await again
                    == {
                        "approved": {"decision": "approved", "method": "human", "feedback": "Because"},
                        "request_changes": {"decision": "needs_review", "feedback": "Because"},
                        "rejected": {"decision": "rejected", "reason": "Because"},
                    }[decision]
                )
            assert len(model.asked) == asked + 1
            audit = await asyncio.to_thread(sayso.read, f"/v1/approvals/claim-{claim}/audit")
            requests = [entry for entry in audit["entries"] if entry["type"] == "approval.created"]
            assert len(requests) == 1
            assert approval.status == "pending"


async def test_expired_is_nobodys_no(page: Any) -> None:
    names = page(ScriptedModel(assessment(71)))
    told: list[str] = []

    async def notify_senior_reviewer(claim_id: str) -> None:
        told.append(claim_id)

    fragment = (_snippets / "reference_page_expired.py").read_text(encoding="utf-8")
    soon = fragment.replace("expires_in_hours=24", "expires_in_hours=1 / 3600")
    names["notify_senior_reviewer"] = notify_senior_reviewer
    exec(f"async def escalate(claim_id):\n{textwrap.indent(soon, '    ')}", names)
    async with names["app"].client:
        assert await names["escalate"]("page-late") == {"decision": "escalated", "reason": "approval_timeout"}
    assert told == ["page-late"]
