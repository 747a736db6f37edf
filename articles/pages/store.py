"""The store of kept pages: a WSGI application in front of Django."""

import contextlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache
from math import inf
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from articles.pages.kept import KeptPage
from articles.pages.stamps import Reading, stamps
from articles.pages.terms import STORE_KEY, TERMS_KEY, Terms
from articles.paper import breaking, page_of, seen_until

#: Seconds after which a page is made anew whatever the stamps say: a change whose stamp was lost shows by then.
LIFETIME = 60.0
#: Bytes that the pages of one process may take: those of an address, and those further on in a list or a thread.
CAPACITY = 24 << 20
CAPACITY_FURTHER = 8 << 20
#: A longer query is nobody's next page.
LONGEST_QUERY = 100


class PageStore:
    """Answers readers from memory; asks the application for the rest and keeps what it says may be kept."""

    def __init__(self, application: WSGIApplication, capacity: int = CAPACITY) -> None:
        self.application = application
        self._first = _Shelf(capacity)
        # A shelf of their own: whoever asks for a thousand places in a thread puts out no front page.
        self._further = _Shelf(min(capacity, CAPACITY_FURTHER))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not _is_welcome(environ):
            return self.application(environ, start_response)
        page, reading = self.find(environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        if page is None:
            return self._make(environ, start_response, reading)
        return page.answer(environ, start_response)

    def find(self, path: str, query: str) -> tuple[KeptPage | None, Reading | None]:
        """Return the page kept for this address, if it is still true; if not, what the clock shows."""
        page = self._kept(path, query)
        if page is None:
            return None, stamps().read()
        is_current, reading = stamps().compare(page.reading, page.shows)
        if is_current and page.ends_at <= time.time():
            return None, stamps().read()
        return (page if is_current else None), reading

    def _kept(self, path: str, query: str) -> KeptPage | None:
        page = self._first.find(path)
        if query and (page is None or page.depends_on(query)):
            return self._further.find(f"{path}?{query}")
        return page

    def _make(
        self, environ: WSGIEnvironment, start_response: StartResponse, reading: Reading | None
    ) -> Iterable[bytes]:
        """Let the application make the page. `reading` was taken before."""
        environ[STORE_KEY] = True
        begun = _Begun(start_response)
        with page_of(reading):
            body = self.application(environ, begun)
            terms = environ.get(TERMS_KEY)
            is_breaking = isinstance(terms, Terms) and breaking(environ["PATH_INFO"]) is not None
            frame_until = seen_until()
        if not isinstance(terms, Terms):
            begun.pass_on()
            return body
        try:
            content = b"".join(body)
        finally:
            close = getattr(body, "close", None)
            if close:
                close()
        page = _page(begun, content, terms, reading, frame_until=frame_until, is_breaking=is_breaking)
        if reading and begun.status.startswith("200"):
            self._keep(environ["PATH_INFO"], environ.get("QUERY_STRING", ""), page)
        return page.answer(environ, start_response)

    def _keep(self, path: str, query: str, page: KeptPage) -> None:
        old = self._kept(path, query)
        if old and old.is_older_form_of(page) and stamps().is_current(old.reading, old.shows):
            page.made_at = old.made_at
        if not page.depends_on(query):
            self._first.keep(path, page)
        elif len(query) <= LONGEST_QUERY:
            self._further.keep(f"{path}?{query}", page)


class _Shelf:
    """Pages by address up to a number of bytes; the one asked for longest ago goes first."""

    def __init__(self, capacity: int) -> None:
        self._capacity, self._size = capacity, 0
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, address: str) -> KeptPage | None:
        page = self._pages.get(address)
        if page is not None:
            with contextlib.suppress(KeyError):  # another thread may just have put it out
                self._pages.move_to_end(address)
        return page

    def keep(self, address: str, page: KeptPage) -> None:
        with self._lock:
            old = self._pages.pop(address, None)
            self._size += page.size - (old.size if old else 0)
            self._pages[address] = page
            while self._size > self._capacity:
                _address, dropped = self._pages.popitem(last=False)
                self._size -= dropped.size


class _Begun:
    """An answer whose head is held back until it is known whether the page will be kept."""

    def __init__(self, start_response: StartResponse) -> None:
        self._start = start_response
        self.status = ""
        self.headers: list[tuple[str, str]] = []

    def __call__(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _no_write

    def pass_on(self) -> None:
        self._start(self.status, self.headers)


def _no_write(_data: bytes) -> object:
    raise NotImplementedError("Django answers with iterables, never through write().")


def _page(
    begun: _Begun, content: bytes, terms: Terms, reading: Reading | None, *, frame_until: float, is_breaking: bool
) -> KeptPage:
    now, changes_at = time.time(), min(terms.until.timestamp() if terms.until else inf, frame_until)
    return KeptPage(
        status=begun.status,
        headers=begun.headers,
        content=content,
        shows=terms.shows,
        reads=terms.reads,
        markdown=terms.markdown,
        reading=reading or Reading(0, 0),
        made_at=now,
        ends_at=min(now + LIFETIME, changes_at),
        changes_at=changes_at,
        is_breaking=is_breaking,
    )


def _is_welcome(environ: WSGIEnvironment) -> bool:
    """Leave to Django what it would refuse or redirect: a foreign Host, plain HTTP where HTTPS is demanded."""
    if settings.SECURE_SSL_REDIRECT and not _is_secure(environ):
        return False
    return "HTTP_HOST" in environ and _is_our_host(environ["HTTP_HOST"])


def _is_secure(environ: WSGIEnvironment) -> bool:
    header: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
    if header:
        name, value = header
        return bool(environ.get(name, "").split(",", 1)[0].strip() == value)
    return bool(environ.get("wsgi.url_scheme") == "https")


@lru_cache(maxsize=256)
def _is_our_host(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
