"""Keys and tokens fit for a header."""

import re

from .sayso_error import SaysoError


def credential(value: str | None, name: str) -> str | None:
    """A key or token fit for a header, ``None`` where there is none. A bad one is named, never printed."""
    trimmed = (value or "").strip()
    if trimmed == "":
        return None
    if re.fullmatch(r"[\x21-\x7e]+", trimmed):
        return trimmed
    message = f"{name} holds a space, a line break or another character that no key has"
    raise SaysoError("invalid_request", message)
