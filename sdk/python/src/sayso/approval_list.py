"""Lists of approvals."""

from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from .approval import ApprovalStatus, Reviewer


class _Wire(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore")


class ApprovalSummary(_Wire):
    """An approval in a list: without what it asks in full, which ``get_approval`` has."""

    approval_request_id: str
    status: ApprovalStatus
    title: str | None = None
    action_name: str | None = None
    """The name of the action that is asked for."""
    agent: str | None = None
    execution_id: str | None = None
    reviewers: tuple[str, ...] = ()
    reviewer: Reviewer | None = None
    metadata: dict[str, str | int | float | bool] = {}
    created_at: str | None = None
    expires_at: str | None = None
    decided_at: str | None = None


class ApprovalPage(_Wire):
    """One page of approvals, the newest first."""

    approvals: tuple[ApprovalSummary, ...]
    next_cursor: str | None
    """Asks for the next page; ``None`` on the last."""


def query_string(**query: str | int | None) -> str:
    """The query as it stands in the address: what is not said is left out."""
    said = [f"{to_camel(name)}={quote(str(value), safe='')}" for name, value in query.items() if value is not None]
    return f"?{'&'.join(said)}" if said else ""


def read_page(value: object) -> ApprovalPage | None:
    """The page that a server's answer is; ``None`` for anything else."""
    try:
        return ApprovalPage.model_validate(value, by_name=False)
    except ValidationError:
        return None
