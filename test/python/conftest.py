"""What the tests share, and how `npm test` hears of each of them."""

import json
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from local_sayso import LocalSayso


@pytest.fixture(scope="session")
def sayso() -> Iterator[LocalSayso]:
    """One server for all tests that do not kill it."""
    server = LocalSayso()
    server.start()
    yield server
    server.remove()


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SAYSO_SERVER_URL", "SAYSO_API_KEY", "SAYSO_AUTH", "SAYSO_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    to = os.environ.get("SAYSO_PYTEST_REPORT")
    # A test says one thing: how it ended, or how what it needs could not be had or taken away.
    if to is not None and (report.when == "call" or report.outcome != "passed"):
        line = {"name": item.nodeid, "outcome": report.outcome, "text": report.longreprtext}
        with Path(to).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    return report
