"""Markup of other systems in the words that our articles have; what shows pictures is taken apart from the text.

What comes out has passed `accounts.safety.sanitize`, and passes it again when it is stored.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from accounts.safety.sanitize import clean_article
from articles.embeds import PROVIDERS
from articles.exchange.items import Note, Picture, left_out, mapped, usable

#: Words of ours for theirs; what has none loses its tags and keeps its text.
OURS = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "cite": "em", "tfoot": "tbody"}
#: A text in one of these stands by itself.
OURS |= dict.fromkeys(
    ("div", "section", "article", "aside", "header", "footer", "main", "details", "summary", "center"), "p"
)
#: What holds programs, forms or drawings: nothing of it is text.
EMPTIED = {
    "script": "a script",
    "style": "a style sheet",
    "form": "a form",
    "svg": "a drawing (SVG)",
    "object": "an object of a browser’s plug-in",
    "canvas": "a drawing by script",
    "template": "a template",
    "noscript": "",
    "button": "a button",
    "select": "a form",
}
VOID = frozenset({"img", "br", "hr", "input", "source", "track", "wbr", "embed", "meta", "link", "col", "area", "base"})
#: Frames of services whose links become cards, and the address that readers know.
FRAMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:https?:)?//{frame}", re.ASCII), link)
    for frame, link in (
        (r"(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{11})\b.*", r"https://www.youtube.com/watch?v=\1"),
        (r"player\.vimeo\.com/video/(\d+)\b.*", r"https://vimeo.com/\1"),
        (r"(?:www\.)?dailymotion\.com/embed/video/([a-z0-9]+).*", r"https://www.dailymotion.com/video/\1"),
        (r"open\.spotify\.com/embed/(\w+/\w{22}).*", r"https://open.spotify.com/\1"),
        (r"datawrapper\.dwcdn\.net/(\w{5})/?.*", r"https://datawrapper.dwcdn.net/\1/"),
    )
)
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>\s*|<(strong|em|a)\b[^>]*>\s*</\1>")
_BETWEEN = re.compile(r"(</(?:p|h[234]|ul|ol|blockquote|figure|table|pre)>|<hr>)\s*\n\s*")
_BARE = re.compile(r"<p>\s*(https?://[^\s<>\"]+)\s*</p>")

#: Finds a picture by the key that the other system has for it.
Finder = Callable[[str], Picture | None]


@dataclass
class Rewritten:
    """Markup in our words, the pictures that it showed, and what became of the rest."""

    html: str
    pictures: list[Picture]
    notes: list[Note]


def rewritten(html: str, find: Finder = lambda _key: None) -> Rewritten:
    """Put markup into our words; `find` knows the pictures that it names by a key alone (`data-id`)."""
    reader = _Rewriter(find)
    reader.feed(usable(html))
    reader.close()
    text, before = str(clean_article("".join(reader.ended()))), ""
    while text != before:
        before, text = text, _EMPTY.sub("", text)
    text = _BETWEEN.sub(r"\1\n", text)
    text = _BARE.sub(lambda found: _link(found[1].replace("&amp;", "&")), text)
    return Rewritten(text.strip(), list(dict.fromkeys(reader.pictures)), list(dict.fromkeys(reader.notes)))


def plain(html: str) -> str:
    """Take the tags out of a line of markup."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def link_of_frame(address: str) -> str:
    """Return the address that a frame's service is known by, where its links become cards; else an empty text."""
    for frame, link in FRAMES:
        if found := frame.fullmatch(address):
            return found.expand(link)
    sound = parse_qs(urlsplit(address).query).get("url", [""])[0] if "w.soundcloud.com/player" in address else ""
    return sound if any(one.fullmatch(sound) for one in PROVIDERS["soundcloud"].links) else ""


def _link(address: str, words: str = "") -> str:
    return f'<p><a href="{escape(address)}">{escape(words or address)}</a></p>'


@dataclass
class _Figure:
    """A figure that is being read: its picture or card is known at its end."""

    text: list[str] = field(default_factory=list)
    caption: list[str] = field(default_factory=list)
    first: int = 0
    is_caption: bool = False
    #: Of a card that leads elsewhere: where to, and what it is called.
    leads_to: str = ""
    title: list[str] = field(default_factory=list)
    is_title: bool = False


