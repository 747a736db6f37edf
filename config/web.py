"""The web server: the site is loaded once, and the workers begin as copies that share what is loaded.

`python -m config.web --port 8000`; `config.serve` runs it, with the worker that delivers beside it.
"""

import argparse
import gc
import io
import logging
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

# Loads applications and middlewares, without which nothing below can be imported.
from config import wsgi

# isort: split
from articles.models import Article
from articles.paper import paper
from moderation.actions import policies

logger = logging.getLogger(__name__)


def load() -> None:
    """Bring in what every worker needs, before there are workers. No connection outlives it."""
    try:
        policies.current()
        for path in _first_pages():
            b"".join(wsgi.application(_asking(path), _ignore))
    except DatabaseError:
        logger.warning("The database does not answer: each worker loads by itself what it needs of it", exc_info=True)
    finally:
        connections.close_all()
    # What is never looked through for garbage is not written to, and stays shared. The second look finds nothing, so
    # that the workers, which go by how much it found, do not let garbage grow to a part of all this before the next.
    gc.collect()
    gc.freeze()
    gc.collect()


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    load()
    Server(
        f"{wsgi.__name__}:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
