"""Whether the clock of this machine is why a signed call was refused."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

# Seconds by which AWS lets the time of a signature differ from its own.
_TOLERANCE = 300


def clock_hint(status: int, headers: Mapping[str, str], now: float) -> str:
    """
    What to add to the error of a signed call: a sentence where the call was refused and the server's own ``Date`` says
    that the clock is the reason; empty otherwise.

    :param now: seconds since the epoch
    """
    if status not in (401, 403):
        return ""
    try:
        ahead = round(now - parsedate_to_datetime(headers.get("date", "")).timestamp())
    except (TypeError, ValueError):
        return ""
    if abs(ahead) <= _TOLERANCE:
        return ""
    where = f"{ahead} s ahead of" if ahead > 0 else f"{-ahead} s behind"
    return f". This machine's clock is {where} the server's, and AWS allows a signature {_TOLERANCE}: set the clock"
