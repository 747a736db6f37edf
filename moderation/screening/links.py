"""Links in a text, in every spelling a reader would understand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import re2

from moderation.screening.folding import LOOKALIKES
from moderation.screening.hidden_links import DOUBLE, LABEL, ODDITIES, SPOKEN_OF, TAIL
from moderation.screening.letters import script_of
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

#: Endings in other letters.
ABROAD = frozenset(("рф", "рус", "укр", "бел", "срб", "қаз", "мкд", "бг", "дети", "онлайн", "сайт", "ελ", "հայ", "გე"))
_ENDING = r"(?:xn--[a-z0-9-]{2,20}|[a-z\x{80}-\x{10ffff}]{2,18})"
_SCHEME = r"(?:https?|ftp)://"
_USER = r"(?:[^\s/@<>]{1,60}@)?"
PLAIN = re2.compile(rf"(?:({_SCHEME}){_USER})?((?:{LABEL}\.)+{_ENDING})\.?({TAIL})")
#: What stands in each of these, and in few texts whose sentences end before a space.
JOINING_DOT = re.compile("\\.[a-z\x80-\U0010ffff]")
NUMERIC = re2.compile(
    rf"({_SCHEME}){_USER}"
    rf"([0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{3}}|[0-9]{{8,12}}|0x[0-9a-fx.]+|\[[0-9a-f:.]+\])({TAIL})"
)
#: The same without what begins a link: a door or a page says that it is one.
BARE_NUMERIC = re2.compile(
    r"(?:^|[^0-9a-z./:@-])([0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})((?::[0-9]{2,5})?/[a-z?][^\s<>\"']*|:[0-9]{2,5}\b)"
)
#: Cyrillic letters that cannot be told from Latin ones.
ALIKE = str.maketrans("авсеһіјкӏмнорѕтухԁԛԝ", "abcehijklmhopstyxdqw")
#: Addresses of one's own machine and network lead nobody anywhere.
AT_HOME = ("10.", "127.", "192.168.", "0.")
#: The target of a link that shows words of its own, and these: in Markdown, in a forum's brackets, in HTML.
LABELLED = (
    (re2.compile(r"\[([^\[\]]{3,})\]\s?\((\S{4,})\)"), 2, 1),
    (re2.compile(r"\[(?:url|link)=[\"']?([^\]\s\"']{4,})[\"']?\]([^\[]{3,})\["), 1, 2),
    (re2.compile(r"<a\s[^>]*href\s?=\s?[\"']?([^\s\"'>]{4,})[^>]*>([^<]{3,})<"), 1, 2),
)
LABELLED_SIGNS = ("](", "] (", "[url=", "[link=", "href")
#: Controls that turn the direction of what follows, and of what is written backwards.
TURNING = ("\u202e", "\u2067")
#: A path at whose end a program is fetched, and another address within one.
PROGRAM = re2.compile(r"\.(?:exe|scr|pif|bat|cmd|msi|vbs|jar|apk|ps1|hta|lnk|dmg|iso)(?:$|[?#&])")
WITHIN = re2.compile(r"[?&=/](?:https?:(?://|%2f%2f)|https?%3a%2f%2f)(?:www\.)?([^/?&#%\s]{4,80})")
#: The same without what begins a link, where a parameter says that readers are sent on; and in a code of 64 signs.
PASSED_ON = re2.compile(
    r"(?:[?&](?:u|url|to|goto|target|dest|destination|redir|redirect|redirect_to|redirect_url|redirect_uri|out|away|continue|next)="
    r"|^/url\?(?:\S*&)?q=|/amp/s/)(?:www\.)?([a-z0-9-]+(?:(?:\.|%2e)[a-z0-9-]+)*(?:\.|%2e)[a-z]{2,18})(?:$|[/?&#%])"
)
HIDDEN_WITHIN = re2.compile(r"ahr0c(?:dov|hm6)")


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
    for link in chain(_mislabelled(reading), _turned(reading), _numeric(reading), _odd(reading), _plain(reading)):
        if len(taken) >= MOST_LINKS:
            return
        if not any(start < link.end and link.start < end for start, end in taken):
            taken.append((link.start, link.end))
            yield link


def _numeric(reading: Reading) -> Iterator[Link]:
    text = reading.folded.text
    if "://" in text:
        for found in NUMERIC.finditer(text):
            yield Link(found.group(2), found.group(3), found.start(), found.end(), disguised=True)
    if text.count(".") > 2 and (":" in text or "/" in text):
        for found in BARE_NUMERIC.finditer(text):
            if found.group(1).startswith(AT_HOME):
                continue
            yield Link(found.group(1), found.group(2), found.start(1), found.end(), disguised=True)


def _plain(reading: Reading) -> Iterator[Link]:
    text = reading.folded.text
    if not JOINING_DOT.search(text):
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
    if text[end : end + 1] == "@":
        return True
    before = text[max(start - 3, 0) : start]
    if before.endswith(("/", "-")):
        # a dash begins a list, two strokes an address without what calls it
        return not (before.endswith("//") or len(before) == 1 or before[-2].isspace())
    return before.endswith(("@", ".", "_", "\\"))


def _is_host(host: str, path: str | None) -> bool:
    """Whether a bare name is one people click on, and no missing space after a full stop."""
    name, _, ending = host.rpartition(".")
    if len(name) < 2 or name.replace(".", "").isdigit():
        return False
    if ending in ENDINGS or ending in ABROAD:
        return True
    if not ending.isascii():
        # a missing space after a full stop stands between words of one script
        is_mixed = name.isascii() or any(map(str.isascii, ending))
        return is_mixed and ending.translate(LOOKALIKES) in ENDINGS
    labels = name.split(".")
    is_odd = any(map(str.isdigit, labels[-1])) or (len(labels) > 1 and min(map(len, labels)) > 1)
    return ending in WORDY and (labels[0] == "www" or bool(path and len(path) > 1) or is_odd)


def _is_dressed(reading: Reading, start: int, end: int) -> bool:
    """Whether foreign or invisible characters stand in the host, or a name before an @ pretends to be it."""
    source = reading.folded.source(start, end).lower()
    *scheme, rest = source.split("://", 1)
    authority = rest.partition("/")[0]
    folded = reading.folded.text[start:end]
    plain = (folded.partition("://")[2] or folded).partition("/")[0]
    if "@" in authority or authority != plain or "xn--" in authority or "%" in authority:
        return True
    return not source.isascii() and (not "".join(scheme).isascii() or _is_drawn(authority.split(".")))


def _is_drawn(labels: list[str]) -> bool:
    """Whether a part of a host takes letters from two scripts, or looks Latin before a Latin ending and is not."""
    foreign = [label for label in labels if not label.isascii()]
    return any(len({script_of(letter) for letter in label if letter.isalpha()}) > 1 for label in foreign) or (
        labels[-1].isascii() and any(label.translate(ALIKE).isascii() for label in foreign)
    )


def _mislabelled(reading: Reading) -> Iterator[Link]:
    """Links that show the name of a host and lead to another."""
    text = reading.folded.text
    if not any(sign in text for sign in LABELLED_SIGNS):
        return
    for pattern, target, label in LABELLED:
        for found in pattern.finditer(text):
            leads, shown = PLAIN.search(found.group(target)), PLAIN.search(found.group(label))
            if (
                leads
                and shown
                and _is_host(shown.group(2), shown.group(3))
                and _site(leads.group(2)) != _site(shown.group(2))
            ):
                yield Link(leads.group(2), leads.group(3) or "", found.start(), found.end(), disguised=True)


def _site(host: str) -> str:
    """What a host is known by: the label before its ending."""
    labels = host.removeprefix("www.").split(".")
    return labels[-3] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-min(len(labels), 2)]


def _turned(reading: Reading) -> Iterator[Link]:
    """Links that a control of direction turns round."""
    if reading.body.isascii() or not any(sign in reading.body for sign in TURNING):
        return
    for text in (reading.folded.text, reading.folded.text[::-1]):
        found = PLAIN.search(text)
        if found and (found.group(1) or _is_host(found.group(2), found.group(3))):
            yield Link(found.group(2), found.group(3) or "", 0, len(text), disguised=True)
            return


def _odd(reading: Reading) -> Iterator[Link]:
    text = reading.folded.text
    for pattern, signs in ODDITIES:
        for found in pattern.finditer(text) if any(map(text.__contains__, signs)) else ():
            if (pattern is not DOUBLE and PLAIN.fullmatch(found.group())) or found.group().startswith(SPOKEN_OF):
                continue
            yield Link("".join(found.group().split()), _path(found), found.start(), found.end(), disguised=True)


def _path(found: "re2._Match") -> str:
    return next((group for group in found.groups() if group), "")
