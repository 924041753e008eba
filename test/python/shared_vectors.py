"""The cases of sdk/vectors, which its README explains."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from sayso import ApprovalResult

_folder = Path(__file__).parent.parent.parent / "sdk" / "vectors"


def vectors(file: str) -> pytest.MarkDecorator:
    """A test for each case, under the case's name."""
    cases = json.loads((_folder / file).read_text(encoding="utf-8"))
    return pytest.mark.parametrize("case", [pytest.param(case, id=_ascii(case["name"])) for case in cases])


def names_in(file: str) -> list[str]:
    """What the cases are called."""
    return [case["name"] for case in json.loads((_folder / file).read_text(encoding="utf-8"))]


def snake(values: dict[str, Any]) -> dict[str, Any]:
    """Names as Python has them."""
    return {re.sub(r"[A-Z]", lambda it: f"_{it[0].lower()}", name): value for name, value in values.items()}


def plain(result: ApprovalResult | None) -> dict[str, Any] | None:
    """A result as the vectors write it."""
    if result is None:
        return None
    reviewer = None if result.reviewer is None else result.reviewer.model_dump()
    fields = {**asdict(result), "reviewer": reviewer}
    names = {"decidedAt": "decided_at", "approvalRequestId": "approval_request_id", "executionId": "execution_id"}
    same = {name: fields[name] for name in ("decision", "feedback", "reviewer", "arguments", "response")}
    more = {name: fields[own] for name, own in names.items()}
    return {**same, **more, "approved": result.approved, "changesRequested": result.changes_requested}


def _ascii(name: str) -> str:
    return name.encode("ascii", "replace").decode()
