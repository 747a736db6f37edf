"""Another site, on this machine: a real server that answers by path and keeps what it was asked."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(f"{self.command} {self.path}")
        self.server.agents.add(self.headers["User-Agent"])
        answer = self.server.answers.get(self.path, 404)
        if isinstance(answer, dict):
            answer = answer[self.command]
        is_way = isinstance(answer, str) and answer.startswith(("http", "/"))
        body = answer.encode() if isinstance(answer, str) and not is_way else b"<p>"
        self.send_response(302 if is_way else answer if isinstance(answer, int) else 200)
        self.send_header("Content-Length", str(len(body)) if self.path != "/endless" else str(1 << 40))
        if is_way:
            self.send_header("Location", answer)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 # as the base class spells it

    def log_message(self, *_args):
        """Say nothing."""


@contextmanager
def running():
    """Serve at `address`; `answers` says by path which status, text or way it answers, by method where that matters."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.asked, server.agents, server.answers = [], set(), {}
    server.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
