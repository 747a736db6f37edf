"""Where in a text a passage stands, told by its words and those around it, so that it is found after changes (A42).

It is what the W3C calls a text quote selector (Web Annotation Data Model, 4.2.4). How a text is broken into lines and
spaced makes no difference: a passage is copied from a page as browsers show it, and stored as markup has it.
"""

import re
import unicodedata
from dataclasses import dataclass

#: So many characters before and after a passage tell it from the same words elsewhere.
AROUND = 40


class NotThere(ValueError):
    """The text does not hold the passage."""


class Repeated(ValueError):
    """The text holds the passage more than once, and nothing tells which is meant."""


@dataclass(frozen=True)
class Anchor:
    """A passage as its text has it, on one line, and what stood before and after it."""

    before: str
    quote: str
    after: str


def anchor(text: str, quote: str, before: str = "") -> Anchor:
    """Find a passage in a text; `before`, what stands before it, tells which of several is meant.

    Raises NotThere, Repeated.
    """
    line, wanted = " ".join(_composed(text).split()), _bare(quote)
    found = list(re.finditer(r"\s*".join(map(re.escape, wanted)), line)) if wanted else []
    if len(found) > 1 and (preceding := _bare(before)):
        found = [one for one in found if _bare(line[: one.start()]).endswith(preceding)] or found
    if not found:
        raise NotThere
    if len(found) > 1:
        raise Repeated
    begin, end = found[0].span()
    before, after = line[:begin], line[end:]
    return Anchor(_ending(before), line[begin:end], _ending(after[::-1])[::-1])


def place(text: str, of: Anchor) -> int | None:
    """Say how far into a text a passage stands now, as far as its surroundings still tell; None where it is gone."""
    line, before, quote, after = map(_bare, (text, of.before, of.quote, of.after))
    for begins, ends in ((before, after), (before, ""), ("", after), ("", "")):
        if (found := line.find(begins + quote + ends)) >= 0:
            return found + len(begins)
    return None


def _ending(line: str) -> str:
    """Return the last words of a line, none of them cut."""
    last = line[-AROUND:]
    return last if last == line or line[-AROUND - 1] == " " else last.partition(" ")[2]


def _composed(text: str) -> str:
    """Write letters with their accents as one sign each: what is copied elsewhere may have them apart."""
    return unicodedata.normalize("NFC", text)


def _bare(text: str) -> str:
    return "".join(_composed(text).split())
