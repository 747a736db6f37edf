"""The site in this process, behind a port: it sees the test's database, counts who asks, and stops at once."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPMessage
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.core.handlers.wsgi import WSGIHandler

from articles.pages.store import PageStore
from tests.mailbox import free_port


class Site(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    asked = 0

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class _Handler(WSGIRequestHandler):
    def handle(self):
        self.server.asked += 1
        super().handle()

    def log_message(self, *_args):
        """Say nothing."""


@contextmanager
def running() -> Iterator[Site]:
    server = Site(("127.0.0.1", free_port()), _Handler)
    server.set_app(PageStore(WSGIHandler()))
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server
    server.stop()


def read(port: int, path: str, cookie: str = "") -> tuple[int, HTTPMessage, str]:
    """Ask once; return status, headers and page."""
    headers = {"Host": "localhost"} | ({"Cookie": cookie} if cookie else {})
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers=headers)
        with connection.getresponse() as answer:
            return answer.status, answer.headers, answer.read().decode()
