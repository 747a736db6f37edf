"""The web server and the worker, run together and stopped as whoever looks at a terminal stops them."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress

from tests.mailbox import free_port
from tests.processes import ROOT


def _answers(port):
    with suppress(OSError):
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).status == 200
    return False


def _wait_until(is_so):
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_ctrl_c_said_to_all_at_once_stops_the_site_and_leaves_none(tmp_path):
    port, environment = free_port(), os.environ | {"VAR_DIR": str(tmp_path), "DATABASE_URL": ""}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=environment, check=True)
    serve = [sys.executable, "-m", "config.serve", "--port", str(port)]
    site = subprocess.Popen(serve, cwd=ROOT, env=environment, start_new_session=True)
    _wait_until(lambda: _answers(port))
    time.sleep(4)  # until the workers answer in place of who answered first
    os.killpg(site.pid, signal.SIGINT)
    assert (site.wait(timeout=30), _answers(port)) == (0, False)
