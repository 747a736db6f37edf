"""One kept page, ready to be sent to anybody."""

import gzip
import hashlib
import time
from collections.abc import Iterable
from functools import cached_property, lru_cache
from math import inf
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIEnvironment

import brotli
from django.utils.http import http_date, parse_http_date_safe

from articles.pages import caches, holes, readers
from articles.pages.choosing import is_markdown_asked_for
from articles.pages.splice import Spliced
from articles.pages.stamps import Reading

#: Headers that are worked out anew for each answer.
_OWN = {"set-cookie", "vary", "content-length", "cache-control", "expires", "etag", "last-modified", "date"}
_VARY = "Accept-Encoding, Cookie"
#: Seconds that a shared cache may serve a page, may go on to while it asks anew, and may while we do not answer.
#: All end before the clock changes the page, and within a minute.
FRESH, STALE, UNANSWERED = 10, 30, 50
#: The first two while its edition has breaking news (A64).
BREAKING_FRESH, BREAKING_STALE = 2, 3


class KeptPage:
    """A page's bytes in each encoding, with holes, and what it depends on."""

    def __init__(
        self,
        *,
        status: str,
        headers: list[tuple[str, str]],
        content: bytes,
        shows: tuple[str, ...],
        reads: tuple[str, ...],
        reading: Reading,
        made_at: float,
        ends_at: float,
        changes_at: float = inf,
        markdown: str = "",
        is_breaking: bool = False,
    ) -> None:
        self.status, self.shows, self.reading = status, shows, reading
        #: When it was made, when it is made anew whatever happens, and when the clock alone changes it.
        self.made_at, self.ends_at, self.changes_at = made_at, ends_at, changes_at
        self._reads, self._markdown = frozenset(reads), markdown
        self._lasts = (BREAKING_FRESH, BREAKING_STALE) if is_breaking else (FRESH, STALE)
        self._vary = ("Vary", f"{_VARY}, Accept" if markdown else _VARY)
        self._holed = holes.cut(content)
        visitor = self._holed.visitor
        #: Made when first asked for: a page that is read once is compressed once at most.
        self._bodies = {"": visitor}
        self.headers = [header for header in headers if header[0].lower() not in _OWN]
        self._tags = caches.tags(shows)
        digest = hashlib.blake2b(visitor, digest_size=12).hexdigest()
        self.etag = f'W/"{digest}"'
        self._heads = {"": self._head("")}
        #: A second, and what was told in it: all answers of one second tell the same.
        self._told: tuple[int, list[tuple[str, str]]] = (0, [])
        # compressed, both take less than half as much
        self.size = 2 * len(visitor) + 2 * sum(map(len, self._holed.pieces)) + 4096

    @cached_property
    def _spliced(self) -> Spliced:
        return Spliced(self._holed.pieces)

    def is_older_form_of(self, page: "KeptPage") -> bool:
        """Say whether a page made anew is this one, which nothing but its age has ended."""
        return self.etag == page.etag and self.changes_at > page.made_at

    def _head(self, coding: str) -> list[tuple[str, str]]:
        encoding = [("Content-Encoding", coding)] if coding else []
        length = ("Content-Length", str(len(self._bodies[coding])))
        return [*self.headers, *self._tags, *encoding, length, ("ETag", self.etag), self._vary]

    def _compress(self, coding: str) -> None:
        visitor = self._holed.visitor
        is_brotli = coding == "br"
        self._bodies[coding] = (
            brotli.compress(visitor, mode=brotli.MODE_TEXT, quality=6)
            if is_brotli
            else gzip.compress(visitor, 6, mtime=0)
        )
        self._heads[coding] = self._head(coding)

    def depends_on(self, query: str) -> bool:
        """Say whether the query, read as Django reads it, asks for another page. Unknown parameters never do."""
        return not self._reads.isdisjoint(name for name, _value in parse_qsl(query, keep_blank_values=True))

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Send the page: to visitors as it is, to members with its holes filled."""
        if self._markdown and is_markdown_asked_for(environ.get("HTTP_ACCEPT", "")):
            return self._lead_to_markdown(start_response)
        cookies = environ.get("HTTP_COOKIE", "")
        member = readers.member(cookies) if cookies else None
        if member is not None:
            return self._answer_member(member, environ, start_response)
        second, of_now = self._told
        if second != (now := int(time.time())):
            of_now = self._tell(now)
        if self._is_known(environ, now):
            start_response("304 Not Modified", [*self.headers, *self._tags, ("ETag", self.etag), self._vary, *of_now])
            return []
        accepted = codings(environ.get("HTTP_ACCEPT_ENCODING", ""))
        coding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
        if coding not in self._heads:
            self._compress(coding)
        start_response(self.status, [*self._heads[coding], *of_now])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self._bodies[coding]]

    def _lead_to_markdown(self, start_response: StartResponse) -> Iterable[bytes]:
        """Lead whoever would rather have Markdown to its own address (RFC 9110, 15.4.4).

        One address with two forms would be mixed up by caches that heed no `Vary: Accept`, of which there are large
        ones. Nobody keeps this answer, so that such a cache can do no worse than to give the page to all.
        """
        headers = [
            ("Location", self._markdown),
            ("Content-Length", "0"),
            self._vary,
            ("Cache-Control", "private, no-store"),
        ]
        start_response("303 See Other", headers)
        return []

    def _is_known(self, environ: WSGIEnvironment, now: int) -> bool:
        """Say whether the asker has this page; the date counts where no tag is named (RFC 9110, 13.2.2)."""
        tags, since = environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE")
        if tags is not None or since is None:
            return tags is not None and self.etag in tags
        moment = parse_http_date_safe(since)
        return moment is not None and int(self.made_at) <= moment <= now

    def _tell(self, now: int) -> list[tuple[str, str]]:
        """Say when the page was made and how long it may be kept.

        Its date is the second that it was made in, once that is over: until then another may yet be made in it.
        """
        told = [("Last-Modified", http_date(min(int(self.made_at), now - 1))), ("Cache-Control", self._caching(now))]
        self._told = (now, told)
        return told

    def _caching(self, now: int) -> str:
        """Let shared caches keep the page a little, never past its end nor past a planned change (A9)."""
        # Their clocks count whole seconds, as ours here, and the answer may reach them in the next one.
        planned = max(0, int(min(self.changes_at - now, FRESH + UNANSWERED + 2)) - 2)
        left = min(planned, max(0, int(self.ends_at - now)))
        longest, stale = self._lasts
        fresh = min(longest, left)
        return (
            f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={min(stale, left - fresh)}, "
            f"stale-if-error={min(UNANSWERED, planned - fresh)}"
        )

    def _answer_member(
        self, member: readers.Member, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        secrets: list[str] = []

        def token() -> str:
            made, secret = readers.token(member.csrf_secret)
            secrets.append(secret)
            return made

        filled = holes.values(member.name, token, self._holed.marks)
        headers = [*self.headers, self._vary, ("Cache-Control", "private, no-store")]
        if secrets and not member.csrf_secret:
            headers.append(("Set-Cookie", readers.csrf_cookie(secrets[0])))
        values = [filled[mark] for mark in self._holed.marks]
        if "gzip" in codings(environ.get("HTTP_ACCEPT_ENCODING", "")):
            body = self._spliced.gzip(values)
            headers.append(("Content-Encoding", "gzip"))
        else:
            body = holes.join(self._holed, filled)
        headers.append(("Content-Length", str(len(body))))
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


@lru_cache(maxsize=256)
def codings(accepted: str) -> frozenset[str]:
    """Read the Accept-Encoding header (RFC 9110, 12.5.3)."""
    refused = {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    items = (item.partition(";")[::2] for item in accepted.lower().split(","))
    return frozenset(coding.strip() for coding, weight in items if weight.replace(" ", "") not in refused)
