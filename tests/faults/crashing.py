"""A request in a process of its own, which kill -9 ends before a statement of one's choice."""

import os
import pickle
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, connections

from tests.faults.acts import Act

#: What changes rows; nothing changes between two of these.
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")


@dataclass(frozen=True)
class Outcome:
    """What became of a request: the answer's status, and how often it wrote; no status where it was killed."""

    status: int | None
    writes: int = 0
    said: str = ""


def run(act: Act, *, dies_before: int = 0) -> Outcome:
    """Send the act's request from a copy of this process, which dies before its write number `dies_before`."""
    browser = act.browser()
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _answer(lambda: _sent(browser, act, dies_before), writing)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123 # a descriptor
        said = pipe.read()
    os.waitpid(child, 0)
    return pickle.loads(said) if said else Outcome(None)  # noqa: S301 # our own copy wrote it


def _answer(work: Callable[[], Outcome], writing: int) -> None:
    try:
        said = work()
    except BaseException:  # noqa: BLE001 # nothing of the test may go on in the copy
        said = Outcome(0, said=traceback.format_exc())
    os.write(writing, pickle.dumps(said))
    os._exit(0)


def _sent(browser, act: Act, dies_before: int) -> Outcome:
    writes = 0

    def counted(execute, sql, params, many, context):
        nonlocal writes
        if sql.lstrip("( ").upper().startswith(WRITES):
            writes += 1
            if writes == dies_before:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        answer = browser.post(act.path, act.fields)
    return Outcome(answer.status_code, writes, answer.content.decode(errors="replace")[:20000])
