"""Which links a text holds, as they are kept: each address once, without what stands behind `#`."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

#: A link of a stored text with the words that lead there.
ANCHOR = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
HREF = re.compile(r'href="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
#: Longer addresses are not looked at, and of the words that lead there so many are kept.
LONGEST, MOST_WORDS = 2000, 200
#: A name has no more characters (RFC 1035, 2.3.4).
LONGEST_HOST = 253


@dataclass(frozen=True)
class Found:
    """An address that a text leads to: a path of our own, which has no host, or a whole address elsewhere."""

    address: str
    host: str
    words: str

    @property
    def digest(self) -> str:
        """Return what the address is found by, however long it is."""
        return hashlib.sha256(self.address.encode()).hexdigest()


def hrefs(body: str) -> list[str]:
    """Return what the links of a stored text say, as they say it."""
    return [unescape(one) for one in HREF.findall(body)]


def links(body: str) -> dict[str, Found]:
    """Return the addresses of a stored text by their digests, in their order, with the words that lead there first."""
    found: dict[str, Found] = {}
    for one in _links(body):
        found.setdefault(one.digest, one)
    return found


def parted(address: str) -> tuple[str, str] | None:
    """Return an address as it is kept and its host, empty for our own; None for mail, anchors and what is too long."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https") or (parts.scheme and not host):
        return None
    if not host or parts.netloc == urlsplit(settings.SITE_URL).netloc:
        kept, host = urlunsplit(("", "", parts.path or "/", parts.query, "")), ""
        if not address or address.startswith("#") or not kept.startswith("/"):
            return None
    else:
        kept = urlunsplit((parts.scheme or "https", parts.netloc, parts.path or "/", parts.query, ""))
    return (kept, host) if len(kept) <= LONGEST and len(host) <= LONGEST_HOST else None


def _links(body: str) -> Iterator[Found]:
    for href, inside in ANCHOR.findall(body):
        if kept := parted(unescape(href)):
            words = " ".join(unescape(TAG.sub("", inside)).split())
            yield Found(*kept, words[:MOST_WORDS])
