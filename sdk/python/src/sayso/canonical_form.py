"""JSON in one form, and its digest."""

import hashlib
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .sayso_error import SaysoError


def canonical_json(value: Any) -> str:
    """
    JSON in the one form that RFC 8785 gives it, so that a digest of it means the value. Numbers are doubles there:
    integers beyond 2^53 lose their last digits, as they do in every program that reads JSON so.

    :raises SaysoError: ``invalid_json_value`` for what JSON cannot hold: NaN, infinities, lone surrogates, objects of
        other kinds
    """
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(canonical_json, value))}]"
    if isinstance(value, Mapping) and all(isinstance(name, str) for name in value):
        # By UTF-16 code units: a surrogate pair stands before U+FB33.
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return f"{{{','.join(f'{_text(name)}:{canonical_json(value[name])}' for name in names)}}}"
    raise _has_none(type(value).__name__)


def digest(value: Any) -> str:
    """
    The digest of a JSON value as the audit trail writes digests: ``sha256:`` and 64 hexadecimal digits.

    >>> asked = digest({"name": "pay_claim", "arguments": result.arguments})  # The audit trail holds this very digest.

    :raises SaysoError: as :func:`canonical_json` does
    """
    return f"sha256:{hashlib.sha256(canonical_json(value).encode()).hexdigest()}"


def _text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _has_none("text with half a surrogate pair") from None
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    """As ECMAScript writes a double: the fewest digits that name it, and an exponent from 1e21 and below 1e-6."""
    try:
        double = float(value)
    except OverflowError:
        double = math.inf
    if not math.isfinite(double):
        raise _has_none("number")
    if double == 0:
        return "0"
    sign, all_digits, exponent = Decimal(repr(double)).normalize().as_tuple()
    digits = "".join(map(str, all_digits))
    point = len(digits) + int(exponent)
    if 0 < point <= 21:
        whole, fraction = digits[:point].ljust(point, "0"), digits[point:]
        written = f"{whole}.{fraction}" if fraction else whole
    elif -6 < point <= 0:
        written = f"0.{'0' * -point}{digits}"
    else:
        mantissa = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
        written = f"{mantissa}e{point - 1:+d}"
    return f"-{written}" if sign else written


def _has_none(what: str) -> SaysoError:
    return SaysoError("invalid_json_value", f"This {what} has no canonical JSON")
