"""The Retry-After header."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

# The one form of a date that senders may write (RFC 9110, 5.6.7).
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT")


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the ``Retry-After`` header asks to wait (seconds or a date), if it is there and can be read.

    :param now: seconds since the epoch
    """
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,15}", value):
        return float(value)
    if not _HTTP_DATE.fullmatch(value):
        return None
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except ValueError:
        return None
