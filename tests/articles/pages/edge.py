"""Caches in front of the site, on this machine: they keep what carries tags and forget as their makers document."""

import json
import re
import threading
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.articles.pages.asking import Answer, Server

TOKEN, SITE = "s3cr3t-of-the-edge", "9a7806061c88ada191ed06f989cc3dac"

#: What an answer is: its status, its headers, its words.
Said = tuple[int, dict[str, str], object]


def varnish(asked, _body: bytes) -> tuple[Said, list[str]]:
    """Read a purge as the manual of vmod_xkey does."""
    if asked.command != "PURGE" or len(asked.headers.get("xkey", "")) > 8000:
        return (405, {}, ""), []
    return (200, {}, "Invalidated"), re.split(r"[ ,]+", asked.headers["xkey"])


def cloudflare(asked, body: bytes) -> tuple[Said, list[str]]:
    """Read a purge as the API of version 4 does, by the limits of its oldest plan."""
    names = json.loads(body or b"{}").get("tags", [])
    if asked.headers["Authorization"] != f"Bearer {TOKEN}":
        return (403, {}, {"success": False, "errors": [{"code": 10000, "message": "Authentication error"}]}), []
    if (asked.command, asked.path) != ("POST", f"/client/v4/zones/{SITE}/purge_cache"):
        return (404, {}, {"success": False, "errors": [{"code": 7003, "message": "Could not route"}]}), []
    if asked.headers["Content-Type"] != "application/json" or not 0 < len(names) <= 30:
        return (400, {}, {"success": False, "errors": [{"code": 1012, "message": "Request must contain tags"}]}), []
    return (200, {}, {"success": True, "errors": [], "messages": [], "result": {"id": SITE}}), names


def fastly(asked, body: bytes) -> tuple[Said, list[str]]:
    """Read a batch purge by surrogate keys."""
    names = json.loads(body or b"{}").get("surrogate_keys", [])
    if asked.headers["Fastly-Key"] != TOKEN:
        return (401, {}, {"msg": "Provided credentials are missing or invalid"}), []
    if (asked.command, asked.path) != ("POST", f"/service/{SITE}/purge") or not 0 < len(names) <= 256:
        return (400, {}, {"msg": "Bad request"}), []
    return (200, {}, dict.fromkeys(names, "108-1391560174-974124")), names


MAKES: dict[str, tuple[str, str, Callable]] = {
    "varnish": ("xkey", " ", varnish),
    "cloudflare": ("Cache-Tag", ",", cloudflare),
    "fastly": ("Surrogate-Key", " ", fastly),
}


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        (status, headers, words), names = self.server.edge.reads(self, body)
        self.server.edge.asked.append((dict(self.headers), names))
        if self.server.edge.hangs:
            self.server.edge.hangs.wait(60)
        if self.server.edge.answers:
            status, headers, words = self.server.edge.answers.pop(0)
        else:
            self.server.edge.forget(names)
        content = json.dumps(words).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_PURGE = do_POST  # noqa: N815 # as the base class spells it

    def log_message(self, *_args):
        """Say nothing."""


class Edge:
    """A cache that keeps a page until it is told to forget it, whatever the page says of its age."""

    def __init__(self, make: str) -> None:
        self.header, self.joint, self.reads = MAKES[make]
        #: The headers of each call, and what it names.
        self.asked: list[tuple[dict[str, str], list[str]]] = []
        self.answers: list[Said] = []
        self.hangs: threading.Event | None = None
        self.pages: dict[str, Answer] = {}

    def get(self, site: Server, address: str) -> Answer:
        """Answer from memory, or from the site; keep what the site lets shared caches keep."""
        if address in self.pages:
            return self.pages[address]
        answer = site.get(address)
        if "s-maxage" in answer.headers.get("Cache-Control", ""):
            self.pages[address] = answer
        return answer

    def forget(self, names: list[str]) -> None:
        tagged = {address: page.headers[self.header].split(self.joint) for address, page in self.pages.items()}
        for address in [one for one, tags in tagged.items() if set(tags) & set(names)]:
            del self.pages[address]

    def named(self) -> list[list[str]]:
        """Return what each call named."""
        return [names for _headers, names in self.asked]


@contextmanager
def running(settings, make: str):
    """Run a cache of this make, which the settings then name."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.edge = edge = Edge(make)
    edge.address = f"http://127.0.0.1:{server.server_port}"
    settings.PURGE_WITH, settings.PURGE_AT = make, [edge.address]
    settings.PURGE_SITE, settings.PURGE_TOKEN = SITE, TOKEN
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    yield edge
    server.shutdown()
    server.server_close()
