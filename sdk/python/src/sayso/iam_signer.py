"""AWS Signature Version 4, as API Gateway verifies it."""

import os
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .sayso_error import SaysoError

_GATEWAY = re.compile(r"\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$")


class AwsCredentials(NamedTuple):
    """Credentials of an AWS role or user, as they are at one moment."""

    access_key: str
    secret_key: str
    token: str | None


def signs_by_iam(auth: str | None, api_key: str | None) -> bool:
    """Whether to sign. A key that is handed in goes before the environment's ``SAYSO_AUTH``."""
    chosen = auth or (None if api_key else os.environ.get("SAYSO_AUTH") or None)
    if chosen not in (None, "iam"):
        raise SaysoError("invalid_request", 'auth (or SAYSO_AUTH) can be "iam" and nothing else')
    return chosen == "iam"


def sign(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> dict[str, str]:
    """The call's headers with its signature, good for five minutes, by the credentials that botocore finds (the
    environment, a profile, the role of the machine).

    :raises SaysoError: ``unauthenticated`` without botocore, credentials or a region
    """
    return signed(_credentials(), _region(url), method, url, headers, body)


def signed(
    credentials: AwsCredentials, region: str, method: str, url: str, headers: Mapping[str, str], body: bytes | None
) -> dict[str, str]:
    """The same by given credentials."""
    auth, awsrequest = _botocore()
    request = awsrequest.AWSRequest(method=method, url=url, headers=dict(headers), data=body)
    auth.SigV4Auth(credentials, "execute-api", region).add_auth(request)
    return dict(request.headers.items())


def _credentials() -> AwsCredentials:
    found = _session().get_credentials()
    if found is None:
        raise SaysoError("unauthenticated", 'auth "iam" finds no AWS credentials')
    now = found.get_frozen_credentials()
    return AwsCredentials(now.access_key, now.secret_key, now.token)


def _region(url: str) -> str:
    gateway = _GATEWAY.search(urlsplit(url).hostname or "")
    region = gateway.group(1) if gateway else os.environ.get("AWS_REGION") or _session().get_config_variable("region")
    if not region:
        raise SaysoError("unauthenticated", 'auth "iam" does not know the region: set AWS_REGION')
    return str(region)


@cache
def _session() -> Any:
    _botocore()
    from botocore.session import Session

    return Session()


def _botocore() -> tuple[Any, Any]:
    """Loaded at the first call: whoever has an API key need not install it."""
    try:
        from botocore import auth, awsrequest
    except ImportError as cause:
        message = 'auth "iam" needs botocore: pip install "sayso[aws]"'
        raise SaysoError("unauthenticated", message) from cause
    return auth, awsrequest
