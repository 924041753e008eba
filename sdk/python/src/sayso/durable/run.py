"""An agent in one durable execution of AWS Lambda."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from aws_durable_execution_sdk_python import DurableContext
from pydantic import TypeAdapter

from ..approval_result import ApprovalResult
from ..ask_model import ask_model
from ..async_client import ExecutionStatus, OnPending, OnProblem
from ..client import Client
from ..sayso_error import SaysoError
from .retries import ask_model_again, never
from .step import step
from .wait_for_decision import DecisionWait, wait_for_decision
from .wait_for_end import wait_for_end

if TYPE_CHECKING:
    from pydantic_ai.models import Model

_DEFAULT_EXPIRES_IN_HOURS = 72.0
# Seconds for which a note or status is tried again: Lambda's time is paid for, and a story fails nothing.
_STORY_RETRY_FOR = 2.0


class DurableRun:
    """What an agent does in a process that stays alive, each call a step of the execution: done once however often
    Lambda runs the handler again."""

    def __init__(
        self, context: DurableContext, client: Client, agent: str, execution_id: str, on_problem: OnProblem
    ) -> None:
        self._context = context
        self._client = client
        self._agent = agent
        self._execution_id = execution_id
        self._on_problem = on_problem
        self._notes = 0
        self._questions = 0

    def status(self, status: ExecutionStatus) -> None:
        """Records how the execution stands."""
        self._record(
            f"execution {status}",
            lambda: self._client.put_execution(self._execution_id, status, self._agent, retry_for=_STORY_RETRY_FOR),
        )

    def note(self, message: str, tags: Sequence[str] | None) -> None:
        """Records a line."""
        self._notes += 1
        name = f"note {self._notes}"
        # A function that is killed between writing and its checkpoint writes again: the same key, the same note.
        place = json.dumps([self._execution_id, name])
        key = hashlib.sha256(place.encode()).hexdigest()
        self._record(
            name,
            lambda: self._client.add_note(
                self._execution_id, message, tags, retry_for=_STORY_RETRY_FOR, idempotency_key=key
            ),
        )

    def ai(self, model: "str | Model", system: str | None, user: str, schema: type[Any]) -> Any:
        """Asks the model, once: a replay is given the answer of the first time."""
        self._questions += 1
        shape: TypeAdapter[Any] = TypeAdapter(schema)

        def ask(_: object) -> Any:
            answer = self._client.run(ask_model(model, system, user, schema))
            return shape.dump_python(answer, mode="json", by_alias=True)

        return shape.validate_python(step(self._context, f"ai {self._questions}", ask, ask_model_again))

    def pause(
        self,
        approval_request_id: str,
        approval_request_url: str | None,
        expires_in_hours: float | None,
        timeout: float | None,
        execution_id: str | None,
        on_pending: OnPending | None,
        content: dict[str, Any],
    ) -> ApprovalResult:
        """Asks a person and waits for the answer; nothing runs meanwhile."""

        def submit(callback_id: str) -> None:
            approval = self._client.request_approval(
                approval_request_id,
                approval_request_url,
                expires_in_hours,
                execution_id=execution_id or self._execution_id,
                retry_for=0.0,
                **{**content, "resume": {"kind": "durable", "callback_id": callback_id}},
            )
            if approval.status == "pending" and on_pending is not None:
                on_pending(approval)

        hours = _DEFAULT_EXPIRES_IN_HOURS if expires_in_hours is None else expires_in_hours
        wait = DecisionWait(self._client, approval_request_id, hours, timeout, submit)
        return wait_for_decision(self._context, wait)

    def wait_for_resume(
        self, approval_request_id: str, timeout: float | None, on_pending: OnPending | None
    ) -> ApprovalResult | None:
        """For an execution that takes the place of one that has failed."""
        return wait_for_end(self._context, self._client, approval_request_id, timeout, on_pending)

    def _record(self, name: str, write: Callable[[], None]) -> None:
        def record(_: object) -> None:
            try:
                write()
            except SaysoError as error:
                message = f"{name} of execution {self._execution_id} was not recorded: {error}"
                self._on_problem(SaysoError(error.code, message, status=error.status))

        step(self._context, name, record, never)
