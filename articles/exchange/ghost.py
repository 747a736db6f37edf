"""An export of Ghost (1 to 6): the rows of its database's tables as JSON."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from articles.exchange import lexical, markup, mobiledoc
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
from articles.exchange.jsonstream import rows

TABLES = frozenset({"posts", "tags", "posts_tags", "users", "posts_authors", "posts_meta", "settings"})
#: How Ghost writes its own address.
PLACE = "__GHOST_URL__"
STANDINGS = {"published": Standing.PUBLISHED, "scheduled": Standing.SCHEDULED, "draft": Standing.DRAFT}
Row = dict[str, Any]  # as the file has it


class Ghost:
    """An export, opened: its tags and people are known, which may stand behind the posts."""

    def __init__(self, path: Path, site: str = "") -> None:
        """Read the file once, for a site of this address, which the file does not tell; raise Unreadable."""
        self._path, self._site = path, site.rstrip("/")
        self._tags, self._people, self._meta = dict[str, Row](), dict[str, str](), dict[str, Row]()
        self._tags_of, self._people_of = defaultdict[str, list[Row]](list), defaultdict[str, list[Row]](list)
        self._version, self.name = "", "Ghost"
        for table, row in rows(path, TABLES):
            if isinstance(row, dict):
                self._note(table, row)
        if not self._version[:1].isdigit() or self._version.startswith("0"):
            raise Unreadable("This is no export of Ghost 1 or later: it names no such version.")
        self.source = f"ghost:{urlsplit(self._site).hostname or ''}"

    def items(self) -> Iterator[Item | LeftOut]:
        for table, row in rows(self._path, frozenset({"posts"})):
            if table == "posts" and isinstance(row, dict):
                yield self._read(row)

    def _note(self, table: str, row: Row) -> None:
        if table == "meta":
            self._version = str(row.get("version", ""))
        elif table == "tags":
            self._tags[_said(row, "id")] = {name: _said(row, name) for name in ("slug", "name", "visibility")}
        elif table == "users":
            self._people[_said(row, "id")] = next(iter(names(_said(row, "name"))), "")
        elif table == "posts_tags":
            self._tags_of[_said(row, "post_id")].append(_placed(row, "tag_id"))
        elif table == "posts_authors":
            self._people_of[_said(row, "post_id")].append(_placed(row, "author_id"))
        elif table == "posts_meta":
            kept = ("feature_image_alt", "feature_image_caption")
            self._meta[_said(row, "post_id")] = {name: _said(row, name) for name in kept}
        elif table == "settings" and row.get("key") == "title" and row.get("value"):
            self.name = line(str(row["value"]))

    def _read(self, row: Row) -> Item | LeftOut:
        key, title = _said(row, "id"), line(_said(row, "title"))
        if _said(row, "type") == "page" or row.get("page") in (1, True):
            return LeftOut(key, title, "a page: articles alone are taken over")
        if not 0 < len(key) <= LONGEST_KEY:
            return LeftOut(key, title, NO_KEY)
        html, told = self._html(row)
        if len(html) > LONGEST_TEXT:
            return LeftOut(key, title, TOO_LONG)
        text = markup.rewritten(html)
        standing, why = _standing(row)
        meta = self._meta.get(key, {})
        picture = self._here(_said(row, "feature_image"))
        caption = line(markup.plain(meta.get("feature_image_caption", "")))
        own = [Picture(picture, line(meta.get("feature_image_alt", "")), caption)] if picture else []
        slug, first = _said(row, "slug"), self._here(_said(row, "canonical_url"))
        is_elsewhere = bool(first) and urlsplit(first).hostname != urlsplit(self._site).hostname
        return Item(
            key=key,
            title=title,
            slug=slug,
            summary=_said(row, "custom_excerpt"),
            html=text.html,
            standing=standing,
            published_at=_moment(row.get("published_at")),
            changed_at=_moment(row.get("updated_at")),
            names=names(*self._names(row)),
            terms=list(self._terms(key)),
            addresses=[first if first and not is_elsewhere else f"{self._site}/{slug}/"],
            source_url=first if is_elsewhere else "",
            pictures=[*own, *text.pictures],
            notes=[*why, *told, *text.notes, *_left_out(row)],
        )

    def _html(self, row: Row) -> tuple[str, list[Note]]:
        """Take the text as Ghost has written it out, or else as its editors keep it."""
        if html := _said(row, "html"):
            return self._here(html), []
        if written := _said(row, "lexical"):
            html, notes = lexical.markup(written)
        elif written := _said(row, "mobiledoc"):
            html, notes = mobiledoc.markup(written)
        else:
            return "", []
        return self._here(html), notes

    def _names(self, row: Row) -> list[str]:
        found = sorted(self._people_of.get(_said(row, "id"), ()), key=lambda one: one["at"])
        keys = [one["key"] for one in found] or [_said(row, "author_id")]
        return [self._people.get(key, "") for key in keys]

    def _terms(self, post: str) -> Iterator[Term]:
        """Read its tags, those alone that readers saw."""
        for one in sorted(self._tags_of.get(post, ()), key=lambda one: one["at"]):
            tag = self._tags.get(one["key"])
            if tag and tag["visibility"] != "internal" and not tag["name"].startswith("#"):
                yield Term(tag["slug"], line(tag["name"]))

    def _here(self, text: str) -> str:
        return text.replace(PLACE, self._site)


def _standing(row: Row) -> tuple[Standing, list[Note]]:
    """Say where it stood; what was not for everybody becomes a draft, for here everybody would read it."""
    status, seen_by = _said(row, "status"), _said(row, "visibility") or "public"
    if status not in STANDINGS:
        return Standing.DRAFT, [mapped(f"a draft: it was “{status}”")]
    if seen_by != "public" and status != "draft":
        return Standing.DRAFT, [mapped(f"a draft: it was for “{seen_by}” alone")]
    return STANDINGS[status], []


def _left_out(row: Row) -> list[Note]:
    programs = [name for name in ("codeinjection_head", "codeinjection_foot") if row.get(name)]
    pinned = [left_out("its mark as featured")] if row.get("featured") in (1, True) else []
    return [left_out("code of its own in head or foot"), *pinned] if programs else pinned


def _said(row: Row, name: str) -> str:
    value = row.get(name)
    return usable(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _placed(row: Row, name: str) -> Row:
    order = row.get("sort_order")
    return {"key": _said(row, name), "at": order if isinstance(order, int) else 0}


def _moment(value: object) -> datetime | None:
    """Read a moment, as text (ISO 8601) or, in old exports, as milliseconds."""
    try:
        if isinstance(value, int):
            return datetime.fromtimestamp(value / 1000, UTC)
        read = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
