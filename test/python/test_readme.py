"""Every block of the SDK's README, run as it is printed."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eventually import asked_for
from free_port import free_port
from local_sayso import LocalSayso
from sayso import AsyncClient
from scripted_model import ScriptedModel

_snippets = Path(__file__).parent / "snippets"
Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def run(sayso: LocalSayso) -> Any:
    """Starts a snippet in a process of its own, configured by the environment."""
    started: list[subprocess.Popen[str]] = []

    def start(name: str, **more: str) -> "subprocess.Popen[str]":
        env = {**os.environ, "SAYSO_SERVER_URL": sayso.url, "SAYSO_API_KEY": sayso.api_key, **more}
        env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        command = [sys.executable, str(_snippets / name)]
        started.append(subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


async def ended(process: "subprocess.Popen[str]") -> str:
    said, _ = await asyncio.to_thread(process.communicate, timeout=300)
    assert process.returncode == 0
    return said


@pytest.mark.parametrize("name", ["pause_once.py, decide.py, take_up_a_wait.py"])
async def test_a_pause_a_decision_and_a_late_wait(name: str, sayso: LocalSayso, run: Run) -> None:
    async with AsyncClient(sayso.url, token=sayso.admin_token) as person:
        pausing = run("pause_once.py")
        page = (await asked_for(person, "refund-1009")).approval_request_url
        waiting = run("take_up_a_wait.py")
        assert await ended(run("decide.py", REVIEWER_TOKEN=sayso.admin_token)) == ""
    assert await ended(pausing) == f"Waiting for a decision at {page}\nRefunding Carrier confirmed\n"
    assert (await ended(waiting)).startswith("approved ")


@pytest.mark.parametrize("name", ["claim_agent_snippet.py"])
async def test_the_agent(name: str, sayso: LocalSayso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_SERVER_URL", sayso.url)
    monkeypatch.setenv("SAYSO_API_KEY", sayso.api_key)
    names: dict[str, Any] = {}
    exec(compile((_snippets / name).read_text(encoding="utf-8"), name, "exec"), names)
    app = names["app"]
    assert app.model == "anthropic:claude-sonnet-4-5"
    app.model = ScriptedModel({"risk_score": 71, "summary": "So it is"})
    async with app.client, AsyncClient(sayso.url, token=sayso.admin_token) as person:
        values = {"claim_id": "readme", "amount": 12_000, "description": "Water"}
        for _ in range(2):
            processing = asyncio.create_task(app.reasoners["process_claim"].start("readme-run", values))
            approval = await asked_for(person, "claim-readme", processing)
            assert approval.context == "So it is"
            if approval.status == "pending":
                await person.submit_decision("claim-readme", "rejected")
            assert await processing == "rejected"
    assert len(app.model.asked) == 1


@pytest.mark.parametrize("name", ["receive_callback.py"])
async def test_a_callback_is_received(name: str, sayso: LocalSayso, run: Run) -> None:
    port = free_port()
    keys = await asyncio.to_thread(sayso.read, "/v1/keys")
    receiving = run(name, PORT=str(port), SAYSO_PUBLIC_KEY=keys["keys"][0]["publicKey"])
    async with AsyncClient(sayso.url, token=sayso.admin_token) as person:
        agent = AsyncClient(sayso.url, api_key=sayso.api_key)
        async with agent:
            url = f"http://127.0.0.1:{port}/sayso"
            await agent.request_approval("callback-1", resume={"kind": "callback", "url": url})
        await person.submit_decision("callback-1", "approved")
    assert receiving.stdout is not None
    assert await asyncio.to_thread(receiving.stdout.readline) == "callback-1 approved\n"
