"""Messages of the server's, by Standard Webhooks 1.0.0."""

import base64
import binascii
import hmac
import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from .approval_event import WebhookEvent, read_event
from .approval_result import ApprovalResult, read_result
from .sayso_error import SaysoError, SaysoErrorCode

_TOLERANCE = 300.0
_Check = Callable[[str, str, bytes, bytes], bool]


def verify_event(
    body: bytes | str, headers: Mapping[str, str], keys: Sequence[str], *, now: float | None = None
) -> WebhookEvent:
    """The event that a webhook brings. :raises SaysoError: as :func:`verify_webhook` does"""
    event = read_event(verify_webhook(body, headers, keys, now=now))
    if event is None:
        raise _refused("invalid_webhook_body", "The webhook's body is not an event")
    return event


def verify_callback(
    body: bytes | str, headers: Mapping[str, str], keys: Sequence[str], *, now: float | None = None
) -> ApprovalResult:
    """The decision that the server delivers to a ``callback``. :raises SaysoError: as :func:`verify_webhook` does"""
    result = read_result(verify_webhook(body, headers, keys, now=now))
    if result is None:
        raise _refused("invalid_webhook_body", "The callback's body is not the end of an approval")
    return result


def verify_webhook(
    body: bytes | str, headers: Mapping[str, str], keys: Sequence[str], *, now: float | None = None
) -> dict[str, Any]:
    """
    The JSON of a message that was signed by one of the keys within the last five minutes. A message may come twice: its
    ``webhook-id`` says so.

    :param body: as it arrived: parsed and written again, it no longer fits its signature
    :param headers: by their names in any case
    :param keys: ``whsec_…`` of the endpoint or ``whpk_…`` of ``GET /v1/keys``; during a rotation, the old and the new
    :param now: seconds since the epoch; default: now
    :raises SaysoError: ``invalid_webhook_key``: look at your configuration; ``invalid_webhook_headers``,
        ``stale_webhook``, ``invalid_webhook_signature``, ``invalid_webhook_body``: answer 400 and do nothing
    """
    checks = [_read_key(key) for key in keys]
    if not checks:
        raise _refused("invalid_webhook_key", "No key to verify a webhook with")
    by_name = {name.lower(): value for name, value in headers.items()}
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        if not by_name.get(name):
            raise _refused("invalid_webhook_headers", f"The webhook has no {name}")
    message_id, timestamp = by_name["webhook-id"], by_name["webhook-timestamp"]
    if not re.fullmatch(r"[0-9]{1,15}", timestamp):
        raise _refused("invalid_webhook_headers", "webhook-timestamp is no unix time")
    if abs((time.time() if now is None else now) - int(timestamp)) > _TOLERANCE:
        raise _refused("stale_webhook", "The webhook was signed more than five minutes from now")
    data = body.encode() if isinstance(body, str) else body
    for entry in by_name["webhook-signature"].split(" "):
        given_version, _, encoded = entry.partition(",")
        signature = _base64(encoded)
        if any(version == given_version and check(message_id, timestamp, data, signature) for version, check in checks):
            return _read_body(data)
    raise _refused("invalid_webhook_signature", "The webhook was signed by none of the keys")


def _read_key(key: str) -> tuple[str, _Check]:
    kind, _, text = key.partition("_")
    decoded = _base64(text)
    if kind == "whsec" and 24 <= len(decoded) <= 64:
        return "v1", _hmac_check(decoded)
    if kind == "whpk" and len(decoded) == 32:
        return "v1a", _ed25519_check(decoded)
    # Without its prefix a public key could be taken for a secret, and then everybody could sign.
    raise _refused("invalid_webhook_key", "A webhook key is whsec_ or whpk_ and base64 of the right length")


def _hmac_check(secret: bytes) -> _Check:
    try:
        from standardwebhooks import Webhook
    except ImportError as cause:
        raise _uninstalled("standardwebhooks") from cause
    signer = Webhook(secret)

    def check(message_id: str, timestamp: str, data: bytes, signature: bytes) -> bool:
        at = datetime.fromtimestamp(int(timestamp), timezone.utc)
        try:
            expected = signer.sign(message_id, at, data.decode())
        except UnicodeDecodeError:
            raise _refused("invalid_webhook_body", "The webhook's body is not UTF-8") from None
        return hmac.compare_digest(_base64(expected.partition(",")[2]), signature)

    return check


def _ed25519_check(public_key: bytes) -> _Check:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as cause:
        raise _uninstalled("cryptography") from cause
    try:
        verifier = Ed25519PublicKey.from_public_bytes(public_key)
    except ValueError:
        raise _refused("invalid_webhook_key", "whpk_ is no Ed25519 key") from None

    def check(message_id: str, timestamp: str, data: bytes, signature: bytes) -> bool:
        try:
            verifier.verify(signature, f"{message_id}.{timestamp}.".encode() + data)
        except InvalidSignature:
            return False
        return True

    return check


def _base64(text: str) -> bytes:
    """Empty where the text is not base64 in its one spelling."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return decoded if base64.b64encode(decoded).decode() == text else b""


def _read_body(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data.decode())
    except ValueError:
        value = None
    if isinstance(value, dict):
        return value
    raise _refused("invalid_webhook_body", "The webhook's body is not a JSON object")


def _uninstalled(package: str) -> SaysoError:
    return _refused("invalid_webhook_key", f'verify_webhook needs {package}: pip install "sayso[webhooks]"')


def _refused(code: SaysoErrorCode, message: str) -> SaysoError:
    return SaysoError(code, message)
