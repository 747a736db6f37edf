"""The web server: the site is loaded once, and the workers begin as copies that share what is loaded.

`python -m config.web --port 8000`; `config.serve` runs it, with the worker that delivers beside it.
"""

import argparse
import gc
import io
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from types import FrameType
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

# Loads applications and middlewares, without which nothing below can be imported.
from config import bodies, parent, waiting, wsgi

# isort: split
from articles.models import Article
from articles.paper import paper
from moderation.actions import policies

logger = logging.getLogger(__name__)


def load(*parts: Callable[[], object]) -> None:
    """Bring in parts of what every worker needs, before there are workers. No connection outlives it."""
    try:
        for part in parts:
            part()
    except DatabaseError:
        logger.warning("The database does not answer: each worker loads by itself what it needs of it", exc_info=True)
    finally:
        connections.close_all()


def share() -> None:
    """Leave what is loaded as it is: what is never looked through for garbage is not written to, and stays shared."""
    gc.collect()
    gc.freeze()
    # Finds nothing, so that the workers, which go by how much was found, do not let garbage grow to a part of all this
    # before they look again.
    gc.collect()


def make_pages() -> None:
    """Make the pages that readers ask for first."""
    for path in _first_pages():
        b"".join(wsgi.application(_asking(path), _ignore))


def _first_pages() -> Iterator[str]:
    """Name pages whose making brings in views, templates and translations: every front page, and an article."""
    yield from (edition.url for edition in paper().editions)
    newest = Article.objects.live(timezone.now()).newest_first().first()
    if newest is not None:
        yield newest.get_absolute_url()


def _asking(path: str) -> WSGIEnvironment:
    site = urlsplit(settings.SITE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": site.hostname or "",
        "SERVER_PORT": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": site.netloc,
        "HTTP_X_FORWARDED_PROTO": site.scheme,
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }


def _ignore(_status: str, _headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
    """Take the head of an answer that nobody reads; Django never writes through what this returns."""
    return len


class Workers(MPServer):
    """The web server's workers; what they were copied from makes room, for it would keep all that they change."""

    #: The process that answered before them.
    early: int

    def _serve_loop(self, *_arguments: object) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, waiting.STOPPING)
        if not (self.interrupt_signal or self.interrupt_children):
            pids = [str(pid) for pid in (self.early, *(worker.inner.pid for worker in self.wrks))]
            os.execv(sys.executable, [sys.executable, "-IS", waiting.__file__, *pids])  # noqa: S606 # ourselves


def server(kind: type[MPServer], options: argparse.Namespace, **differing: Any) -> MPServer:  # as granian takes them
    return kind(
        f"{wsgi.__name__}:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        blocking_threads=bodies.THREADS,
        log_level=LogLevels.warning,
        **differing,
    )


@contextmanager
def answering(options: argparse.Namespace) -> Iterator[int]:
    """Answer in a process of its own, whose number this is: readers need not wait for what only comments need.

    It keeps no connection, for it ends soon.
    """
    brief = server(MPServer, options, workers=1, http1_settings=HTTP1Settings(keep_alive=False))
    early = get_context("fork").Process(target=brief.serve)
    early.start()
    try:
        yield early.pid or 0
    finally:
        early.terminate()
        early.join()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, _stop)
    os.register_at_fork(after_in_child=parent.end_with_parent)
    load(make_pages)
    with answering(options) as early:
        load(policies.current)
        share()
        Workers.early = early
        server(Workers, options, workers=options.workers).serve()


if __name__ == "__main__":
    main()
