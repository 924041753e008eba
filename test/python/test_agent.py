"""`Agent` against a server that answers as it is told."""

import asyncio
from typing import Any

import pytest

from eventually import eventually
from sayso import Agent, AsyncClient, SaysoError
from sayso.http_transport import HttpAnswer, HttpCall, HttpTransport
from stub_server import Outcome, Recorded, StubServer, problem


def approvals(request: Recorded) -> Outcome:
    """Everything that is asked is approved at once."""
    if request.path.startswith("/v1/executions"):
        return {"status": 200, "body": {}}
    asked = request.body or {"approvalRequestId": request.path.rpartition("/")[2]}
    return {"status": 200, "body": {**asked, "status": "approved", "decision": "approved"}}


def agent_of(stub: StubServer, problems: list[SaysoError] | None = None) -> Agent:
    told = [] if problems is None else problems
    return Agent("claims", client=AsyncClient(stub.url, api_key="key-1"), on_problem=told.append)


def story(stub: StubServer) -> list[tuple[str, Any]]:
    return [
        (request.path, request.body.get("message") or request.body.get("status"))
        for request in stub.requests
        if request.path.startswith("/v1/executions")
    ]


async def test_a_call_is_an_execution() -> None:
    async with StubServer(approvals) as stub:
        app = agent_of(stub)

        @app.reasoner("process claim/now")
        async def process(claim_id: str) -> str:
            """Processes."""
            app.note("One", tags=["a"])
            assert (await app.pause(claim_id)).approved
            app.note("Two")
            return claim_id.upper()

        async with app.client:
            assert await process("c1") == "C1"
            assert await process.with_execution_id("run-7")(claim_id="c2") == "C2"
        assert (process.__doc__, process.name) == ("Processes.", "process-claim-now")
        assert app.reasoners == {"process-claim-now": process}
        first, second = story(stub)[:4], story(stub)[4:]
        assert first[0][0].startswith("/v1/executions/process-claim-now-")
        assert [said for _, said in first] == ["running", "One", "Two", "succeeded"]
        assert second == [
            ("/v1/executions/run-7", "running"),
            ("/v1/executions/run-7/notes", "One"),
            ("/v1/executions/run-7/notes", "Two"),
            ("/v1/executions/run-7", "succeeded"),
        ]
        asked = [request for request in stub.requests if request.path == "/v1/approvals"]
        assert asked[1].body == {"approvalRequestId": "c2", "executionId": "run-7", "agent": "claims"}
        # The reviewer finds the notes when the request arrives.
        assert stub.requests.index(asked[1]) == stub.requests.index(asked[0]) + 5


async def test_a_reasoner_that_raises_is_a_failed_execution() -> None:
    async with StubServer(approvals) as stub:
        app = agent_of(stub)

        @app.reasoner()
        async def fail() -> None:
            raise KeyError("no")

        async with app.client:
            with pytest.raises(KeyError):
                await fail()
        assert [said for _, said in story(stub)] == ["running", "failed"]


async def test_a_reasoner_that_is_stopped_has_not_ended() -> None:
    async with StubServer(approvals) as stub:
        app = agent_of(stub)

        @app.reasoner()
        async def stop() -> None:
            await asyncio.sleep(3600)

        async with app.client:
            running = asyncio.create_task(stop())
            await eventually(lambda: story(stub) != [])
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
        assert [said for _, said in story(stub)] == ["running"]


async def test_executions_at_the_same_time_keep_their_notes_apart() -> None:
    async with StubServer(approvals) as stub:
        app = agent_of(stub)

        @app.reasoner()
        async def work(number: int) -> None:
            await asyncio.to_thread(app.note, f"of {number}")
            await asyncio.sleep(0)
            app.note(f"more of {number}")

        async with app.client:
            await asyncio.gather(*(work.with_execution_id(f"run-{number}")(number) for number in range(20)))
        for number in range(20):
            own = [said for path, said in story(stub) if path.split("/")[3] == f"run-{number}"]
            assert own == ["running", f"of {number}", f"more of {number}", "succeeded"]


async def test_what_cannot_be_recorded_is_reported_and_fails_nothing() -> None:
    problems: list[SaysoError] = []
    async with StubServer(lambda _: problem(403, "forbidden")) as stub:
        app = agent_of(stub, problems)

        @app.reasoner()
        async def work() -> int:
            app.note("One")
            return 7

        async with app.client:
            assert await work.with_execution_id("run-7")() == 7
    assert [(it.code, it.status) for it in problems] == [("forbidden", 403)] * 3
    assert str(problems[1]) == "a note of execution run-7 was not recorded: No"


async def test_a_long_story_does_not_hold_up_a_run_while_the_server_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    tried_for: list[float | None] = []

    async def call(_: HttpTransport, call: HttpCall) -> HttpAnswer:
        tried_for.append(call.retry_for)
        if len(tried_for) == 4:
            return HttpAnswer({}, None)
        raise SaysoError("network", "away", retryable=True)

    monkeypatch.setattr(HttpTransport, "call", call)
    problems: list[SaysoError] = []
    app = Agent("claims", on_problem=problems.append)

    @app.reasoner()
    async def work() -> None:
        for number in range(5):
            app.note(f"{number}")

    async with app.client:
        await work()
    # Whole once, then once each, until something gets through.
    assert tried_for == [60.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0]
    assert [it.code for it in problems] == ["network"] * 6


async def test_a_note_outside_of_a_reasoner_is_reported() -> None:
    problems: list[SaysoError] = []
    Agent("claims", on_problem=problems.append).note("Hello")
    assert [str(it) for it in problems] == ["A note outside of a reasoner belongs to no execution and is lost"]


async def test_by_iam_the_role_is_the_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_AUTH", "iam")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "made-up")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    gateway = StubServer(
        lambda request: {"status": 200, "body": {**request.body, "status": "approved", "decision": "approved"}}
    )
    async with gateway as stub:
        app = Agent("claims", client=AsyncClient(f"{stub.url}/prod"))
        async with app.client:
            assert (await app.pause("c1")).approved
        [asked] = stub.requests
        assert asked.path == "/prod/iam/v1/approvals"
        assert asked.body == {"approvalRequestId": "c1"}
        assert asked.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
        assert "/eu-central-1/execute-api/aws4_request" in asked.headers["authorization"]
        assert "x-api-key" not in asked.headers


def test_what_is_no_reasoner_is_refused_when_it_is_written() -> None:
    app = Agent("claims")
    with pytest.raises(TypeError, match="async def plain"):

        @app.reasoner()  # type: ignore[arg-type]
        def plain() -> int:
            return 7

    with pytest.raises(TypeError, match="parentheses"):

        @app.reasoner  # type: ignore[arg-type]
        async def bare() -> None: ...

    @app.reasoner("twice")
    async def first() -> None: ...

    with pytest.raises(ValueError, match="has a reasoner twice already"):

        @app.reasoner("twice")
        async def second() -> None: ...
