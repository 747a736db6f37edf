"""What waits for the web server's workers in place of the process that they were copied from."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config import waiting
from tests.processes import wait_until

BECOME = """
import os, sys
pids = [str(os.spawnvp(os.P_NOWAIT, "sleep", ["sleep", "60"])) for _ in range(3)]
print(*pids, flush=True)
os.execv(sys.executable, [sys.executable, "-IS", sys.argv[1], *pids])
"""


@pytest.fixture
def waiter():
    process = subprocess.Popen([sys.executable, "-c", BECOME, waiting.__file__], stdout=subprocess.PIPE, text=True)
    process.pids = [int(pid) for pid in process.stdout.readline().split()]
    wait_until(lambda: not Path(f"/proc/{process.pids[0]}").exists())
    yield process
    for pid in filter(_runs, [*process.pids, process.pid]):
        os.kill(pid, signal.SIGKILL)
    process.communicate()


def _runs(pid):
    return Path(f"/proc/{pid}").exists()


def test_who_answered_first_is_sent_away_and_the_workers_stay(waiter):
    assert (waiter.poll(), *map(_runs, waiter.pids)) == (None, False, True, True)


@pytest.mark.parametrize("said", waiting.STOPPING, ids=lambda said: said.name)
def test_told_to_stop_it_stops_the_workers_and_ends_well(waiter, said):
    waiter.send_signal(said)
    assert (waiter.wait(timeout=20), *map(_runs, waiter.pids)) == (0, False, False, False)


def test_a_worker_that_ends_by_itself_ends_all_and_is_told_of(waiter):
    os.kill(waiter.pids[1], signal.SIGKILL)
    assert (waiter.wait(timeout=20), *map(_runs, waiter.pids)) == (1, False, False, False)
