"""What is read and written without a server, against what all SDKs agree on."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from sayso import AsyncClient, SaysoError, canonical_json, digest, parse_approval_result, parse_event
from shared_vectors import plain, vectors
from stub_server import StubServer

Case = dict[str, Any]


@vectors("canonical-json.json")
def test_canonical_json(case: Case) -> None:
    value = json.loads(case["text"])
    if "error" not in case:
        assert (canonical_json(value), digest(value)) == (case["canonical"], case["digest"])
        return
    for write in (canonical_json, digest):
        with pytest.raises(SaysoError) as raised:
            write(value)
        assert raised.value.code == case["error"]


@pytest.mark.parametrize("value", [{1: 2}, {"a": object()}, {1, 2}, b"text", 10**400], ids=repr)
def test_what_is_no_json_has_no_canonical_form(value: Any) -> None:
    with pytest.raises(SaysoError) as raised:
        canonical_json(value)
    assert raised.value.code == "invalid_json_value"


def refused(read: Callable[[Any], Any], case: Case) -> bool:
    if "error" not in case:
        return False
    with pytest.raises(SaysoError) as raised:
        read(case["text"])
    assert raised.value.code == case["error"]
    return True


@vectors("ends.json")
def test_ends(case: Case) -> None:
    if not refused(parse_approval_result, case):
        assert plain(parse_approval_result(case["text"])) == case["result"]


@vectors("events.json")
def test_events(case: Case) -> None:
    if refused(parse_event, case):
        return
    event = parse_event(case["text"])
    read = event.model_dump(by_alias=True, exclude={"data"})
    about = {"approvalRequestId": event.data.approval_request_id, "status": event.data.status}
    assert {**read, **about} == case["event"]
    assert parse_event(json.loads(case["text"])) == event


@vectors("pages.json")
async def test_pages(case: Case) -> None:
    async with StubServer(lambda _: case["answer"]) as stub, AsyncClient(stub.url, retry_for=0) as client:
        if "error" in case:
            with pytest.raises(SaysoError) as raised:
                await client.list_approvals()
            assert raised.value.code == case["error"]
            return
        page = await client.list_approvals()
        names = {"approval_request_id", "status", "action_name"}
        listed = [summary.model_dump(by_alias=True, include=names) for summary in page.approvals]
        assert {"approvals": listed, "nextCursor": page.next_cursor} == case["page"]
