"""A real HTTP server that keeps what it is sent, for what the site tells others."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(self.server.kept(self.path, dict(self.headers), body))
        if self.server.hangs:
            self.server.hangs.wait(60)
        status, headers = self.server.answers.pop(0) if self.server.answers else (self.server.usual, {})
        self.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_args):
        """Say nothing."""


@contextmanager
def receiving(path: str, usual: int, kept: Callable[..., Any] = lambda *what: what) -> Iterator[ThreadingHTTPServer]:
    """Serve at `address`, which ends with `path`; answer the status `usual`.

    `answers` says what it answers next, `got` what it was sent (as `kept` makes it of path, headers and body); while
    `hangs` is an event that is not set, it answers nobody.
    """
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.got, server.answers, server.hangs, server.usual, server.kept = [], [], None, usual, kept
    server.address = f"http://127.0.0.1:{server.server_port}{path}"
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
