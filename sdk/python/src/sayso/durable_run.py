"""An agent in one durable execution of AWS Lambda."""

import hashlib
import json
import math
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aws_durable_execution_sdk_python import (
    CallbackExternalError,
    CallbackTimeoutError,
    DurableContext,
    DurableOperationError,
    StepError,
)
from aws_durable_execution_sdk_python.config import Duration, StepConfig, WaitForCallbackConfig
from aws_durable_execution_sdk_python.retries import RetryDecision, RetryPresets
from aws_durable_execution_sdk_python.waits import WaitForConditionConfig, WaitForConditionDecision
from pydantic import TypeAdapter

from .approval import Approval
from .approval_result import ApprovalResult, read_result, result_of, wire_result
from .ask_model import ask_model
from .async_client import ExecutionStatus, OnPending, OnProblem
from .client import Client
from .sayso_error import FieldProblem, SaysoError, WaitTimeout

if TYPE_CHECKING:
    from pydantic_ai.models import Model

# Seconds by which a callback outlives its approval, so that the server, whose clock it is, says `expired`.
_GRACE = 600
# A durable execution ends after 366 days.
_LONGEST_WAIT = 366 * 86_400
_DEFAULT_EXPIRES_IN_HOURS = 72.0
# About four hours of an unreachable server, during which nothing runs.
_MANY_ATTEMPTS = 60
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

        return shape.validate_python(self._step(f"ai {self._questions}", ask, _ask_model_again))

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

        def submit(callback_id: str, _: object) -> None:
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
        seconds = hours * 3600 + _GRACE if timeout is None else timeout
        rounds, waited = 1, 0.0
        while True:
            result = self._called(_name("pause", approval_request_id, rounds), submit, seconds, approval_request_id)
            if result is not None:
                return result
            # Nobody called: the server could not be reached, or was asked late, or the expiry was moved.
            waited += seconds
            look = self._look(approval_request_id, rounds, timeout)
            if isinstance(look, ApprovalResult):
                return look
            if timeout is not None or look is None or look <= 0:
                raise WaitTimeout(approval_request_id, waited, pending=look is not None)
            seconds = look + _GRACE
            rounds += 1

    def wait_for_resume(
        self, approval_request_id: str, timeout: float | None, on_pending: OnPending | None
    ) -> ApprovalResult | None:
        """For an execution that takes the place of one that has failed: looks at growing intervals, between which
        nothing runs."""
        limit = math.inf if timeout is None else timeout

        def look(state: dict[str, Any], _: object) -> dict[str, Any]:
            since = state["since"] or time.time()
            try:
                approval = self._client.get_approval(approval_request_id, retry_for=0.0)
            except SaysoError as error:
                if error.code == "approval_not_found":
                    return {"type": "nothing"}
                if not error.retryable:
                    raise _kept(error) from error
                return {**state, "since": since}
            if approval.status != "pending":
                return {"type": "ended", "result": wire_result(result_of(approval))}
            if state["type"] != "pending" and on_pending is not None:
                on_pending(approval)
            return {"type": "pending", "since": since}

        def strategy(state: dict[str, Any], _: int) -> WaitForConditionDecision:
            waited = time.time() - (state.get("since") or time.time())
            if state["type"] in ("nothing", "ended") or waited >= limit:
                return WaitForConditionDecision.stop_polling()
            period = min(900.0, max(5.0, waited / 10), limit - waited)
            return WaitForConditionDecision.continue_waiting(Duration(seconds=max(1, math.ceil(period))))

        config = WaitForConditionConfig(strategy, initial_state={"type": "unknown", "since": None})
        name = _name("resume", approval_request_id, 1)
        state = _sayso(lambda: self._context.wait_for_condition(look, config, name))
        if state["type"] == "nothing":
            return None
        if state["type"] == "ended":
            return read_result(state["result"], approval_request_id)
        raise WaitTimeout(approval_request_id, limit, pending=state["type"] == "pending")

    def _called(
        self, name: str, submit: Callable[[str, Any], None], seconds: float, approval_request_id: str
    ) -> ApprovalResult | None:
        """What the callback was called with; ``None`` when nobody did in time."""
        config = WaitForCallbackConfig(timeout=_whole(seconds), retry_strategy=_until_answered(_MANY_ATTEMPTS))

        def submitter(callback_id: str, context: object) -> None:
            try:
                submit(callback_id, context)
            except SaysoError as error:
                raise _kept(error) from error

        try:
            answer = _sayso(lambda: self._context.wait_for_callback(submitter, name, config))
        except (CallbackTimeoutError, CallbackExternalError):
            return None
        try:
            return read_result(json.loads(answer), approval_request_id)
        except (TypeError, ValueError):
            return None

    def _look(self, approval_request_id: str, rounds: int, timeout: float | None) -> ApprovalResult | float | None:
        """How the approval stands: its result, or the seconds that it has left, or nothing if that cannot be had."""

        def ask(_: object) -> dict[str, Any]:
            approval = self._client.get_approval(approval_request_id, retry_for=0.0)
            if approval.status != "pending":
                return {"result": wire_result(result_of(approval))}
            return {"secondsLeft": _seconds_left(approval)}

        again = _until_answered(_MANY_ATTEMPTS if timeout is None else 3)
        try:
            look = self._step(_name("look at", approval_request_id, rounds), ask, again)
        except SaysoError as error:
            if error.retryable:
                return None
            raise
        if "result" in look:
            return read_result(look["result"], approval_request_id)
        return float(look["secondsLeft"])

    def _record(self, name: str, write: Callable[[], None]) -> None:
        def step(_: object) -> None:
            try:
                write()
            except SaysoError as error:
                message = f"{name} of execution {self._execution_id} was not recorded: {error}"
                self._on_problem(SaysoError(error.code, message, status=error.status))

        self._step(name, step, lambda _, __: RetryDecision.no_retry())

    def _step(self, name: str, work: Callable[[Any], Any], again: Callable[[Exception, int], RetryDecision]) -> Any:
        def step(context: Any) -> Any:
            try:
                return work(context)
            except SaysoError as error:
                raise _kept(error) from error

        return _sayso(lambda: self._context.step(step, name, StepConfig(again)))


