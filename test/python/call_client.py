"""The calls that the shared vectors name."""

from collections.abc import Awaitable, Callable
from typing import Any

from sayso import AsyncClient
from shared_vectors import snake

Case = dict[str, Any]


def call_client(client: AsyncClient, call: str, given: Case, **options: Any) -> Awaitable[Any]:
    """Makes the call with the arguments that a vector gives."""
    ids: Case = snake({name: given[name] for name in ("approvalRequestId", "executionId") if name in given})
    content: Case
    match call:
        case "requestApproval":
            content = snake(given["request"])
            for name in ("policy", "resume"):
                if name in content:
                    content[name] = snake(content[name])
        case "listApprovals":
            content = snake(given["query"])
        case "submitDecision":
            content = {**ids, **given["answer"], "token": given.get("token")}
        case "reassignApproval":
            content = {**ids, **given["reassignment"], "token": given.get("token")}
        case "putExecution":
            content = {"execution_id": ids["execution_id"], **given["update"]}
        case "addNote":
            content = {"execution_id": ids["execution_id"], **given["note"]}
        case "cancelApproval":
            content = snake({name: given[name] for name in ("approvalRequestId", "feedback") if name in given})
        case _:
            content = {"approval_request_id": ids["approval_request_id"]}
    [name] = snake({call: None})
    method: Callable[..., Awaitable[Any]] = getattr(client, name)
    return method(**content, **options)
