"""When a step is tried again. Nothing runs meanwhile."""

import math
import random

from aws_durable_execution_sdk_python.config import Duration
from aws_durable_execution_sdk_python.retries import RetryDecision, RetryPresets

from .step import Again, sayso_error_of

# About four hours of an unreachable server.
MANY_ATTEMPTS = 60


def until_answered(attempts: int) -> Again:
    """Tries again what may succeed later (network, 429, 5xx), and never what the server has refused."""

    def again(error: Exception, attempt: int) -> RetryDecision:
        ours = sayso_error_of(error)
        if ours is None or not ours.retryable or attempt >= attempts:
            return RetryDecision.no_retry()
        delay = 2.0 ** min(attempt - 1, 16) if ours.retry_after is None else ours.retry_after
        return RetryDecision.retry(Duration(seconds=math.ceil(min(300.0, delay) * (1 + random.random() / 2))))

    return again


def ask_model_again(error: Exception, attempt: int) -> RetryDecision:
    """A model may answer better the next time."""
    ours = sayso_error_of(error)
    if ours is not None and (ours.code != "invalid_answer" or attempt >= 3):
        return RetryDecision.no_retry()
    decision: RetryDecision = RetryPresets.default()(error, attempt)
    return decision


def never(_: Exception, __: int) -> RetryDecision:
    """For what fails nothing when it is left undone."""
    return RetryDecision.no_retry()
