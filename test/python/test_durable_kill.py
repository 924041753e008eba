"""A durable agent whose every invocation is a process, killed between doing and writing down. What it cannot show is
Lambda."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from checkpoint_double import CheckpointDouble
from local_sayso import LocalSayso
from sayso import Client

pytest.importorskip("aws_durable_execution_sdk_python")

_program = Path(__file__).parent / "durable_invocation.py"

_function = "arn:aws:lambda:eu-west-1:123456789012:function:claims:1"


class Execution:
    """One durable execution."""

    def __init__(self, sayso: LocalSayso, claim_id: str) -> None:
        arn = f"{_function}/durable-execution/run-{claim_id}/uuid-{claim_id}"
        self.store = CheckpointDouble(arn, {"input": {"claim_id": claim_id}})
        self._sayso = sayso
        self._claim = claim_id
        self._child: subprocess.Popen[str] | None = None
        self.store.kill = lambda: self._child.kill() if self._child else None

    def invoke(self) -> Any:
        """The outcome of the next invocation, or that it was killed."""
        aws = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret-1", "AWS_REGION": "eu-west-1"}
        here = {"AWS_ENDPOINT_URL_LAMBDA": self.store.url, "AWS_DEFAULT_REGION": "eu-west-1", "AWS_MAX_ATTEMPTS": "1"}
        own = {"SAYSO_SERVER_URL": self._sayso.url, "SAYSO_API_KEY": self._sayso.api_key}
        env = {**os.environ, **aws, **here, **own, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        command = [sys.executable, str(_program), json.dumps(self.store.event())]
        self._child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
        said, _ = self._child.communicate(timeout=300)
        if self._child.returncode == -9:
            return "killed"
        assert self._child.returncode == 0
        return json.loads(said)

    def told(self) -> tuple[str, list[str]]:
        """The story that reviewers are shown."""
        execution = self._sayso.read(f"/v1/executions/claim-processor:run-{self._claim}:uuid-{self._claim}")
        return execution["status"], [note["message"] for note in execution["notes"]]

    def requests(self) -> int:
        """How often somebody was asked."""
        entries = self._sayso.read(f"/v1/approvals/claim-{self._claim}/audit")["entries"]
        return sum(entry["type"] == "approval.created" for entry in entries)

    def close(self) -> None:
        """Whatever still runs ends."""
        if self._child is not None and self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        self.store.close()


class World(NamedTuple):
    """An execution and a reviewer."""

    execution: Execution
    reviewer: Client
    claim_id: str

    def decide(self, decision: Any, feedback: str) -> None:
        """Decides, and calls the callback with the end, as a server on AWS would."""
        self.reviewer.submit_decision(f"claim-{self.claim_id}", decision, feedback)
        end = self.reviewer.get_approval(f"claim-{self.claim_id}")
        result = {"approvalRequestId": end.approval_request_id, "decision": end.decision, "feedback": end.feedback}
        self.execution.store.call_back(f"pause claim-{self.claim_id}", result)


@pytest.fixture(params=["durable-1"])
def world(request: pytest.FixtureRequest, sayso: LocalSayso) -> Iterator[World]:
    execution = Execution(sayso, request.param)
    with Client(sayso.url, token=sayso.admin_token) as reviewer:
        yield World(execution, reviewer, request.param)
    execution.close()


def test_a_process_for_each_part_the_second_goes_on_at_the_line_after_the_pause(world: World) -> None:
    execution, _, _ = world
    assert execution.invoke() == {"Status": "PENDING"}
    assert execution.told() == ("waiting", ["Assessed: risky"])
    world.decide("approved", "Carrier confirmed")
    outcome = execution.invoke()
    assert outcome["Status"] == "SUCCEEDED"
    expected = {"assessment": "risky", "decision": "approved", "feedback": "Carrier confirmed"}
    assert json.loads(outcome["Result"]) == expected
    assert execution.store.model_calls == 1
    assert execution.requests() == 1
    assert execution.told() == ("succeeded", ["Assessed: risky", "Decided: approved"])


@pytest.mark.parametrize("world", ["durable-2"], indirect=True)
def test_killed_between_doing_and_writing_down_at_each_place(world: World) -> None:
    execution, _, _ = world
    places = [
        "model",
        "SUCCEED note 1",
        "START pause claim-durable-2",
        "START callback of pause claim-durable-2",
        "SUCCEED step of pause claim-durable-2",
        "SUCCEED pause claim-durable-2",
        "SUCCEED note 2",
        "SUCCEED execution succeeded",
    ]
    left, decided = list(places), False
    outcome: Any = "killed"

    def kill_at(what: str) -> bool:
        return bool(left) and left[0] == what and left.pop(0) == what

    execution.store.kill_at = kill_at
    for _ in range(20):
        outcome = execution.invoke()
        if outcome == "killed":
            continue
        if outcome["Status"] != "PENDING":
            break
        if not decided:
            world.decide("rejected", "Too much")
            decided = True
    assert execution.store.killed == places
    assert outcome["Status"] == "SUCCEEDED"
    assert json.loads(outcome["Result"]) == {"assessment": "risky", "decision": "rejected", "feedback": "Too much"}
    assert execution.store.model_calls == 1
    assert execution.requests() == 1
    assert execution.told() == ("succeeded", ["Assessed: risky", "Decided: rejected"])
