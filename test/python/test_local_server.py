"""The SDK against a real server."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from local_sayso import LocalSayso
from sayso import Agent, AsyncClient, Client, SaysoError, WaitTimeout, digest


async def pending(client: AsyncClient, approval_request_id: str) -> None:
    """Returns when it was asked for."""
    while True:
        try:
            await client.get_approval(approval_request_id)
        except SaysoError as error:
            assert error.code == "approval_not_found"
            await asyncio.sleep(0.02)
        else:
            return


async def test_pause_decide_resume(sayso: LocalSayso) -> None:
    async with AsyncClient(sayso.url, api_key=sayso.api_key) as client:
        seen: list[str] = []
        paused = asyncio.create_task(
            client.pause(
                "py-1",
                expires_in_hours=1,
                title="Pay $10.00?",
                context={"risk": 71},
                action={"name": "pay", "arguments": {"amount": 10}},
                metadata={"claim": 1},
                on_pending=lambda approval: seen.append(approval.approval_request_url),
            )
        )
        await pending(client, "py-1")
        with pytest.raises(SaysoError) as refused:
            await client.submit_decision("py-1", "approved")
        assert refused.value.code == "forbidden"
        decided = await client.submit_decision("py-1", "approved", "Fine", token=sayso.admin_token)
        assert decided.status == "approved"
        result = await paused
        assert (result.approved, result.feedback, result.changes_requested) == (True, "Fine", False)
        assert result.reviewer is not None
        assert result.reviewer.id == "admin"
        assert len(seen) == 1
        assert seen[0].startswith(sayso.url)
        assert await client.wait_for_resume("py-1") == result
        assert await client.wait_for_approval("py-1") == result
        with pytest.raises(SaysoError) as late:
            await client.submit_decision("py-1", "rejected", token=sayso.admin_token)
        assert late.value.code == "already_decided"
        assert late.value.approval is not None
        assert late.value.approval.decision == "approved"


async def test_nothing_pending_is_none_and_pending_is_a_timeout(sayso: LocalSayso) -> None:
    async with AsyncClient(sayso.url, api_key=sayso.api_key) as client:
        assert await client.wait_for_resume("py-2", timeout=30) is None
        await client.request_approval("py-2")
        with pytest.raises(WaitTimeout):
            await client.wait_for_resume("py-2", timeout=0.3)
        with pytest.raises(SaysoError) as conflict:
            await client.request_approval("py-2", title="Another question")
        assert conflict.value.code == "approval_request_conflict"
        cancelled = await client.cancel_approval("py-2", "No longer needed")
        assert (cancelled.decision, cancelled.feedback) == ("error", "No longer needed")
        result = await client.wait_for_resume("py-2")
        assert result is not None
        assert (result.decision, result.approved, result.reviewer) == ("error", False, None)


async def test_lists(sayso: LocalSayso) -> None:
    async with AsyncClient(sayso.url, api_key=sayso.api_key) as client:
        for number in (1, 2, 3):
            await client.request_approval(f"py-list-{number}", agent="py-lister", action={"name": "pay"})
        first = await client.list_approvals(agent="py-lister", status="pending", limit=2)
        rest = await client.list_approvals(agent="py-lister", status="pending", cursor=first.next_cursor)
        found = [(it.approval_request_id, it.action_name) for it in (*first.approvals, *rest.approvals)]
        assert found == [(f"py-list-{number}", "pay") for number in (3, 2, 1)]
        assert (len(first.approvals), rest.next_cursor) == (2, None)
        with pytest.raises(SaysoError) as refused:
            await client.list_approvals(limit=1000)
        assert [field.field for field in refused.value.fields] == ["limit"]
    with Client(sayso.url, token=sayso.admin_token) as person:
        assert len(person.list_approvals(agent="py-lister").approvals) == 3


async def test_the_digest_of_what_was_approved_is_the_audit_trails(sayso: LocalSayso) -> None:
    async with AsyncClient(sayso.url, api_key=sayso.api_key) as client:
        arguments = {"amount": 12000.5, "to": "Zoë"}
        await client.request_approval("py-digest", action={"name": "pay", "arguments": arguments})
        await client.submit_decision("py-digest", "approved", token=sayso.admin_token)
        result = await client.wait_for_approval("py-digest")
    entries = (await asyncio.to_thread(sayso.read, "/v1/approvals/py-digest/audit"))["entries"]
    own = digest({"name": "pay", "arguments": result.arguments})
    assert {entry["action"]["digest"] for entry in entries if entry["sequence"] is not None} == {own}


async def test_a_wait_as_long_as_the_expiry_ends_as_expired(sayso: LocalSayso) -> None:
    async with AsyncClient(sayso.url, api_key=sayso.api_key) as client:
        result = await client.pause("py-3", expires_in_hours=1 / 3600, timeout=1.2)
        assert (result.decision, result.approved, result.reviewer) == ("expired", False, None)


async def test_a_reasoner_is_an_execution_with_its_notes(sayso: LocalSayso) -> None:
    app = Agent("py-agent", client=AsyncClient(sayso.url, api_key=sayso.api_key))

    @app.reasoner()
    async def work(step: int) -> str:
        app.note(f"Step {step}", tags=["a", "b"])
        app.note("Asking")
        result = await app.pause("py-4", title="Go on?")
        app.note("Answered")
        return result.decision

    async with app.client as client:
        working = asyncio.create_task(work.with_execution_id("py-run-1")(7))
        await pending(client, "py-4")
        approval = await client.get_approval("py-4")
        assert (approval.agent, approval.execution_id) == ("py-agent", "py-run-1")
        execution = await asyncio.to_thread(sayso.read, "/v1/executions/py-run-1")
        assert execution["status"] == "waiting"
        await client.submit_decision("py-4", "request_changes", token=sayso.admin_token)
        assert await working == "request_changes"
        execution = await asyncio.to_thread(sayso.read, "/v1/executions/py-run-1")
        assert execution["status"] == "succeeded"
        notes = [(note["message"], note["tags"]) for note in execution["notes"]]
        assert notes == [("Step 7", ["a", "b"]), ("Asking", []), ("Answered", [])]


def test_threads_share_the_client_without_asyncio(sayso: LocalSayso) -> None:
    reviewer = Client(sayso.url, token=sayso.admin_token)
    with Client(sayso.url, api_key=sayso.api_key) as client, reviewer:
        client.request_approval("py-5", title="Share?")
        results: list[str] = []
        threads = [
            threading.Thread(target=lambda: results.append(client.wait_for_approval("py-5").decision)) for _ in range(5)
        ]
        for thread in threads:
            thread.start()
        reviewer.submit_decision("py-5", "rejected", "No")
        for thread in threads:
            thread.join()
        assert results == ["rejected"] * 5
        resumed = client.wait_for_resume("py-5")
        assert resumed is not None
        assert resumed.feedback == "No"


@pytest.fixture
def mortal() -> Iterator[LocalSayso]:
    """A server to be killed."""
    server = LocalSayso()
    server.start()
    yield server
    server.remove()


async def test_waits_outlive_a_server_that_is_killed(mortal: LocalSayso) -> None:
    problems: list[str] = []
    client = AsyncClient(mortal.url, api_key=mortal.api_key, on_problem=lambda problem: problems.append(problem.code))
    async with client:
        paused = asyncio.create_task(client.pause("py-6", title="Still there?"))
        await pending(client, "py-6")
        mortal.kill()
        await asyncio.sleep(1.5)
        await asyncio.to_thread(mortal.start)
        await client.submit_decision("py-6", "approved", token=mortal.admin_token)
        assert (await paused).approved
        assert problems == ["network"]
