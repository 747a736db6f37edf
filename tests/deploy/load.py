"""Readers and a member who go on asking while something happens, and what became of each request."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from urllib.parse import urlencode

from tests.faults.site import TOKEN


@dataclass(frozen=True)
class Asked:
    """One request: what it was, when it began and ended, and its status."""

    what: str
    began: float
    ended: float
    status: int


def ask(port: int, path: str, fields: dict[str, str] | None = None, session: str = "") -> tuple[int, str]:
    """Ask once, by a connection of its own; answer status (0: nobody answered) and page."""
    headers = {"Host": "localhost", "X-CSRFToken": TOKEN}
    if session:
        headers["Cookie"] = f"sessionid={session}; csrftoken={TOKEN}"
    if fields:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        try:
            connection.request("POST" if fields else "GET", path, urlencode(fields) if fields else None, headers)
            with connection.getresponse() as answer:
                return answer.status, answer.read().decode(errors="replace")
        except (OSError, HTTPException):
            return 0, ""


@dataclass
class Load:
    """Threads, each of which asks one thing after another."""

    done: list[Asked] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def going_on(self, *asking: tuple[str, Callable[[int], int]]) -> Iterator[None]:
        """Let each ask, with a number of its own each time, until the block ends."""
        threads = [threading.Thread(target=self._go_on, args=one) for one in asking]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _go_on(self, what: str, once: Callable[[int], int]) -> None:
        for number in count():
            if self._stop.is_set():
                return
            began = time.monotonic()
            status = once(number)
            self.done.append(Asked(what, began, time.monotonic(), status))
