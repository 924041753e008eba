"""What a verified message is read as. The signatures are in sdk/vectors/webhooks.json."""

import base64
import hashlib
import hmac
import json
import sys
from typing import Any

import pytest

from sayso import SaysoError, verify_callback, verify_event

_key = "whsec_" + base64.b64encode(bytes(range(32))).decode()
_approval = {"approvalRequestId": "claim-42", "status": "rejected", "decision": "rejected", "feedback": "No"}


def signed(body: Any) -> tuple[str, dict[str, str], list[str]]:
    text = body if isinstance(body, str) else json.dumps(body)
    mac = hmac.new(bytes(range(32)), f"m1.1700000000.{text}".encode(), hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(mac).decode()}"
    headers = {"webhook-id": "m1", "webhook-timestamp": "1700000000", "webhook-signature": signature}
    return text, headers, [_key]


def test_an_event() -> None:
    body = {"type": "approval.decided", "timestamp": "2026-11-22T10:05:00.000Z", "sequence": 2, "data": _approval}
    event = verify_event(*signed(body), now=1_700_000_000.0)
    assert (event.type, event.sequence, event.data.approval_request_id) == ("approval.decided", 2, "claim-42")
    assert event.data.feedback == "No"


def test_a_callback() -> None:
    result = verify_callback(*signed({**_approval, "reviewer": None}), now=1_700_000_000.0)
    assert (result.decision, result.feedback, result.approved) == ("rejected", "No", False)


@pytest.mark.parametrize(
    "body", [{}, {"type": "approval.decided"}, {**_approval, "decision": "yes"}, {"decision": "pending"}]
)
def test_what_is_neither(body: Any) -> None:
    for verify in (verify_event, verify_callback):
        with pytest.raises(SaysoError) as raised:
            verify(*signed(body), now=1_700_000_000.0)
        assert raised.value.code == "invalid_webhook_body"


def test_now_is_now() -> None:
    with pytest.raises(SaysoError) as raised:
        verify_event(*signed({}))
    assert raised.value.code == "stale_webhook"


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "standardwebhooks", None)
    with pytest.raises(SaysoError, match=r"sayso\[webhooks\]"):
        verify_event(*signed({}))
