"""What is loaded before the workers begin."""

import gc
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connections

from config import web
from tests.articles import making
from tests.articles.pages.asking import Server
from tests.bench.cost import tree
from tests.bench.servers import free_port
from tests.processes import answers, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _thawed():
    yield
    gc.unfreeze()


def test_the_first_pages_are_made_and_no_connection_stays_open(settings):
    settings.SITE_URL = "http://localhost:8000"
    address = making.article().get_absolute_url()
    web.load(web.make_pages)
    web.share()
    assert connections["default"].connection is None
    assert gc.get_freeze_count() > 0
    assert web.wsgi.application.find(address, "")[0] is not None
    assert web.wsgi.application.find("/en/", "")[0] is not None
    assert Server().get(address).status == 200


def test_a_database_that_does_not_answer_is_only_said(monkeypatch, caplog):
    from django.db import OperationalError

    class Away:
        def __get__(self, *_):
            raise OperationalError("away")

    monkeypatch.setattr(type(connections["default"]), "ensure_connection", Away())
    web.load(web.make_pages)
    assert "The database does not answer" in caplog.text


def test_from_the_first_answer_on_readers_are_answered_while_the_workers_take_over(tmp_path):
    port = free_port()
    line = [sys.executable, "-m", "config.web", "--port", str(port)]
    environment = os.environ | {"VAR_DIR": str(tmp_path), "DATABASE_URL": "", "REDIS_URL": ""}
    server = subprocess.Popen(line, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(port))
        answered = []
        wait_until(lambda: answered.append(answers(port)) or (len(tree(server.pid)) == 3 and _waits(server.pid)))
        assert all(answered)
        assert answers(port)
        processes = tree(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in processes)
    finally:
        for pid in tree(server.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        server.wait()


def _waits(pid):
    return b"waiting.py" in Path(f"/proc/{pid}/cmdline").read_bytes()
