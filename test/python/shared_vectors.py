"""The cases of sdk/vectors, which its README explains."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

_folder = Path(__file__).parent.parent.parent / "sdk" / "vectors"


def vectors(file: str) -> pytest.MarkDecorator:
    """A test for each case, under the case's name."""
    cases = json.loads((_folder / file).read_text(encoding="utf-8"))
    return pytest.mark.parametrize("case", [pytest.param(case, id=_plain(case["name"])) for case in cases])


def snake(values: dict[str, Any]) -> dict[str, Any]:
    """Names as Python has them."""
    return {re.sub(r"[A-Z]", lambda it: f"_{it[0].lower()}", name): value for name, value in values.items()}


def _plain(name: str) -> str:
    return name.encode("ascii", "replace").decode()
