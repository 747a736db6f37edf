"""Bringing an exported paper back: rows with the keys they had, so that every address and reference holds (A50).

No guard of the database is put aside, and markup passes the sanitizer. What names people of the newsroom is in no
export: revisions have no maker here, and whoever brings the paper back stands for corrections, entries of live
blogs and in the log.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import blake2b
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction

from accounts.backup.rows import number_after
from accounts.models import User
from accounts.safety.sanitize import clean_article
from articles import pages
from articles.actions import photos, tags
from articles.actions.events import log, note
from articles.actions.refusals import NotAllowed
from articles.actions.translations import compare
from articles.enums import Act, Deed, TagAct, Thing
from articles.exchange import tables
from articles.exchange.columns import Row, Table
from articles.exchange.items import Note, Unreadable, left_out, mapped
from articles.exchange.packing import line, rows
from articles.exchange.report import Line, Outcome
from articles.exchange.tables import ARTICLES, PHOTOS, REVISIONS, SECTION_NAMES, TABLES, TAGS
from articles.exchange.unpacked import Packed
from articles.lifecycle import Obstacle
from articles.models import (
    Article,
    Edition,
    Photo,
    Revision,
    Section,
    SectionName,
    Story,
    Tag,
    TagEvent,
)

#: What orders the paper and brings texts before readers.
NEEDED = ("add_edition", "add_section", "publish_article", "edit_tag")
#: Tables that say who made a row.
MADE = (tables.CORRECTIONS, tables.LIVE_ENTRIES, tables.LIVE_ENTRY_REVISIONS)
Key = tuple[Any, ...]  # numbers and texts


class Occupied(ValueError):
    """The site has something else where a row of the export belongs. Nothing was stored because of it."""

    def __init__(self, table: str, key: object) -> None:
        said = f"This site has another row of “{table}” at {key}: bring the export back into an empty site."
        super().__init__(said)


def bring_back(*, packed: Packed, by: User, is_rehearsal: bool, now: datetime) -> Iterator[Line]:
    """Store what is not there yet, article by article; tell what became of each.

    Raises Occupied before anything is stored where a row differs from one that is there, NotAllowed for whoever may
    not order the paper everywhere. Run again after a crash it goes on; run twice it changes nothing.
    """
    if by.is_limited or not all(by.has_perm(f"articles.{codename}") for codename in NEEDED):
        raise NotAllowed(Obstacle.RIGHT)
    there = {table.name: _there(packed, table) for table in TABLES}
    if is_rehearsal:
        yield from (_rehearsed(row, there) for row in packed.rows(ARTICLES))
        return
    try:
        yield from _stored(packed, there, by, now)
    except IntegrityError as error:
        raise Unreadable(f"A row of the export contradicts another, or what the site has: {error}.") from error


def _there(packed: Packed, table: Table) -> set[Key]:
    """Return the keys of the rows that are here already; raise Occupied for one that differs."""
    if not table.model._base_manager.exists():
        return set()
    wanted = {table.key_of(row): _digest(row) for row in packed.rows(table)}
    found = {table.key_of(row): _digest(row) for row in rows(table) if table.key_of(row) in wanted}
    for key, digest in found.items():
        if digest != wanted[key]:
            raise Occupied(table.name, key[0] if len(key) == 1 else key)
    return set(found)


def _digest(row: Row) -> bytes:
    return blake2b(line(row), digest_size=16).digest()


def _rehearsed(row: Row, there: dict[str, set[Key]]) -> Line:
    outcome = Outcome.KNOWN if (row["key"],) in there["articles"] else Outcome.TAKEN
    return Line(str(row["key"]), row["title"], outcome)


def _stored(packed: Packed, there: dict[str, set[Key]], by: User, now: datetime) -> Iterator[Line]:
    def new(table: Table) -> Iterator[Row]:
        return (row for row in packed.rows(table) if table.key_of(row) not in there[table.name])

    with transaction.atomic():
        _frame(new, by, now)
    for row in new(PHOTOS):
        yield from _photo(row, packed, by, now)
    with transaction.atomic():
        _tags(new, by, now)
        for row in new(tables.STORIES):
            Story(pk=row["key"]).save(force_insert=True)
            Story.objects.filter(pk=row["key"]).update(created_at=row["created_at"])
    yield from _articles(packed, there["articles"], by, now)
    with transaction.atomic():
        for table in TABLES[TABLES.index(tables.TAGGINGS) :]:
            for row in new(table):
                _plain(table, row, by)
        number_after([table.model for table in TABLES])
        pages.touch(site=True)


def _articles(packed: Packed, there: set[Key], by: User, now: datetime) -> Iterator[Line]:
    """Store the articles, each with its texts, which stand in the same order."""
    sections = dict(Section.objects.values_list("code", "pk"))
    texts = _by_article(packed.rows(REVISIONS))
    for row in packed.rows(ARTICLES):
        written = next(texts, (0, []))
        if written[0] != row["key"]:
            raise Unreadable(f"revisions.jsonl: article {row['key']} has no text, or stands in another order.")
        if (row["key"],) in there:
            yield Line(str(row["key"]), row["title"], Outcome.KNOWN, article=row["key"])
        else:
            yield _article(row, written[1], sections, by, now)


def _frame(new: Callable[[Table], Iterator[Row]], by: User, now: datetime) -> None:
    """Make editions, sections and what they are called."""
    for row in new(tables.EDITIONS):
        edition = Edition.objects.create(**row)
        note(Thing.EDITION, edition.pk, Deed.ADD, by=by, now=now, note=edition.name)
    for row in new(tables.SECTIONS):
        section = Section.objects.create(**row)
        note(Thing.SECTION, section.pk, Deed.ADD, by=by, now=now, note=section.code)
    sections = dict(Section.objects.values_list("code", "pk"))
    for row in new(SECTION_NAMES):
        said = {"section_id": sections.get(row["section"]), "edition_id": row["edition"]}
        SectionName.objects.create(name=row["name"], slug=row["slug"], **said)


def _photo(row: Row, packed: Packed, by: User, now: datetime) -> Iterator[Line]:
    """Store a photo; a file that is none of ours is made anew, and a missing one is said."""
    columns = {name: value for name, value in row.items() if name not in ("key", "uploaded_at")}
    photo, data = Photo(pk=row["key"], **columns), packed.photo(row["file"])
    with transaction.atomic():
        is_as_it_was = photos.put_back(photo=photo, data=data, by=by, now=now)
        Photo.objects.filter(pk=photo.pk).update(uploaded_at=row["uploaded_at"])
    if not is_as_it_was:
        why = left_out("its file is not in the export") if data is None else mapped("its file was made anew")
        yield Line(f"photo {photo.pk}", photo.credit, Outcome.TAKEN, notes=(why,))


def _tags(new: Callable[[Table], Iterator[Row]], by: User, now: datetime) -> None:
    """Make the tags, those that were merged after those that they lead to: two of one name never stand at once."""
    for is_merged in (False, True):
        for row in new(TAGS):
            if (row["merged_into"] is not None) != is_merged:
                continue
            named = {"edition_id": row["edition"], "merged_into_id": row["merged_into"]}
            tag = Tag(pk=row["key"], name=row["name"], slug=row["slug"], folded=tags.folded(row["name"]), **named)
            tag.save(force_insert=True)
            after = f"{tag.name} ({tag.slug})"
            TagEvent.objects.create(tag=tag, act=TagAct.MAKE, after=after, made_by=by, made_at=now)


def _by_article(revisions: Iterator[Row]) -> Iterator[tuple[int, list[Row]]]:
    for article, written in groupby(revisions, key=lambda row: row["article"]):
        yield article, list(written)


@transaction.atomic
def _article(row: Row, written: list[Row], sections: dict[str, int], by: User, now: datetime) -> Line:
    """Store an article with its texts, then in the state that it was in."""
    notes: list[Note] = []
    apart = ("key", "status", "created_at", "live_revision")
    columns = _columns({name: value for name, value in row.items() if name not in apart}, sections, notes)
    article = Article(pk=row["key"], **columns)
    article.save(force_insert=True)
    revisions = {one["number"]: _revision(one, sections, notes) for one in written}
    live = row["live_revision"]
    if live is not None and live not in revisions:
        raise Unreadable(f"Article {article.pk} shows revision {live}, which is not in the export.")
    then = {"status": row["status"], "live_revision": revisions.get(live or 0)}
    Article.objects.filter(pk=article.pk).update(created_at=row["created_at"], **then)
    article.refresh_from_db()
    compare(article=article, now=now)
    newest = revisions[max(revisions)]
    log(article, Act.REVISE, newest, by=by, now=now, before="", note="from an export")
    return Line(
        str(article.pk), article.title, Outcome.TAKEN, article=article.pk, state=article.state(now), notes=tuple(notes)
    )


def _revision(row: Row, sections: dict[str, int], notes: list[Note]) -> Revision:
    columns = _columns(row, sections, notes)
    says = {"article": columns.pop("source_article"), "number": columns.pop("source_number")}
    columns["source"] = Revision.objects.filter(**says).first() if says["article"] else None
    for name in ("tags", "related"):
        columns[name] = " ".join(map(str, row[name]))
    made = Revision(**columns)
    made.save(force_insert=True)
    return made


def _columns(row: Row, sections: dict[str, int], notes: list[Note]) -> Row:
    """Turn what the export calls things by into columns, with clean markup."""
    body = clean_article(row["body"])
    if body != row["body"]:
        notes.append(left_out("markup that no article may hold"))
    if row["section"] not in sections:
        raise Unreadable(f"There is no section “{row['section']}” in the export.")
    columns = {**row, "body": body, "section_id": sections[row["section"]]}
    del columns["section"]
    for name in {"story", "edition", "photo", "article"} & columns.keys():
        columns[f"{name}_id"] = columns.pop(name)
    return columns


def _plain(table: Table, row: Row, by: User) -> None:
    """Store a row whose columns need no more than their own names."""
    columns = {column.path: row[column.name] for column in table.columns}
    if table in MADE:
        columns["made_by"] = by
    if "body" in columns:
        columns["body"] = clean_article(columns["body"])
    table.model(**columns).save(force_insert=True)
