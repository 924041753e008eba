"""Paths of the API."""

import json
from urllib.parse import quote

from .sayso_error import FieldProblem, SaysoError


def approval_path(approval_request_id: str) -> str:
    """The path of one approval."""
    return f"/v1/approvals/{_segment(approval_request_id, 'approvalRequestId')}"


def execution_path(execution_id: str) -> str:
    """The path of one run of an agent."""
    return f"/v1/executions/{_segment(execution_id, 'executionId')}"


def _segment(value: str, field: str) -> str:
    """The id as one segment of a path. Empty and dots alone would name another path altogether."""
    if value in ("", ".", ".."):
        problem = FieldProblem(field, "must not be empty, . or ..")
        raise SaysoError("invalid_request", f"{field} cannot be {json.dumps(value)}", fields=[problem])
    return quote(value, safe="")
