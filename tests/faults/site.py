"""The site as it runs: its processes, who kills them, and who starts them again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from django.test import Client

from tests.bench.cost import tree
from tests.processes import ROOT, answers, environment, wait_until

TOKEN = "a" * 32


class Site:
    """`config.serve` with two web workers and a worker that delivers, in a session of its own."""

    def __init__(self, port: int, **variables: str) -> None:
        self.port = port
        self._environment = environment() | {"TRUST_PROXY": "true", "LOG_LEVEL": "ERROR"} | variables
        self._addresses = Random()  # noqa: S311 # nothing is guarded by it
        self.log = Path(self._environment["VAR_DIR"]) / "site.log"
        self.start()

    def start(self) -> None:
        line = [sys.executable, "-m", "config.serve", "--host", "127.0.0.1", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                line, cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        wait_until(lambda: answers(self.port))

    def kinds(self) -> dict[str, list[int]]:
        """Return the processes by what they are: the web server's workers, the one that delivers, and all."""
        there = tree(self._process.pid)
        waiting = [pid for pid in there if b"waiting.py" in _line(pid)]
        web = [pid for one in waiting for pid in tree(one) if pid != one]
        return {"web": web, "worker": [pid for pid in there if b"manage.py" in _line(pid)], "all": there}

    def kill(self, what: str) -> None:
        """Kill -9 one of the web server's workers, the one that delivers, or the whole group."""
        chosen = self.kinds()[what]
        for pid in chosen if what == "all" else chosen[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def restart(self) -> None:
        """Start the site again, as its unit would once all of it has ended."""
        self.stop()
        self.start()

    def stop(self) -> None:
        before = self.kinds()["all"]
        self._process.terminate()
        self._process.wait(40)
        for pid in before:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def send(self, browser: Client, path: str, fields: dict[str, object], timeout: float = 30) -> int | None:
        """Post a form as this browser does; return the status, or None where nobody answered."""
        cookies = {name: one.value for name, one in browser.cookies.items()} | {"csrftoken": TOKEN}
        address = ".".join(str(self._addresses.randrange(1, 250)) for _ in range(4))
        headers = {
            "Host": "localhost",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": TOKEN,
            "X-Forwarded-For": address,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST", path, urlencode(fields, doseq=True), headers)
            with connection.getresponse() as answer:
                return answer.status
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()


def _line(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


@contextmanager
def running(port: int, **variables: str) -> Iterator[Site]:
    site = Site(port, **variables)
    try:
        yield site
    finally:
        site.stop()
