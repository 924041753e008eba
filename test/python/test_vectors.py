"""The Python SDK against what all SDKs agree on."""

import base64
import contextlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, get_args

import pytest

from call_client import call_client
from sayso import AsyncClient, SaysoError, ServerErrorCode, WaitTimeout, verify_webhook
from sayso import http_transport as transport_module
from sayso.iam_signer import AwsCredentials
from sayso.iam_signer import signed as signed_by
from sayso.read_problem import read_problem
from shared_vectors import names_in, plain, snake, vectors
from stub_server import Outcome, StubServer

Case = dict[str, Any]


def answering(outcomes: Sequence[Outcome]) -> StubServer:
    """Gives these answers in order, then the last one for ever."""
    stub = StubServer(lambda _: outcomes[min(len(stub.requests), len(outcomes)) - 1])
    return stub


def client_of(stub: StubServer) -> AsyncClient:
    return AsyncClient(stub.url, api_key="key-1", on_problem=lambda _: None)


@vectors("requests.json")
async def test_requests(case: Case) -> None:
    async with answering([{"status": 400, "body": {}}]) as stub, client_of(stub) as client:
        options = snake({name: case[name] for name in ("idempotencyKey",) if name in case})
        with pytest.raises(SaysoError) as raised:
            await call_client(client, case["call"], case["arguments"], **options)
        if "error" in case:
            wrong = [field.field for field in raised.value.fields]
            assert (raised.value.code, wrong) == (case["error"]["code"], [case["error"]["field"]])
            assert stub.requests == []
            return
        [sent] = stub.requests
        expected = case["request"]
        assert (sent.method, sent.path, sent.query) == (expected["method"], expected["path"], expected.get("query", ""))
        assert sent.body == expected.get("body")
        for name, value in expected["headers"].items():
            assert sent.headers.get(name) == value


@vectors("results.json")
async def test_results(case: Case) -> None:
    async with answering([case["answer"]]) as stub, client_of(stub) as client:
        wait = client.wait_for_approval("claim-42", timeout=0.2)
        if "error" in case:
            with pytest.raises(SaysoError) as raised:
                await wait
            assert raised.value.code == case["error"]
        else:
            assert plain(await wait) == case["result"]


@vectors("errors.json")
def test_errors(case: Case) -> None:
    answer, expected, signed = case["answer"], dict(case["error"]), case.get("signed", False)
    body = answer["body"]
    if isinstance(body, str):
        text, body = body, None
        with contextlib.suppress(ValueError):
            body = json.loads(text)
    error = read_problem(answer["status"], answer.get("headers", {}), body, case["now"] / 1000, signed=signed)
    assert str(error) == expected.pop("message", str(error))
    assert {
        "code": error.code,
        "status": error.status,
        "retryable": error.retryable,
        "retryAfterMs": None if error.retry_after is None else error.retry_after * 1000,
        "fields": [asdict(field) for field in error.fields],
        "approval": error.approval is not None,
    } == expected


def test_the_codes_are_the_servers_and_no_others() -> None:
    told = [name.partition("the server's code ")[2] for name in names_in("errors.json")]
    assert sorted(get_args(ServerErrorCode)) == sorted(code for code in told if code)


about_claim_42: Case = {
    "request": {"approvalRequestId": "claim-42"},
    "approvalRequestId": "claim-42",
    "executionId": "run-7",
    "update": {"status": "running"},
    "note": {"message": "Hello"},
}


@pytest.mark.parametrize("drawn", [0.0, 1.0 - 2.0**-53], ids=["least", "most"])
@vectors("retries.json")
async def test_retries(case: Case, drawn: float, monkeypatch: pytest.MonkeyPatch) -> None:
    delays: list[float] = []

    async def sleep(seconds: float) -> None:
        delays.append(seconds)

    monkeypatch.setattr(transport_module, "sleep", sleep)
    monkeypatch.setattr("random.random", lambda: drawn)
    monkeypatch.setattr(time, "time", lambda: case["now"] / 1000)
    async with answering(case["outcomes"]) as stub, client_of(stub) as client:
        call = call_client(client, case["call"], about_claim_42, retry_for=case["retryForMs"] / 1000)
        outcome: Any
        try:
            outcome = await call
        except SaysoError as error:
            assert error.code == case["outcome"]["error"]
        else:
            assert getattr(outcome, "approval_request_id", None) == case["outcome"].get("approvalRequestId")
            assert "error" not in case["outcome"]
        assert len(stub.requests) == case["attempts"]
        keys = {request.headers.get("idempotency-key") for request in stub.requests}
        assert len(keys) == 1
        assert (None in keys) == (stub.requests[0].method != "POST")
    bound = "minMs" if drawn == 0.0 else "maxMs"
    assert [round(delay * 1000) for delay in delays] == [delay[bound] for delay in case["delays"]]


@vectors("waits.json")
async def test_waits(case: Case) -> None:
    async with answering(case["answers"]) as stub, client_of(stub) as client:
        if {"away": True} in case["answers"]:
            await stub.go_away()
        timeout = None if case["timeoutMs"] is None else case["timeoutMs"] / 1000
        wait = call_client(client, case["call"], case, timeout=timeout)
        if "error" in case:
            with pytest.raises(SaysoError) as raised:
                await wait
            assert raised.value.code == case["error"]
            assert isinstance(raised.value, WaitTimeout) == (case["error"] == "wait_timeout")
            if "cause" in case:
                assert isinstance(raised.value.__cause__, SaysoError)
                assert raised.value.__cause__.code == case["cause"]
        else:
            assert plain(await wait) == case["result"]
        queries = [request.query for request in stub.requests]
        assert queries == case.get("queries", queries)
        assert stub.sent("POST") == []


@vectors("webhooks.json")
def test_webhooks(case: Case) -> None:
    body = base64.b64decode(case["bodyBase64"]) if "bodyBase64" in case else case["body"]
    for given in [body] if isinstance(body, bytes) else [body, body.encode()]:
        if "error" in case:
            with pytest.raises(SaysoError) as raised:
                verify_webhook(given, case["headers"], case["keys"], now=case["now"] / 1000)
            assert raised.value.code == case["error"]
        else:
            assert verify_webhook(given, case["headers"], case["keys"], now=case["now"] / 1000) == case["json"]


@vectors("sigv4.json")
def test_sigv4(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime

    import botocore.auth

    now = datetime.datetime.fromtimestamp(case["now"] / 1000, datetime.timezone.utc).replace(tzinfo=None)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda: now)
    given = case["credentials"]
    credentials = AwsCredentials(given["accessKeyId"], given["secretAccessKey"], given.get("sessionToken"))
    body = None if case["body"] is None else case["body"].encode()
    headers = signed_by(credentials, case["region"], case["method"], case["url"], case["headers"], body)
    assert {name.lower(): value for name, value in headers.items()} == {**case["headers"], **case["added"]}
