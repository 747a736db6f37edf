"""The web server and the worker, run together and stopped as whoever looks at a terminal stops them."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrated
from tests.bench.cost import tree
from tests.mailbox import free_port
from tests.processes import ROOT, answers, wait_until


@pytest.fixture
def environment(tmp_path):
    """Give the site a database that has just been made."""
    shutil.copyfile(migrated.file(), tmp_path / "gazette.sqlite3")
    # the settings of the tests would put their own directory in the place of this one
    named = {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(tmp_path), "DATABASE_URL": "", "REDIS_URL": ""}
    return os.environ | named


def _is_settled(processes):
    """Whether who answers first is gone: us, the worker, who waits for the web server's two, and these."""
    return len(processes) == 5 and any(b"waiting.py" in Path(f"/proc/{one}/cmdline").read_bytes() for one in processes)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(signal.SIGINT, id="Ctrl-C"),
        pytest.param(signal.SIGHUP, id="the terminal is closed"),
    ],
)
def test_what_is_said_to_all_at_once_stops_the_site_and_leaves_none(environment, said):
    port = free_port()
    serve = [sys.executable, "-m", "config.serve", "--port", str(port)]
    site = subprocess.Popen(serve, cwd=ROOT, env=environment, start_new_session=True)
    wait_until(lambda: answers(port) and _is_settled(tree(site.pid)))
    processes = tree(site.pid)
    os.killpg(site.pid, said)
    assert site.wait(timeout=30) == 0
    assert not answers(port)
    assert [pid for pid in processes if Path(f"/proc/{pid}").exists()] == []


def test_none_outlives_the_one_that_is_killed(environment):
    """A worker left behind would go on answering at the port, with the code of yesterday."""
    port = free_port()
    serve = [sys.executable, "-m", "config.serve", "--port", str(port)]
    site = subprocess.Popen(serve, cwd=ROOT, env=environment, start_new_session=True)
    wait_until(lambda: answers(port) and _is_settled(tree(site.pid)))
    processes = tree(site.pid)
    site.kill()
    site.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in processes), seconds=30)
    assert not answers(port)


def test_web_workers_do_not_outlive_the_one_that_waits_for_them(environment):
    port = free_port()
    serve = [sys.executable, "-m", "config.serve", "--port", str(port)]
    site = subprocess.Popen(serve, cwd=ROOT, env=environment, start_new_session=True)
    wait_until(lambda: answers(port) and _is_settled(tree(site.pid)))
    processes = tree(site.pid)
    (waits,) = [pid for pid in processes if b"waiting.py" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(waits, signal.SIGKILL)
    assert site.wait(timeout=30) == 1
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in processes), seconds=30)
