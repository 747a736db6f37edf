"""Links in a text, in every spelling a reader would understand."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import re2

from moderation.screening.reading import Reading

#: More links than this are not counted: the comment has been judged by then.
MOST_LINKS = 30
ENDINGS_FILE = Path(__file__).parent / "data" / "endings.txt"


def _endings() -> tuple[frozenset[str], frozenset[str]]:
    lines = ENDINGS_FILE.read_text(encoding="utf-8").splitlines()
    clear, _, wordy = " ".join(line for line in lines if not line.startswith("#")).partition("!")
    return frozenset(clear.split()), frozenset(wordy.split())


#: Endings that make a bare name a host, and those that are everyday words: "word.it" may be a missing space.
ENDINGS, WORDY = _endings()

# Letters beyond ASCII as one range: Unicode classes would make the patterns ten times as big.
_LETTER = r"[a-z0-9\x{80}-\x{10ffff}]"
_LABEL = rf"{_LETTER}[a-z0-9\x{{80}}-\x{{10ffff}}_-]*"
_ENDING = r"(?:xn--[a-z0-9-]{2,20}|[a-z\x{80}-\x{10ffff}]{2,18})"
_TAIL = r"(?::[0-9]{2,5})?(?:[/?#][^\s<>\"'\])]*)?"
_SCHEME = r"(?:https?|ftp)://"
_USER = r"(?:[^\s/@<>]{1,60}@)?"
PLAIN = re2.compile(rf"(?:({_SCHEME}){_USER})?((?:{_LABEL}\.)+{_ENDING})\.?({_TAIL})")
NUMERIC = re2.compile(
    rf"({_SCHEME}){_USER}([0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{3}}|[0-9]{{8,10}}|0x[0-9a-f]+|\[[0-9a-f:]+\])({_TAIL})"
)

#: A dot in disguise. In brackets or as the word, it can only be that of a host.
_DOT = (
    r"(?:\s{0,2}[\[({<]\s?(?:\.|dot|d0t|punkt|point|punto|ponto|,)\s?[\])}>]\s{0,2}|\s(?:dot|d0t)\s|\s?[。．｡·•∙]\s?)"
)
#: The same, where a beginning already says link.
_ANY_DOT = rf"(?:{_DOT}|\s(?:punkt|point|punto|ponto)\s|\s?\.\s?|,)"
_COMMON = (
    r"(?:com|net|org|info|biz|ru|xyz|top|site|online|shop|club|tk|cn|io|de|fr|uk|eu|us|co|me|app|store|live|win|pro|vip|space"
    r"|website|blog|link|gg|tv)"
)
DOTTED = re2.compile(rf"{_LABEL}(?:\.{_LABEL})*{_DOT}(?:{_LABEL}(?:{_DOT}|\.)){{0,3}}{_COMMON}\b({_TAIL})")
_ODD_SCHEME = (
    r"(?:\bh ?[tx*_.\-] ?[tx*_.\-]{1,3} ?p ?s?|\bmeow|\bfxp) ?[:;]? ?[/\\]{1,3} ?"
    r"|\bhttps? ?(?:[:;] [/\\]{1,3} ?|[:;]?\\{1,3}|;[/\\]{1,3}|[/\\]{2,3}|[:;]/? ?|:///+|://\s+)"
    r"|\bwww ?\d? ?"
    r"|\bh t t p (?:s )?: / / ?"
)
ODD = re2.compile(rf"(?:(?:{_ODD_SCHEME})(?:www)?{_ANY_DOT}?)(?:{_LABEL}{_ANY_DOT})+{_COMMON}\b({_TAIL})")
#: A dot that only an ending makes one: set apart, told, or a comma.
_SURE = r"(?:com|net|org|info|biz|ru|xyz|tk|cn|ly)"
APART = re2.compile(
    rf"{_LABEL} ?(?:\s\. ?(?:{_LABEL}\s?\. ?)?{_SURE}|\spunkt (?:com|net|org|info|de|eu|at|ch)"
    rf"|\s(?:point|punto|точка) (?:com|ru))\b({_TAIL})|[a-z0-9-]{{3,40}},(?:com|net|org)(/\S{{0,200}})"
)
#: What runs when it is clicked, or opens another program.
RUNNING = re2.compile(
    r"\b(?:javascript|vbscript):\S{2,200}|\bdata:[a-z]{2,20}/[a-z0-9.+\-]{2,40}[;,]\S{0,200}"
    r"|\b(?:tg|whatsapp|viber|magnet|intent|steam|discord|smb|ssh|telnet|itms-services|ms-[a-z]{2,20}):/?/?[^\s/]\S{2,200}"
)
RUN = "exe|scr|pif|bat|cmd|msi|vbs|js|jar|apk|ps1|hta|lnk|com|dll|app|dmg"
#: A file that pretends to be another: invoice.pdf.exe.
DOUBLE = re2.compile(
    rf"\b[\w\-]{{1,60}}\.(?:pdf|docx?|xlsx?|pptx?|txt|jpe?g|png|gif|mp[34]|avi|zip|rar|html?)\.(?:{RUN})\b"
)
#: A path at whose end a program is fetched, and another address within one.
PROGRAM = re2.compile(r"\.(?:exe|scr|pif|bat|cmd|msi|vbs|jar|apk|ps1|hta|lnk|dmg|iso)(?:$|[?#&])")
WITHIN = re2.compile(r"[?&=/](?:https?:(?://|%2f%2f)|https?%3a%2f%2f)(?:www\.)?([^/?&#%\s]{4,80})")
#: One of these stands in whatever each pattern finds, and in few comments.
ODD_SIGNS = ("/", "\\", "http", "www")
DOTTED_SIGNS = ("(", "[", "<", "{", "dot", "d0t", *"。．｡·•∙")
APART_SIGNS = (" .", "punkt", "point", "punto", "точка", ",com", ",net", ",org")
ODDITIES = ((ODD, ODD_SIGNS), (DOTTED, DOTTED_SIGNS), (APART, APART_SIGNS), (RUNNING, (":",)), (DOUBLE, (".",)))
#: "The dot com bubble" is no link.
SPOKEN_OF = ("the ", "a ", "this ", "that ", "of ", "first ", "old ", "and ", "every ")


@dataclass(frozen=True)
class Link:
    """A link at a span of the folded text."""

    host: str
    path: str
    start: int
    end: int
    disguised: bool = False


def links_in(reading: Reading) -> list[Link]:
    """Every link of the text, each place once; disguised ones say so. Several rules ask, one search answers."""
    if reading.links is None:
        reading.links = list(_links(reading))
    return reading.links


def _links(reading: Reading) -> Iterator[Link]:
    taken: list[tuple[int, int]] = []
    for link in chain(_numeric(reading), _odd(reading), _plain(reading)):
        if len(taken) >= MOST_LINKS:
            return
        if not any(start < link.end and link.start < end for start, end in taken):
            taken.append((link.start, link.end))
            yield link


def _numeric(reading: Reading) -> Iterator[Link]:
    if "://" in reading.folded.text:
        for found in NUMERIC.finditer(reading.folded.text):
            yield Link(found.group(2), found.group(3), found.start(), found.end(), disguised=True)


def _plain(reading: Reading) -> Iterator[Link]:
    text = reading.folded.text
    if "." not in text:
        return
    for found in PLAIN.finditer(text):
        start, end = found.span()
        scheme, host, path = found.groups()
        if not scheme and _is_part(text, start, end):
            continue
        if scheme or _is_host(host, path):
            yield Link(host, path or "", start, end, _is_dressed(reading, start, end))


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a bare name belongs to something else: an e-mail address, a file path."""
    return (start > 0 and text[start - 1] in "@._-/\\") or text[end : end + 1] == "@"


