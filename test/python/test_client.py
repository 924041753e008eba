"""The clients against a server that answers as it is told."""

import asyncio
import dataclasses
import logging
import pickle
import traceback
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from eventually import eventually
from sayso import AsyncClient, Client, SaysoError, SaysoWarning, WaitTimeout
from stub_server import Outcome, StubServer, problem

pending = {"approvalRequestId": "a", "status": "pending", "decision": None}
approved = {**pending, "status": "approved", "decision": "approved"}


def answering(*outcomes: Outcome) -> StubServer:
    stub = StubServer(lambda _: outcomes[min(len(stub.requests), len(outcomes)) - 1])
    return stub


def approval(body: Any) -> Outcome:
    return {"status": 200, "body": body}


async def test_waits_for_the_same_approval_share_one_question() -> None:
    async with answering({"hold": True}, approval(approved)) as stub, AsyncClient(stub.url) as client:
        leaving = asyncio.create_task(client.wait_for_approval("a"))
        staying = [asyncio.create_task(client.wait_for_approval("a")) for _ in range(50)]
        await eventually(lambda: stub.held == 1)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        assert stub.held == 1
        for writer in list(stub._connections):
            writer.transport.abort()
        assert all(result.approved for result in await asyncio.gather(*staying))
        assert len(stub.requests) == 2


async def test_the_last_waiter_that_leaves_closes_the_question() -> None:
    async with answering({"hold": True}) as stub, AsyncClient(stub.url) as client:
        waiting = asyncio.create_task(client.wait_for_approval("a"))
        await eventually(lambda: stub.held == 1)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await eventually(lambda: stub.held == 0)


async def test_hundreds_of_waits_fit_and_none_is_lost() -> None:
    decided = False

    def answer(request: Any) -> Outcome:
        own = {"approvalRequestId": request.path.rpartition("/")[2]}
        return approval({**approved, **own}) if decided else {"hold": True}

    async with StubServer(answer) as stub, AsyncClient(stub.url, on_problem=lambda _: None) as client:
        waits = [asyncio.create_task(client.wait_for_approval(f"a{number}")) for number in range(400)]
        await eventually(lambda: stub.held == 400)
        await stub.go_away()
        decided = True
        await stub.come_back()
        results = await asyncio.gather(*waits)
        assert [result.approval_request_id for result in results] == [f"a{number}" for number in range(400)]


async def test_a_server_that_does_not_hold_is_not_flooded() -> None:
    async with answering(approval(pending)) as stub, AsyncClient(stub.url) as client:
        with pytest.raises(WaitTimeout):
            await client.wait_for_approval("a", timeout=2)
        assert 4 <= len(stub.requests) <= 40


async def test_one_client_serves_one_event_loop_after_another() -> None:
    async with answering(approval(approved)) as stub:
        client = AsyncClient(stub.url)

        async def once() -> bool:
            async with client:
                return (await client.wait_for_approval("a")).approved

        assert await asyncio.gather(*(asyncio.to_thread(asyncio.run, once()) for _ in range(3))) == [True] * 3


async def test_ids_are_sent_whole_and_keys_differ_between_calls() -> None:
    async with answering(approval(pending)) as stub, AsyncClient(stub.url, api_key="key-1") as client:
        await client.request_approval("a")
        await client.request_approval("a")
        first, second = (request.headers["idempotency-key"] for request in stub.requests)
        assert first != second


class Assessment(BaseModel):
    risk_score: int


@dataclasses.dataclass
class Payment:
    amount: Decimal


async def test_python_values_become_json() -> None:
    async with answering(approval(pending)) as stub, AsyncClient(stub.url) as client:
        payment = {"name": "pay", "arguments": Payment(Decimal("12000.50"))}
        await client.request_approval(
            "a",
            context=Assessment(risk_score=71),
            action=payment,  # type: ignore[arg-type]
            policy={"allow_self_approval": True},
            resume={"kind": "task-token", "task_token": "t"},
        )
        assert stub.requests[0].body == {
            "approvalRequestId": "a",
            "context": {"risk_score": 71},
            "action": {"name": "pay", "arguments": {"amount": "12000.50"}},
            "policy": {"allowSelfApproval": True},
            "resume": {"kind": "task-token", "taskToken": "t"},
        }


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), "\ud800"], ids=str)
async def test_what_json_cannot_hold_is_refused(value: Any) -> None:
    async with answering(approval(pending)) as stub, AsyncClient(stub.url) as client:
        with pytest.raises(SaysoError) as raised:
            await client.request_approval("a", context={"value": value})
        assert raised.value.code == "invalid_request"
        assert stub.requests == []


