"""A front server in front of several sites: nginx as it ships where it is installed, else one that does as it does."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

from tests.deploy import nginx

#: Seconds, as in deploy/nginx.conf; and what may be sent a second time.
CONNECT, HARMLESS = 2, ("GET", "HEAD")
ONE_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        sites = self.server.sites
        first = next(self.server.turns)
        for turn in range(len(sites)):
            with closing(HTTPConnection("127.0.0.1", sites[(first + turn) % len(sites)], timeout=CONNECT)) as asked:
                try:
                    asked.connect()
                except OSError:
                    continue
                asked.sock.settimeout(60)
                with suppress(OSError, HTTPException):
                    return self._pass_on(asked, body)
                if self.command not in HARMLESS:
                    break
        self.send_error(502)
        return None

    do_POST = do_HEAD = do_GET  # noqa: N815 # as the base class spells it

    def _pass_on(self, asked: HTTPConnection, body: bytes) -> None:
        asked.request(self.command, self.path, body or None, dict(self.headers))
        with asked.getresponse() as answer:
            content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ONE_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args):
        """Say nothing."""


@contextmanager
def _plain(sites: list[int]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.sites, server.turns = sites, count()
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@contextmanager
def running(folder: Path, sites: list[int]) -> Iterator[int]:
    """Run one in front of sites on these ports; give its own."""
    with nginx.running(folder, sites) if nginx.PROGRAM else _plain(sites) as port:
        yield port
