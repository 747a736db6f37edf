"""Marks in a page for what differs between readers, and how they are filled.

A page is made once for everybody. Where a member sees something else than a visitor, both are in it between marks;
inside, further marks stand for the member's name and for the form token.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.html import escape

from accounts.safety import form_tokens


@lru_cache(maxsize=1)
def _key() -> str:
    """Return what makes a mark unforgeable: no writer of texts can know it."""
    return hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=9, person=b"page holes").hexdigest()


def mark(name: str) -> str:
    return f"<!--{_key()}:{name}-->"


#: What every mark begins with.
START = f"<!--{_key()}:".encode()

MEMBER, VISITOR, END, NAME, TOKEN = "member", "visitor", "end", "name", "token"


@dataclass(frozen=True)
class Holed:
    """A page cut at its marks."""

    visitor: bytes
    #: For members: pieces of the page, and between them the names of marks.
    pieces: tuple[bytes, ...]
    marks: tuple[str, ...]


def cut(page: bytes) -> Holed:
    """Cut a rendered page at its marks."""
    first, *others = page.split(START)
    visitor, pieces, marks = [first], [first], []
    side = ""
    for part in others:
        name, _end, text = part.partition(b"-->")
        word = name.decode()
        is_side = word not in (NAME, TOKEN)
        if is_side:
            side = "" if word == END else word
        if side != MEMBER:
            visitor.append(text)
        if side == VISITOR:
            continue
        if is_side:
            pieces[-1] += text
        else:
            marks.append(word)
            pieces.append(text)
    return Holed(b"".join(visitor), tuple(pieces), tuple(marks))


def values(name: str, token: Callable[[], str], marks: tuple[str, ...]) -> dict[str, bytes]:
    """Work out what a member of that name sees in the marks of a page; `token` is asked only where a form needs it."""
    found = {NAME: escape(name).encode()}
    if TOKEN in marks:
        found[TOKEN] = (
            f'<input type="hidden" name="csrfmiddlewaretoken" value="{token()}">'
            f'<input type="hidden" name="post_token" value="{form_tokens.issue(timezone.now())}">'
        ).encode()
    return found


def join(holed: Holed, filled: dict[str, bytes]) -> bytes:
    """Put the values into the marks."""
    out = [holed.pieces[0]]
    for name, piece in zip(holed.marks, holed.pieces[1:], strict=True):
        out += (filled[name], piece)
    return b"".join(out)