async def test_credentials_are_in_nothing_that_is_printed(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = ("key-of-the-agent", "token-of-the-person")
    faults = (problem(409, "already_decided", approval={**approved, "feedback": "words-of-the-reviewer"}),)
    for stub in (answering(*faults), answering({"network": "cut"})):
        async with stub, AsyncClient(stub.url, api_key=secrets[0], retry_for=0) as client:
            with pytest.raises(SaysoError) as raised:
                await client.submit_decision("a", "approved", token=secrets[1])
            with pytest.raises(SaysoError):
                await client.get_approval("a")
            error = raised.value
            printed = "".join(traceback.format_exception(error)) + repr(error) + str(error) + repr(client)
            printed += repr(Client(stub.url, api_key=secrets[0])) + caplog.text
            kept = [vars(it) for it in (error, error.__cause__, error.__context__) if it is not None]
            for secret in secrets:
                assert secret not in printed
                assert secret not in repr(kept)
            assert "words-of-the-reviewer" not in printed


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://a", "not an http or https URL"),
        ("nothing", "not an http or https URL"),
        ("http://a:x", "not an http or https URL"),
        ("http://me:secret@a", "it holds a user name or password; use api_key"),
        ("http://a?b=c", "it holds a query or a fragment"),
        ("http://a#b", "it holds a query or a fragment"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_at_once(url: str, why: str) -> None:
    with pytest.raises(SaysoError) as raised:
        AsyncClient(url)
    assert raised.value.code == "invalid_request"
    assert str(raised.value) == f"The server's URL cannot be used: {why} (server_url or SAYSO_SERVER_URL)"


def test_the_environment_configures(monkeypatch: pytest.MonkeyPatch) -> None:
    assert AsyncClient().server_url == "http://127.0.0.1:4000"
    monkeypatch.setenv("SAYSO_SERVER_URL", "")
    assert AsyncClient().server_url == "http://127.0.0.1:4000"
    monkeypatch.setenv("SAYSO_SERVER_URL", "https://sayso.example.com/prod/")
    assert Client().server_url == "https://sayso.example.com/prod"
    assert AsyncClient("http://b").server_url == "http://b"
    monkeypatch.setenv("SAYSO_API_KEY", "two words")
    with pytest.raises(SaysoError, match="api_key holds a space"):
        AsyncClient()
    monkeypatch.setenv("SAYSO_AUTH", "digest")
    with pytest.raises(SaysoError, match="SAYSO_AUTH"):
        AsyncClient()
    AsyncClient(api_key="key-1")


async def _told_and_tried_again(warned: pytest.WarningsRecorder) -> None:
    await eventually(lambda: len(warned) > 0)
    await asyncio.sleep(1.5)


async def test_a_server_that_goes_away_is_told_of_once() -> None:
    async with answering(approval(approved)) as stub:
        await stub.go_away()
        async with AsyncClient(stub.url) as client:
            waiting = asyncio.create_task(client.wait_for_approval("a"))
            with pytest.warns(SaysoWarning, match="still waiting for it") as warned:
                await _told_and_tried_again(warned)
            await stub.come_back()
            assert (await waiting).approved
            assert len(warned) == 1


async def test_no_answer_names_the_address_and_the_reason() -> None:
    async with answering(approval(approved)) as stub:
        await stub.go_away()
        async with AsyncClient(stub.url, retry_for=0) as client:
            with pytest.raises(SaysoError, match=f"No answer from {stub.url} ") as raised:
                await client.get_approval("a")
        assert raised.value.code == "network"


def test_errors_survive_pickling() -> None:
    timeout = pickle.loads(pickle.dumps(WaitTimeout("a", 3.5)))
    assert (timeout.approval_request_id, timeout.timeout, timeout.code) == ("a", 3.5, "wait_timeout")
    assert str(timeout) == "Waited 3.5 s for approval a: no answer about it could be had"
    error = pickle.loads(pickle.dumps(SaysoError("forbidden", "No", status=403)))
    assert (error.code, error.status, str(error)) == ("forbidden", 403, "No")
