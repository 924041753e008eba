"""A real Sayso server, as `npm start` runs it, in a process of its own that can be killed and started again."""

import json
import os
import re
import select
import shutil
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from free_port import free_port

_program = Path(__file__).parent.parent.parent / "dist" / "local" / "main.mjs"
_banner = re.compile(r"Agents' key +(\S+)")


class LocalSayso:
    """Keeps its data and its port from one start to the next."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="sayso-python-")
        self.url = f"http://127.0.0.1:{free_port()}"
        self.api_key = ""
        self.admin_token = "admin-token-of-the-python-tests"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it listens."""
        node = os.environ.get("SAYSO_NODE") or shutil.which("node")
        assert node is not None, "the server needs Node"
        own = {
            "PORT": self.url.rpartition(":")[2],
            "SAYSO_DATA": self._folder,
            "SAYSO_DEMO": "0",
            "SAYSO_ADMIN_TOKEN": self.admin_token,
        }
        env = {"PATH": os.environ["PATH"], **own}
        self._process = subprocess.Popen([node, str(_program)], cwd=self._folder, env=env, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        said, give_up_at = "", time.monotonic() + 300
        while (found := _banner.search(said)) is None:
            assert time.monotonic() < give_up_at, f"it did not start: {said}"
            assert self._process.poll() is None, f"it ended: {said}"
            if select.select([self._process.stdout], [], [], 0.1)[0]:
                said += os.read(self._process.stdout.fileno(), 65_536).decode()
        self.api_key = found[1]

    def kill(self) -> None:
        """As `kill -9` does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None

    def remove(self) -> None:
        """It and all that it kept."""
        self.kill()
        shutil.rmtree(self._folder)

    def read(self, path: str) -> Any:
        """What the API says to an administrator."""
        headers = {"authorization": f"Bearer {self.admin_token}"}
        request = urllib.request.Request(f"{self.url}{path}", headers=headers)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