def durable_execution_id(agent: str, arn: str) -> str:
    """The id under which reviewers find a durable execution: the agent's name and what Lambda itself calls the
    execution, so that it is the same in every replay. A name that does not fit is replaced by its digest."""
    plain = re.sub(r"[^A-Za-z0-9._~@-]+", ":", agent)
    own = re.sub(r"[^A-Za-z0-9._~@-]+", ":", arn.rpartition("/durable-execution/")[2])
    if len(plain) + 1 + len(own) <= 128:
        return f"{plain}:{own}"
    digest = hashlib.sha256(arn.encode()).hexdigest()
    return f"{plain[: 127 - len(digest)]}:{digest}"


def _name(verb: str, approval_request_id: str, rounds: int) -> str:
    """What an operation is called in Lambda's history."""
    name = f"{verb} {re.sub(r'[^!-~]', '?', approval_request_id)[:128]}"
    return name if rounds == 1 else f"{name} ({rounds})"


def _whole(seconds: float) -> Duration:
    """Seconds as Lambda takes them. What is no number at all is for the server to refuse."""
    known = _GRACE if math.isnan(seconds) else seconds
    return Duration(seconds=min(_LONGEST_WAIT, max(1, math.ceil(min(known, _LONGEST_WAIT)))))


def _seconds_left(approval: Approval) -> float:
    if approval.expires_at is None:
        return 0.0
    return datetime.fromisoformat(approval.expires_at).timestamp() - time.time()


def _kept(error: SaysoError) -> StepError:
    """The error as it must be written down to come back as one, here and in a replay. The approval of a conflict is
    left out: it holds the request and the reviewer's words."""
    fields = [asdict(field) for field in error.fields]
    kept = {"code": error.code, "message": str(error), "status": error.status, "fields": fields}
    data = {"sayso": {**kept, "retryable": error.retryable, "retry_after": error.retry_after}}
    return StepError(str(error), data=json.dumps(data))


def _sayso_error(error: BaseException | None) -> SaysoError | None:
    """The error of ours with which an operation has failed, however deep it lies, if it is one."""
    while error is not None:
        data = error.data if isinstance(error, DurableOperationError) else None
        if data is not None and data.startswith('{"sayso": '):
            kept = json.loads(data)["sayso"]
            fields = [FieldProblem(**field) for field in kept.pop("fields")]
            return SaysoError(kept.pop("code"), kept.pop("message"), fields=fields, **kept)
        error = error.__cause__
    return None


def _sayso(operation: Callable[[], Any]) -> Any:
    """The operation's outcome; raises the error of ours with which it failed, or else what it raised."""
    try:
        return operation()
    except DurableOperationError as error:
        ours = _sayso_error(error)
        if ours is None:
            raise
        raise ours from error


def _until_answered(attempts: int) -> Callable[[Exception, int], RetryDecision]:
    """Tries again what may succeed later (network, 429, 5xx), and never what the server has refused."""

    def again(error: Exception, attempt: int) -> RetryDecision:
        ours = _sayso_error(error)
        if ours is None or not ours.retryable or attempt >= attempts:
            return RetryDecision.no_retry()
        delay = 2.0 ** min(attempt - 1, 16) if ours.retry_after is None else ours.retry_after
        return RetryDecision.retry(Duration(seconds=math.ceil(min(300.0, delay) * (1 + random.random() / 2))))

    return again


def _ask_model_again(error: Exception, attempt: int) -> RetryDecision:
    """A model may answer better the next time."""
    ours = _sayso_error(error)
    if ours is not None and (ours.code != "invalid_answer" or attempt >= 3):
        return RetryDecision.no_retry()
    decision: RetryDecision = RetryPresets.default()(error, attempt)
    return decision
