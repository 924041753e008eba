"""JSON that may be read already."""

import json
from typing import Any


def parsed_json(value: Any) -> Any:
    """What JSON's text says, ``None`` where it is not JSON; anything but text as it is."""
    if not isinstance(value, (str, bytes)):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return None
