"""How long to wait before the next attempt."""

import random

from .sayso_error import SaysoError

_FIRST = 0.1
# A server that is away comes back at a moment nobody can know: ask often. One that is overloaded gets more time.
_LONGEST_NETWORK = 1.0
_LONGEST_BUSY = 5.0


def retry_delay(failures: int, error: SaysoError) -> float:
    """Seconds before the next attempt: what the server asked for, else full jitter that doubles with each failure."""
    if error.retry_after is not None:
        return error.retry_after + random.random() * _FIRST
    longest = _LONGEST_NETWORK if error.code == "network" else _LONGEST_BUSY
    return random.random() * min(longest, _FIRST * 2.0 ** min(failures, 16))
