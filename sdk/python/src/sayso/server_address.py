"""Where the server is."""

import os
from urllib.parse import urlsplit

from .sayso_error import SaysoError

_LOCAL_SERVER = "http://127.0.0.1:4000"


def server_address(given: str | None) -> str:
    """The server's base URL without its trailing slash: the one given, else the environment's, else the local one."""
    # An empty variable is one that was not set: shells and container files pass those on.
    address = given or os.environ.get("SAYSO_SERVER_URL") or _LOCAL_SERVER
    # The address itself stays out of the message: a password may be what is wrong with it.
    try:
        url = urlsplit(address)
        _ = url.port
    except ValueError:
        raise _unusable("not an http or https URL") from None
    if url.scheme not in ("http", "https") or not url.hostname:
        raise _unusable("not an http or https URL")
    if "@" in url.netloc:
        raise _unusable("it holds a user name or password; use api_key")
    if url.query or url.fragment:
        raise _unusable("it holds a query or a fragment")
    return address.rstrip("/")


def _unusable(why: str) -> SaysoError:
    return SaysoError("invalid_request", f"The server's URL cannot be used: {why} (server_url or SAYSO_SERVER_URL)")
