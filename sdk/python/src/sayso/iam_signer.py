"""AWS Signature Version 4, as API Gateway verifies it."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from .sayso_error import SaysoError

_GATEWAY = re.compile(r"\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$")


class AwsCredentials(NamedTuple):
    """Credentials of an AWS role or user, as they are at one moment."""

    access_key: str
    secret_key: str
    token: str | None = None


@dataclass(frozen=True)
class IamAuth:
    """How calls are signed for a server on AWS."""

    region: str | None = None
    """The API's region. Default: the one in its address, then that of the environment or the profile."""
    credentials: Callable[[], AwsCredentials] | None = None
    """Asked before each call, in a thread of its own. Default: what botocore finds (the environment, a profile, the
    role of the machine)."""
    reads_as: Literal["agent", "reviewer"] = "agent"
    """As whom the role reads: an agent its own requests, a reviewer all. It decides as a reviewer anyhow."""

    def path(self, path: str, *, reviewing: bool) -> str:
        """Where the server takes the signed call."""
        return f"/iam-review{path}" if reviewing or self.reads_as == "reviewer" else f"/iam{path}"


def iam_auth(auth: "Literal['iam', 'iam-review'] | IamAuth | None", api_key: str | None) -> IamAuth | None:
    """Whether to sign, and how. A key that is handed in goes before the environment's ``SAYSO_AUTH``."""
    if isinstance(auth, IamAuth):
        return auth
    chosen = auth or (None if api_key else os.environ.get("SAYSO_AUTH") or None)
    if chosen not in (None, "iam", "iam-review"):
        raise SaysoError("invalid_request", 'auth (or SAYSO_AUTH) can be "iam" or "iam-review" and nothing else')
    return None if chosen is None else IamAuth(reads_as="agent" if chosen == "iam" else "reviewer")


def sign(how: IamAuth, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> dict[str, str]:
    """
    The call's headers with its signature, good for five minutes.

    :raises SaysoError: ``unauthenticated`` without botocore, credentials or a region
    """
    region = how.region or _region(url)
    return signed((how.credentials or _credentials)(), region, method, url, headers, body)


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
