"""What requests cost: the processor time that the kernel counts for a server's processes, and their memory."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

PROC = Path("/proc")
ROUNDS = 3
CONNECTIONS = 4
#: Requests before the first that is timed; their numbers are below nought.
UNTIMED = 5


def tree(root: int) -> list[int]:
    """List a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue  # it has just ended
            children.setdefault(parent, []).append(int(entry.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def cpu(pids: Iterable[int]) -> float:
    """Add up the seconds these processes have been on a processor, in all their threads.

    /proc/PID/task/*/schedstat counts nanoseconds, where utime and stime of /proc/PID/stat count hundredths.
    """
    total = 0
    for pid in pids:
        for task in (PROC / str(pid) / "task").glob("*/schedstat"):
            try:
                total += int(task.read_text().split()[0])
            except OSError:
                continue  # the thread has just ended
    return total / 1e9


def memory(pids: Iterable[int]) -> float:
    """Add up megabytes, each page that processes share counted by its share (PSS)."""
    kilobytes = 0
    for pid in pids:
        rollup = (PROC / str(pid) / "smaps_rollup").read_text()
        kilobytes += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


@dataclass(frozen=True)
class Request:
    """One request, and the status that says it did what it should."""

    path: str
    headers: dict[str, str]
    method: str = "GET"
    body: str = ""
    expected: int = 200


@dataclass(frozen=True)
class Answer:
    body: bytes
    headers: dict[str, str]


class Unexpected(RuntimeError):
    """A server answered something else: what was measured would be something else, too."""


class Browser:
    """A few connections kept open, used in turn."""

    def __init__(self, port: int, connections: int = CONNECTIONS) -> None:
        self._open = [HTTPConnection("127.0.0.1", port, timeout=120) for _ in range(connections)]
        self._turn = 0

    def send(self, request: Request) -> Answer:
        self._turn += 1
        connection = self._open[self._turn % len(self._open)]
        connection.request(request.method, request.path, request.body or None, request.headers)
        response = connection.getresponse()
        body = response.read()
        if response.status != request.expected:
            raise Unexpected(f"{request.method} {request.path}: {response.status} {body[:2000]!r}")
        return Answer(body, dict(response.getheaders()))

    def close(self) -> None:
        for connection in self._open:
            connection.close()


Make = Callable[[int], Request]


@dataclass(frozen=True)
class Load:
    """How long a figure is measured: so many seconds a round, after so many requests to warm up."""

    seconds: float = 2.0
    warm_up: int = 60
    #: Requests in a round at most, where each leaves a trace.
    most: int = 100_000


class Measured:
    """One kind of request to one server, sent in rounds."""

    def __init__(
        self,
        pids: Callable[[], list[int]],
        port: int,
        make: Make,
        before: Callable[[], object] = lambda: None,
    ) -> None:
        self._pids, self._make, self._before = pids, make, before
        self._browser, self._number = Browser(port), 0
        self.rounds: list[float] = []

    def _send(self) -> None:
        self._number += 1
        self._before()
        self._browser.send(self._make(self._number))

    def warm_up(self, load: Load) -> None:
        for _ in range(load.warm_up):
            self._send()

    def round(self, load: Load) -> None:
        """Send for a while, and note the microseconds that a request cost."""
        # Processes are looked up outside the measured time; they stay the same within a round.
        watched = self._pids()
        begun, used, sent = time.monotonic(), cpu(watched), 0
        while not sent or (time.monotonic() - begun < load.seconds and sent < load.most):
            sent += 1
            self._send()
        self.rounds.append((cpu(watched) - used) / sent * 1e6)

    def cost(self) -> float:
        self._browser.close()
        return statistics.median(self.rounds)


def per_request(
    pids: Callable[[], list[int]],
    port: int,
    make: Make,
    load: Load,
    *,
    before: Callable[[], object] = lambda: None,
) -> float:
    """Return the microseconds of processor time that one of these requests costs: the median of the rounds."""
    return taking_turns([Measured(pids, port, make, before)], load)[0]


def taking_turns(measured: Sequence[Measured], load: Load) -> list[float]:
    """Return what each costs, measured in turns: what else the machine does weighs on all alike."""
    for one in measured:
        one.warm_up(load)
    for _ in range(ROUNDS):
        for one in measured:
            one.round(load)
    return [one.cost() for one in measured]


def p95(port: int, make: Make, times: int) -> float:
    """Return the milliseconds of wall time within which 95 of 100 of these requests are answered."""
    browser = Browser(port)
    for number in range(UNTIMED):
        browser.send(make(-1 - number))
    took = []
    for number in range(times):
        begun = time.perf_counter()
        browser.send(make(number))
        took.append((time.perf_counter() - begun) * 1e3)
    browser.close()
    return statistics.quantiles(took, n=20)[-1]
