"""The front server as it ships, in front of a site that stops answering (A9). Not collected where there is no nginx."""

import threading
import time
from contextlib import closing, contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from articles.pages import kept
from articles.pages.store import PageStore
from tests.articles import making
from tests.deploy import nginx, ports


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    asked = 0


class _Handler(WSGIRequestHandler):
    def handle(self):
        self.server.asked += 1
        super().handle()

    def log_message(self, *_args):
        """Say nothing."""


@contextmanager
def site():
    server = _Server(("127.0.0.1", ports.free()), _Handler)
    server.set_app(PageStore(WSGIHandler()))
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def read(port: int, path: str) -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers={"Host": "localhost"})
        with connection.getresponse() as answer:
            return answer.status, answer.read().decode()


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_while_the_site_does_not_answer_old_pages_are_shown_up_to_the_next_planned_change(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "FRESH", 1)  # seconds, so that the test takes few
    ending, steady = making.article(slug="ending"), making.article(slug="steady")
    paths = [ending.get_absolute_url(), steady.get_absolute_url()]
    with site() as server, nginx.running(tmp_path, [server.server_port]) as port:
        ending.expires_at = planned = timezone.now().replace(microsecond=0) + timedelta(seconds=7)
        ending.save()
        assert [read(port, path)[0] for path in paths] == [200, 200]
        asked = server.asked
        assert [read(port, path)[0] for path in paths] == [200, 200]
        assert server.asked == asked  # nginx has them
        server.shutdown()
        server.server_close()

        time.sleep(2)
        assert timezone.now() < planned - timedelta(seconds=1.5), "This machine is too busy to ask in time."
        assert [read(port, path)[0] for path in paths] == [200, 200]
        time.sleep(max(0, (planned - timezone.now()).total_seconds()))
        assert [read(port, path)[0] for path in paths] == [502, 200]