class _Rewriter(HTMLParser):
    """Writes as it reads. Of a figure the caption goes to its pictures; without any it stays a figure of ours."""

    def __init__(self, find: Finder) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures: list[Picture] = []
        self.notes: list[Note] = []
        self._find, self._out = find, list[str]()
        self._figures: list[_Figure] = []
        self._emptied: list[str] = []
        self._taken: dict[str, Callable[[Mapping[str, str]], None]] = {
            "img": self._picture,
            "iframe": self._frame,
            "figure": lambda _said: self._figures.append(_Figure(first=len(self.pictures))),
            "video": partial(self._played, "film"),
            "audio": partial(self._played, "sound"),
            "source": partial(self._played, "film or sound"),
        }

    def ended(self) -> list[str]:
        """Return what was written, with the figures that nobody closed."""
        while self._figures:
            self._end_figure()
        return self._out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if self._emptied:
            self._emptied += [] if tag in VOID else [tag]
        elif tag in EMPTIED:
            self._emptied.append(tag)
            self.notes += [left_out(f"{EMPTIED[tag]} in the text")] if EMPTIED[tag] else []
        elif taken := self._taken.get(tag):
            taken(said)
        elif not (self._figures and self._in_figure(tag, said)):
            self._write(f"<{OURS.get(tag, tag)}{_attributes(tag, said)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._emptied:
            if tag in self._emptied:
                del self._emptied[len(self._emptied) - 1 - self._emptied[::-1].index(tag) :]
        elif tag == "figure" and self._figures:
            self._end_figure()
        elif tag == "figcaption" and self._figures:
            self._figures[-1].is_caption = False
        elif tag not in self._taken and tag not in VOID:
            if self._figures and OURS.get(tag) == "p":
                self._figures[-1].is_title = False
            self._write(f"</{OURS.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        if self._emptied:
            return
        if self._figures and self._figures[-1].is_title:
            self._figures[-1].title.append(data)
        self._write(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        """Name what the other system filled in when a page was made: its block says no more than its name."""
        if found := re.match(r"\s*wp:([\w/-]+).*/\s*\Z", data, re.DOTALL):
            self.notes.append(left_out(f"the block “{found[1]}”, which its program filled in"))
        elif data.strip() == "nextpage":
            self.notes.append(mapped("pages of the text stand one below the other"))

    def _write(self, text: str) -> None:
        if not self._figures:
            self._out.append(text)
        elif self._figures[-1].is_caption:
            self._figures[-1].caption.append(text)
        else:
            self._figures[-1].text.append(text)

    def _in_figure(self, tag: str, said: Mapping[str, str]) -> bool:
        """Take what only a figure has; say whether it is done with."""
        figure, classes = self._figures[-1], said.get("class", "")
        if tag == "figcaption":
            figure.is_caption = True
            return True
        if "kg-bookmark-container" in classes:
            figure.leads_to = said.get("href", "")
        elif "kg-bookmark-title" in classes:
            figure.is_title = True
        return False

    def _picture(self, said: Mapping[str, str]) -> None:
        known = self._find(said["data-id"]) if "data-id" in said else None
        if known:
            self.pictures.append(known)
        elif said.get("src", "").startswith("data:"):
            self.notes.append(left_out("a picture that lies in the text itself"))
        elif said.get("src"):
            self.pictures.append(Picture(said["src"], said.get("alt", "")))

    def _frame(self, said: Mapping[str, str]) -> None:
        address = said.get("src", "")
        self._emptied.append("iframe")
        if link := link_of_frame(address):
            self.notes.append(mapped(f"a frame became a card that leads to {link}"))
            self._write(_link(link))
        elif address.startswith(("https://", "http://", "//")):
            address = f"https:{address}" if address.startswith("//") else address
            self.notes.append(mapped(f"a frame became a link: no card for {urlsplit(address).hostname} is known"))
            self._write(_link(address))

    def _played(self, kind: str, said: Mapping[str, str]) -> None:
        if address := said.get("src"):
            self.notes.append(left_out(f"a {kind} of its own: {address} (put it on a service, or link to it)"))

    def _end_figure(self) -> None:
        figure = self._figures.pop()
        text, caption = "".join(figure.text), "".join(figure.caption).strip()
        words = plain(caption)
        if figure.leads_to:
            del self.pictures[figure.first :]  # which the other page shows of itself
            self._write(_link(figure.leads_to, " ".join("".join(figure.title).split())))
        elif len(self.pictures) > figure.first:
            self.pictures[figure.first :] = [
                Picture(one.address, one.alt, one.caption or words) for one in self.pictures[figure.first :]
            ]
        elif address := re.fullmatch(r"(?:\s|</?p>)*(https?://[^\s<>\"]+)(?:\s|</?p>)*", text):
            self._write(_link(address[1].replace("&amp;", "&"), words))
        elif text.strip():
            # a table keeps its figure; a quotation or a card stands by itself
            is_table = "<table" in text
            said = f"<figcaption>{caption}</figcaption>" if is_table else f"<p>{caption}</p>"
            inner = text + (said if caption else "")
            self._write(f"<figure>{inner}</figure>" if is_table else inner)


def _attributes(tag: str, said: Mapping[str, str]) -> str:
    kept = {"a": ("href",), "th": ("scope",), "ol": ("start",)}.get(tag, ())
    return "".join(f' {name}="{escape(said[name])}"' for name in kept if name in said)
