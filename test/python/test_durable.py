"""An agent on a Lambda durable function, on the local runner that AWS makes for them. What it cannot show is Lambda."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from eventually import eventually
from sayso import Agent, ApprovalResult, AsyncClient, Client, SaysoError, WaitTimeout
from scripted_model import ScriptedModel, assessment
from stub_server import Outcome, Recorded, StubServer, problem

runner_module = pytest.importorskip("aws_durable_execution_sdk_python_testing.runner")

_ann = {"id": "ann", "name": "Ann", "via": "oidc"}


class Assessment(BaseModel):
    risk_score: int
    fraud_indicators: list[str]
    recommended_action: str
    summary: str


class Service:
    """Approvals as the server keeps them; it resumes nobody by itself."""

    def __init__(self) -> None:
        self.stub = StubServer(self._answer)
        self.approvals: dict[str, dict[str, Any]] = {}
        self.faults: list[Outcome] = []
        self.callbacks: list[str] = []

    def decide(self, approval_request_id: str, decision: str) -> dict[str, Any]:
        """Ends it; what a callback is called with."""
        ended = {"status": decision, "decision": decision, "reviewer": _ann, "feedback": "Because"}
        self.approvals[approval_request_id] |= ended
        return {**ended, "approvalRequestId": approval_request_id, "executionId": "x"}

    def said(self) -> list[str]:
        """The story, in order."""
        told = [it.body for it in self.stub.requests if it.path.startswith("/v1/executions/")]
        return [body.get("message") or body["status"] for body in told]

    def _answer(self, request: Recorded) -> Outcome:
        if request.path.startswith("/v1/executions/"):
            return {"status": 200, "body": {}}
        if self.faults:
            return self.faults.pop(0)
        if request.method == "POST":
            known = self.approvals.setdefault(
                request.body["approvalRequestId"],
                {**request.body, "status": "pending", "decision": None, "expiresAt": "2100-01-01T00:00:00.000Z"},
            )
            self.callbacks.append(request.body["resume"]["callbackId"])
            return {"status": 201, "body": known}
        found = self.approvals.get(request.path.rpartition("/")[2])
        return problem(404, "approval_not_found") if found is None else {"status": 200, "body": found}


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    service = Service()
    async with service.stub:
        yield service


class Running:
    """One durable execution; how often its function was entered, and has left."""

    def __init__(self, handler: Callable[[Any, Any], Any], values: dict[str, Any], *, skip_time: bool = False) -> None:
        self.entered = self.left = 0

        def invoke(event: Any, context: Any) -> Any:
            self.entered += 1
            answer = handler(event, context)
            self.left += 1
            return answer

        self.runner = runner_module.DurableFunctionTestRunner(invoke, poll_interval=0.05, skip_time=skip_time)
        self.arn = self.runner.run_async(input=json.dumps({"input": values}))

    async def asked(self, service: Service, times: int) -> None:
        """Returns when it has asked so often and has left: an answer before that would need no new invocation."""
        await eventually(lambda: len(service.callbacks) == times and self.entered == self.left)

    async def end(self) -> Any:
        """Its outcome, or what it has failed with."""
        try:
            result = await asyncio.to_thread(self.runner.wait_for_result, self.arn, 120)
            return result.error if result.result is None else json.loads(result.result)
        finally:
            await asyncio.to_thread(self.runner.close)
            self.runner._scheduler._loop.close()  # AWS's runner leaves it open.


@pytest.fixture(autouse=True)
def _closed_clients(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """On Lambda a handler keeps its connections for as long as the process lives."""
    made: list[Client] = []
    over = Client.over

    def record(client: AsyncClient) -> Client:
        made.append(over(client))
        return made[-1]

    monkeypatch.setattr(Client, "over", record)
    yield
    for client in made:
        client.close()


def agent_of(service: Service, model: ScriptedModel | None = None) -> Agent:
    return Agent("claims", client=AsyncClient(service.stub.url), model=model, on_problem=lambda _: None)


Start = Callable[..., Running]


@pytest.fixture
def start() -> Start:
    def start(app: Agent, *, skip_time: bool = False) -> Running:
        return Running(app.durable_handler(), {}, skip_time=skip_time)

    return start


async def test_it_goes_on_at_the_very_line(service: Service, start: Start) -> None:
    model = ScriptedModel(assessment(71))
    app, told, begun = agent_of(service, model), [], 0

    @app.reasoner()
    async def process() -> dict[str, Any]:
        nonlocal begun
        begun += 1
        found = await app.ai(system="Assess.", user="Claim 42", schema=Assessment)
        app.note("Asking")
        result = await app.pause("claim-42", title="Pay?", on_pending=lambda it: told.append(it.status))
        app.note(f"Answered: {result.feedback}")
        second = await app.pause("claim-42-2", expires_in_hours=1)
        return {"first": result.decision, "second": second.decision, "risk": found.risk_score}

    running = start(app)
    await running.asked(service, 1)
    answer = service.decide("claim-42", "approved")
    running.runner.send_callback_success(service.callbacks[0], json.dumps(answer).encode())
    await running.asked(service, 2)
    answer = service.decide("claim-42-2", "rejected")
    running.runner.send_callback_success(service.callbacks[1], json.dumps(answer).encode())
    assert await running.end() == {"first": "approved", "second": "rejected", "risk": 71}
    assert begun >= 3
    assert len(model.asked) == 1
    assert told == ["pending"]
    assert service.said() == ["running", "Asking", "Answered: Because", "succeeded"]
    asked = [it.body for it in service.stub.requests if it.path == "/v1/approvals"]
    assert [body["approvalRequestId"] for body in asked] == ["claim-42", "claim-42-2"]
    assert asked[0]["agent"] == "claims"
    assert asked[0]["executionId"].startswith("claims:")
    assert asked[0]["executionId"] in service.stub.requests[0].path.replace("%3A", ":")
    assert asked[0]["resume"] == {"kind": "durable", "callbackId": service.callbacks[0]}


async def test_what_the_server_refuses_is_raised_and_not_tried_again(service: Service, start: Start) -> None:
    app = agent_of(service)
    service.faults = [problem(400, "invalid_request", errors=[{"field": "title", "detail": "too long"}])]

    @app.reasoner()
    async def process() -> list[Any]:
        try:
            await app.pause("claim-42", title="x")
        except SaysoError as error:
            return [error.code, error.status, str(error), [field.field for field in error.fields]]
        return []

    assert await start(app).end() == ["invalid_request", 400, "No", ["title"]]
    assert len([it for it in service.stub.requests if it.path == "/v1/approvals"]) == 1


async def test_an_outage_is_waited_out(service: Service, start: Start) -> None:
    app = agent_of(service)
    service.faults = [{"network": "cut"}, problem(503, "unavailable"), problem(429, "rate_limited")]

    @app.reasoner()
    async def process() -> str:
        return (await app.pause("claim-42")).decision

    running = start(app)
    await running.asked(service, 1)
    answer = service.decide("claim-42", "approved")
    running.runner.send_callback_success(service.callbacks[0], json.dumps(answer).encode())
    assert await running.end() == "approved"


async def test_still_pending_at_the_time_out(service: Service, start: Start) -> None:
    app = agent_of(service)

    @app.reasoner()
    async def process() -> list[Any]:
        try:
            await app.pause("claim-42", timeout=1)
        except WaitTimeout as error:
            return [error.approval_request_id, error.timeout, str(error)]
        return []

    said = "Waited 1 s for approval claim-42: it is still pending"
    assert await start(app).end() == ["claim-42", 1, said]


@pytest.mark.parametrize("word", ["lost", "of another approval", "no JSON", "no decision"])
async def test_what_is_no_answer_is_looked_up(service: Service, start: Start, word: str) -> None:
    app = agent_of(service)

    @app.reasoner()
    async def process() -> str:
        return (await app.pause("claim-42", timeout=5 if word == "lost" else None)).decision

    running = start(app)
    await running.asked(service, 1)
    answer = service.decide("claim-42", "expired")
    if word != "lost":
        sent = {
            "of another approval": json.dumps({**answer, "approvalRequestId": "claim-43", "decision": "approved"}),
            "no JSON": "approved",
            "no decision": json.dumps({**answer, "decision": "yes"}),
        }[word]
        running.runner.send_callback_success(service.callbacks[0], sent.encode())
    assert await running.end() == "expired"


async def test_an_execution_takes_the_place_of_another(service: Service, start: Start) -> None:
    app = agent_of(service)

    @app.reasoner()
    async def process() -> list[str | None]:
        results = [await app.wait_for_resume(f"claim-{number}") for number in (1, 2, 3)]
        return [None if result is None else result.decision for result in results]

    for number in (2, 3):
        service.approvals[f"claim-{number}"] = {"approvalRequestId": f"claim-{number}", "status": "pending"}
    service.decide("claim-2", "rejected")
    running = start(app, skip_time=True)
    await eventually(lambda: any(it.path == "/v1/approvals/claim-3" for it in service.stub.requests))
    service.decide("claim-3", "approved")
    assert await running.end() == [None, "rejected", "approved"]
    assert service.stub.sent("POST") == []


async def test_a_wait_for_resume_ends_with_its_time(service: Service, start: Start) -> None:
    app = agent_of(service)
    service.approvals["claim-1"] = {"approvalRequestId": "claim-1", "status": "pending"}

    @app.reasoner()
    async def process() -> str:
        with pytest.raises(WaitTimeout, match="still pending"):
            await app.wait_for_resume("claim-1", timeout=1)
        service.faults = [problem(403, "forbidden")]
        with pytest.raises(SaysoError) as refused:
            await app.wait_for_resume("claim-2")
        return refused.value.code

    assert await start(app).end() == "forbidden"


async def test_a_reasoner_that_fails_is_a_failed_execution(service: Service, start: Start) -> None:
    app = agent_of(service)

    @app.reasoner()
    async def process() -> None:
        raise KeyError("no")

    error = await start(app).end()
    assert error.type == "KeyError"
    assert service.said() == ["running", "failed"]


@pytest.mark.parametrize("name", ["lambda_handler.py"])
async def test_the_readme(name: str, service: Service, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_SERVER_URL", service.stub.url)
    code = (Path(__file__).parent / "snippets" / name).read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    exec(compile(code, name, "exec"), names)
    running = Running(names["handler"], {"claim_id": "42", "amount": 12_000})
    await running.asked(service, 1)
    assert service.approvals["claim-42"]["title"] == "Pay $12,000.00 for claim 42?"
    answer = service.decide("claim-42", "request_changes")
    running.runner.send_callback_success(service.callbacks[0], json.dumps(answer).encode())
    assert await running.end() == "request_changes"


async def test_results_survive_being_written_down(service: Service) -> None:
    from sayso.approval import Reviewer
    from sayso.approval_result import read_result, wire_result

    reviewer = Reviewer(id="ann", name="Ann", via="oidc")
    result = ApprovalResult("approved", "Fine", reviewer, {"a": 1}, [1], "2026-11-22T10:05:00Z", "claim-42", None)
    assert read_result(json.loads(json.dumps(wire_result(result)))) == result


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aws_durable_execution_sdk_python", None)
    with pytest.raises(SaysoError, match=r"sayso\[durable\]"):
        Agent("claims").durable_handler()
