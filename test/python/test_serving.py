"""An agent's reasoners over HTTP and on a plain Lambda function."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from eventually import asked_for
from local_sayso import LocalSayso
from sayso import Agent, AsyncClient, SaysoError, WaitTimeout, lambda_run

_program = Path(__file__).parent / "served_agent.py"
_patience = 60.0
"""Seconds for what takes none on a machine that has nothing else to do."""


@pytest.fixture(scope="module")
def served(sayso: LocalSayso) -> Iterator[str]:
    """The address of an agent in a process of its own."""
    env = {**os.environ, "SAYSO_SERVER_URL": sayso.url, "SAYSO_API_KEY": sayso.api_key}
    env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    process = subprocess.Popen([sys.executable, str(_program)], env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url = f"http://127.0.0.1:{process.stdout.readline().strip()}"
    give_up_at = time.monotonic() + 300
    while True:
        try:
            assert httpx.get(f"{url}/healthz", timeout=_patience).json() == {"status": "ok"}
            break
        except httpx.ConnectError:
            assert time.monotonic() < give_up_at
            assert process.poll() is None
            time.sleep(0.05)
    yield url
    process.terminate()
    assert process.wait(30) in (0, -15)
    process.stdout.close()


async def test_a_reasoner_is_started_and_its_result_fetched(served: str, sayso: LocalSayso) -> None:
    async with (
        httpx.AsyncClient(base_url=served, timeout=_patience) as http,
        AsyncClient(sayso.url, token=sayso.admin_token) as person,
    ):
        own = {"x-execution-id": "served-1"}
        started = await http.post("/reasoners/ask", json={"claim_id": "served-1", "amount": "12.5"}, headers=own)
        assert (started.status_code, started.json()) == (202, {"executionId": "served-1"})
        approval = await asked_for(person, "served-1")
        assert (approval.title, approval.execution_id) == ("Pay 12.5?", "served-1")
        joined = asyncio.create_task(
            http.post("/reasoners/ask?wait=30", json={"claim_id": "served-1", "amount": 12.5}, headers=own)
        )
        await asyncio.sleep(0.2)
        await person.submit_decision("served-1", "approved", "Fine")
        answer = await joined
        assert answer.json() == {"executionId": "served-1", "result": {"decision": "approved", "amount": 12.5}}
        assert answer.status_code == 200
        execution = await asyncio.to_thread(sayso.read, "/v1/executions/served-1")
        assert execution["status"] == "succeeded"


@pytest.mark.parametrize(
    ("method", "path", "content", "headers", "status", "code"),
    [
        ("POST", "/reasoners/nothing", "{}", {}, 404, "not_found"),
        ("POST", "/elsewhere", "{}", {}, 404, "not_found"),
        ("GET", "/reasoners/ask", None, {}, 405, "method_not_allowed"),
        ("POST", "/reasoners/ask", "{}", {"content-type": "text/plain"}, 415, "unsupported_media_type"),
        ("POST", "/reasoners/ask", "{", {}, 400, "invalid_request"),
        ("POST", "/reasoners/ask", "[]", {}, 400, "invalid_request"),
        ("POST", "/reasoners/ask", "{}", {}, 400, "invalid_request"),
        ("POST", "/reasoners/ask?wait=x", "{}", {}, 400, "invalid_request"),
        ("POST", "/reasoners/ask", "{}", {"x-execution-id": "a b"}, 400, "invalid_request"),
        ("POST", "/reasoners/ask", f'"{"x" * 1_100_000}"', {}, 413, "payload_too_large"),
        ("POST", "/reasoners/fail?wait=10", "{}", {}, 500, "internal"),
    ],
)
async def test_what_is_refused(
    served: str, method: str, path: str, content: str | None, headers: dict[str, str], status: int, code: str
) -> None:
    async with httpx.AsyncClient(base_url=served, timeout=_patience) as http:
        given = {"content-type": "application/json", **headers}
        answer = await http.request(method, path, content=content, headers=given)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_arguments_that_do_not_fit_are_named(served: str) -> None:
    async with httpx.AsyncClient(base_url=served, timeout=_patience) as http:
        answer = await http.post("/reasoners/ask", json={"claim_id": "x", "amount": "much"})
        assert [error["field"] for error in answer.json()["errors"]] == ["amount"]


@dataclass
class Invocation:
    """What Lambda hands in."""

    aws_request_id: str
    milliseconds: int

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds


def test_lambda_invocations_go_on_where_time_ran_out(sayso: LocalSayso) -> None:
    app = Agent("lambda-agent", client=AsyncClient(sayso.url, api_key=sayso.api_key))

    @app.reasoner()
    async def ask(amount: float) -> dict[str, Any]:
        result = await app.wait_for_resume("lambda-1") or await app.pause("lambda-1", title=f"Pay {amount}?")
        return {"decision": result.decision, "by": result.reviewer}

    event = {"input": {"amount": 7}}
    for _ in range(2):
        with pytest.raises(WaitTimeout):
            app.lambda_handler(event, Invocation("request-1", 6_000))

    async def decide() -> None:
        async with AsyncClient(sayso.url, token=sayso.admin_token) as person:
            await person.submit_decision("lambda-1", "approved")

    asyncio.run(decide())
    outcome = app.lambda_handler({**event, "reasoner": "ask"}, Invocation("request-1", 60_000))
    assert outcome["decision"] == "approved"
    assert outcome["by"]["id"] == "admin"
    assert sayso.read("/v1/executions/request-1")["status"] == "succeeded"
    with pytest.raises(SaysoError, match="be one of: ask"):
        app.lambda_handler({"reasoner": "nothing"}, Invocation("request-2", 60_000))
    # Lambda itself keeps the loop for as long as the process lives.
    lambda_run._own_loop().run_until_complete(app.client.aclose())
    lambda_run._own_loop().close()