def _is_host(host: str, path: str | None) -> bool:
    """Whether a bare name is one people click on, and no missing space after a full stop."""
    name, _, ending = host.rpartition(".")
    if len(name) < 2 or name.replace(".", "").isdigit():
        return False
    if ending in ENDINGS:
        return True
    return ending in WORDY and (host.startswith("www.") or bool(path and len(path) > 1))


def _is_dressed(reading: Reading, start: int, end: int) -> bool:
    """Whether foreign or invisible characters stand in the host, or a name before an @ pretends to be it."""
    source = reading.folded.source(start, end).lower()
    authority = (source.partition("://")[2] or source).partition("/")[0]
    folded = reading.folded.text[start:end]
    plain = (folded.partition("://")[2] or folded).partition("/")[0]
    return "@" in authority or authority != plain or "xn--" in authority


def _odd(reading: Reading) -> Iterator[Link]:
    text = reading.folded.text
    for pattern, signs in ODDITIES:
        for found in pattern.finditer(text) if any(sign in text for sign in signs) else ():
            if (pattern is not DOUBLE and PLAIN.fullmatch(found.group())) or found.group().startswith(SPOKEN_OF):
                continue
            yield Link("".join(found.group().split()), _path(found), found.start(), found.end(), disguised=True)


def _path(found: "re2._Match") -> str:
    return next((group for group in found.groups() if group), "")
