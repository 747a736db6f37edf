"""An export of WordPress (WXR 1.0 to 1.2): a feed of posts, pages, pictures and whatever else plugins store."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from articles.exchange import markup, wordpress_text
from articles.exchange.items import (
    LONGEST_KEY,
    LONGEST_TEXT,
    NO_KEY,
    TOO_LONG,
    Item,
    LeftOut,
    Note,
    Picture,
    Standing,
    Term,
    Unreadable,
    left_out,
    line,
    mapped,
    names,
    usable,
)
from articles.exchange.xml import Node, nodes

#: Comments are taken over by a command of their own.
UNREAD = frozenset({"wp:comment"})
STANDINGS = {
    "publish": Standing.PUBLISHED,
    "future": Standing.SCHEDULED,
    "pending": Standing.IN_REVIEW,
    "draft": Standing.DRAFT,
}
DROPPED = {
    "trash": "it lay in the waste",
    "auto-draft": "an empty draft that the editor made by itself",
    "inherit": "an earlier version",
}
POST, ATTACHMENT = "post", "attachment"


@dataclass
class _Known:
    """What the whole file says, for each of its posts."""

    name: str = ""
    address: str = ""
    version: str = ""
    #: Names by log-in and by the part of an address; no mailbox.
    people: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    #: Keys of the pictures that were put up with a post.
    attached: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class WordPress:
    """An export, opened: its people and pictures are known, which stand anywhere in it."""

    def __init__(self, path: Path) -> None:
        """Read the file once; raise Unreadable."""
        self._path, self._known = path, _Known()
        for node in nodes(path, unread=UNREAD):
            self._note(node)
        if not re.fullmatch(r"1\.\d", self._known.version):
            raise Unreadable("The file names no version of WXR that is known (1.0 to 1.2).")
        self.name = self._known.name
        parts = urlsplit(self._known.address)
        self.source = f"wordpress:{parts.hostname or ''}{parts.path.rstrip('/')}"[:150]

    def items(self) -> Iterator[Item | LeftOut]:
        for node in nodes(self._path, unread=UNREAD):
            if node.name == "item" and node.said("wp:post_type") != ATTACHMENT:
                yield self._read(node)

    def _note(self, node: Node) -> None:
        known = self._known
        if node.name == "wp:wxr_version":
            known.version = node.words
        elif node.name == "title":
            known.name = line(node.words)
        elif node.name == "wp:base_blog_url" or (node.name == "link" and not known.address):
            known.address = node.words
        elif node.name == "wp:author":
            spelt = f"{node.said('wp:author_first_name')} {node.said('wp:author_last_name')}"
            known.people[node.said("wp:author_login")] = next(
                iter(names(node.said("wp:author_display_name"), spelt)), ""
            )
        elif node.name == "item" and node.said("wp:post_type") == ATTACHMENT:
            key, meta = node.said("wp:post_id"), dict(_meta(node))
            address = node.said("wp:attachment_url") or node.said("guid") or meta.get("_wp_attached_file", "")
            caption = line(node.said("excerpt:encoded"))
            known.pictures[key] = Picture(address, line(meta.get("_wp_attachment_image_alt", "")), caption)
            known.attached[node.said("wp:post_parent")].append(key)

    def _read(self, node: Node) -> Item | LeftOut:
        key, title = node.said("wp:post_id"), line(node.said("title"))
        kind, status = node.said("wp:post_type"), node.said("wp:status")
        if kind != POST:
            return LeftOut(key, title, f"of type “{kind}”: articles alone are taken over")
        if status in DROPPED:
            return LeftOut(key, title, DROPPED[status])
        if not (key.isdigit() and len(key) <= LONGEST_KEY):
            return LeftOut(key, title, NO_KEY)
        content, meta = usable(node.said("content:encoded")), dict(_meta(node))
        if len(content) > LONGEST_TEXT:
            return LeftOut(key, title, TOO_LONG)
        html, notes = wordpress_text.markup(content, self._known.attached.get(key, ()))
        text = markup.rewritten(html, self._known.pictures.get)
        standing, why = _standing(status, node.said("wp:post_password"))
        own = self._known.pictures.get(meta.get("_thumbnail_id", ""))
        return Item(
            key=key,
            title=title,
            slug=unquote(node.said("wp:post_name")),
            summary=node.said("excerpt:encoded"),
            html=text.html,
            standing=standing,
            published_at=_moment(node.said("wp:post_date_gmt")) or _moment(node.said("pubDate")),
            changed_at=_moment(node.said("wp:post_modified_gmt")),
            names=self._bylines(node),
            terms=list(_terms(node)),
            addresses=list(_addresses(node)),
            pictures=[*([own] if own else []), *(one for one in text.pictures if one != own)],
            notes=[*why, *notes, *text.notes, *_fields(meta), *_pinned(node)],
        )

    def _bylines(self, node: Node) -> list[str]:
        """Name who wrote it: those that a plugin for several authors names, else whoever stored it."""
        several = [one.words for one in node.all("category") if one.attributes.get("domain") == "author"]
        spelt = [self._known.people.get(login, "") for login in several or [node.said("dc:creator")]]
        return names(*spelt)


def _standing(status: str, password: str) -> tuple[Standing, list[Note]]:
    if password:
        return Standing.DRAFT, [mapped("a draft: a password protected it")]
    if status in STANDINGS:
        return STANDINGS[status], []
    return Standing.DRAFT, [mapped(f"a draft: it was “{status}”")]


def _meta(node: Node) -> Iterator[tuple[str, str]]:
    for one in node.all("wp:postmeta"):
        yield one.said("wp:meta_key"), one.said("wp:meta_value")


def _terms(node: Node) -> Iterator[Term]:
    """Read categories and tags; “uncategorized” is what WordPress says for none."""
    for one in node.all("category"):
        domain, slug = one.attributes.get("domain", ""), unquote(one.attributes.get("nicename", ""))
        if domain in ("category", "post_tag") and slug != "uncategorized":
            yield Term(slug, line(one.words), is_category=domain == "category")


def _addresses(node: Node) -> Iterator[str]:
    """Return its address, and the short one by its number, which links and other services hold."""
    yield node.said("link")
    if "?p=" in (short := node.said("guid")) and short != node.said("link"):
        yield short


def _fields(meta: dict[str, str]) -> list[Note]:
    """Name the fields that people saw beside the text; those that begin with a low line are programs' own."""
    seen = sorted(name for name in meta if name and not name.startswith("_"))
    return [left_out(f"fields of its own: {', '.join(seen)}"[:300])] if seen else []


def _pinned(node: Node) -> list[Note]:
    return [left_out("its place on top of the front page")] if node.said("wp:is_sticky") == "1" else []


def _moment(text: str) -> datetime | None:
    """Read a moment of UTC, or one with its zone (RFC 5322); None for the zeros of what has none."""
    try:
        read = datetime.fromisoformat(text) if text[:4].isdigit() else parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
