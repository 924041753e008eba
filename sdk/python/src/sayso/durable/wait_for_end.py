"""The wait of a later execution for what an earlier one has asked."""

import math
import time
from typing import Any

from aws_durable_execution_sdk_python import DurableContext
from aws_durable_execution_sdk_python.config import Duration
from aws_durable_execution_sdk_python.waits import WaitForConditionConfig, WaitForConditionDecision

from ..approval_result import ApprovalResult, read_result, result_of, wire_result
from ..async_client import OnPending
from ..client import Client
from ..sayso_error import SaysoError, WaitTimeout
from .step import operation_name, outcome_of, writable

# Seconds between two looks: a tenth of the time waited so far, within these.
_SHORTEST_PERIOD = 5.0
_LONGEST_PERIOD = 900.0


def wait_for_end(
    context: DurableContext,
    client: Client,
    approval_request_id: str,
    timeout: float | None,
    on_pending: OnPending | None,
) -> ApprovalResult | None:
    """Looks until the approval has ended, at growing intervals between which nothing runs; ``None`` at once where
    nothing was asked."""
    limit = math.inf if timeout is None else timeout

    def look(state: dict[str, Any], _: object) -> dict[str, Any]:
        since = state["since"] or time.time()
        try:
            approval = client.get_approval(approval_request_id, retry_for=0.0)
        except SaysoError as error:
            if error.code == "approval_not_found":
                return {"type": "nothing"}
            if not error.retryable:
                raise
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
        period = min(_LONGEST_PERIOD, max(_SHORTEST_PERIOD, waited / 10), limit - waited)
        return WaitForConditionDecision.continue_waiting(Duration(seconds=max(1, math.ceil(period))))

    config = WaitForConditionConfig(strategy, initial_state={"type": "unknown", "since": None})
    name = operation_name("resume", approval_request_id)
    state = outcome_of(lambda: context.wait_for_condition(writable(look), config, name))
    if state["type"] == "nothing":
        return None
    if state["type"] == "ended":
        return read_result(state["result"], approval_request_id)
    raise WaitTimeout(approval_request_id, limit, pending=state["type"] == "pending")
