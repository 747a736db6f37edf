"""A program that is told: a real HTTP server that keeps what it got, and verifies it as Standard Webhooks has it."""

import base64
import hmac
import json
import threading
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from tests.moderation.api.asking import validate


class Got(NamedTuple):
    """A message as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def said(self):
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """Say whether one of the signatures was made with this secret."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        made = "v1," + base64.b64encode(hmac.digest(key, signed, sha256)).decode()
        return made in self.headers["webhook-signature"].split(" ")


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(Got({name.lower(): value for name, value in self.headers.items()}, body))
        status, headers = self.server.answers.pop(0) if self.server.answers else (204, {})
        self.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_args):
        """Say nothing."""


@contextmanager
def running():
    """Run the server; `answers` says what it answers next, `got` what it was told."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.got, server.answers = [], []
    server.address = f"http://127.0.0.1:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
    for got in server.got:
        validate({"$ref": "#/components/schemas/Webhook"}, got.said)
