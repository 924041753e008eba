"""The id of a durable execution."""

import hashlib
import re


def durable_execution_id(agent: str, arn: str) -> str:
    """The id under which reviewers find a durable execution: the agent's name and what Lambda itself calls the
    execution, so that it is the same in every replay. A name that does not fit is replaced by its digest."""
    plain = re.sub(r"[^A-Za-z0-9._~@-]+", ":", agent)
    own = re.sub(r"[^A-Za-z0-9._~@-]+", ":", arn.rpartition("/durable-execution/")[2])
    if len(plain) + 1 + len(own) <= 128:
        return f"{plain}:{own}"
    digest = hashlib.sha256(arn.encode()).hexdigest()
    return f"{plain[: 127 - len(digest)]}:{digest}"
