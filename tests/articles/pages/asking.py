"""Asking the store as a server does."""

import gzip
import io

import brotli
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import reader_cookie
from articles.pages.store import PageStore


class Answer:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = int(status.partition(" ")[0]), dict(headers), body
        self.cookies = [value for name, value in headers if name == "Set-Cookie"]

    @property
    def text(self) -> str:
        coding = self.headers.get("Content-Encoding")
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
        return unpack(self.body).decode()


class Server:
    """Asks the store as granian does, and counts the statements."""

    def __init__(self, **options) -> None:
        self.store = PageStore(WSGIHandler(), **options)

    def get(self, path: str, *, method: str = "GET", query: str = "", **headers: str) -> Answer:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        begun = []

        def start_response(status, headers, _error=None):
            begun.append((status, headers))

        body = self.store(environ, start_response)
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return Answer(*begun[-1], content)

    def find(self, path: str) -> object:
        """Return the page kept for a path, or None."""
        return self.store.find(path, "")[0]

    def statements(self, path: str, **options) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            self.get(path, **options)
        return len(captured)


def cookie(name: str = "Mira", secret: str = "") -> str:
    return f"reader={reader_cookie.write(name)}" + (f"; csrftoken={secret}" if secret else "")


def addresses(article) -> list[str]:
    return [
        article.get_absolute_url(),
        f"/{article.edition_id}/",
        f"/{article.edition_id}/sections/news-{article.edition_id}/",
        f"/{article.edition_id}/feed.rss",
        f"/{article.edition_id}/sitemap-2026-3.xml",
        "/sitemap-news.xml",
        f"/{article.edition_id}/corrections/",
        f"/{article.edition_id}/sitemap-lists.xml",
        f"{article.get_absolute_url()}text.md",
        "/llms.txt",
        *(f"/{article.edition_id}/bylines/{name}/{ending}" for name in article.authors for ending in ("", "feed.atom")),
    ]
