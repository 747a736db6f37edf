"""Taking articles over from other systems: each once, by the acts that a newsroom does (A50)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from accounts.models import User
from accounts.safety.sanitize import text_of
from accounts.safety.text import UnusableText
from articles import permissions
from articles.actions import articles, picturing, tags
from articles.actions.articles import NotAllowed, NotReady, Origin
from articles.actions.picturing import Shelf
from articles.checklist import INDISPENSABLE, Override
from articles.enums import Point
from articles.exchange.items import Export, Item, LeftOut, Note, Standing, Term, left_out, line, mapped
from articles.exchange.report import Line, Outcome
from articles.models import Article, ChecklistOverride, Edition, OldAddress, Provenance, Section, Story, Text
from articles.schedule import Elsewhere

#: What the checklist asks of a text that is to be read is no reason to lose one that was read already.
LACKING = frozenset(Point) - INDISPENSABLE
#: Signs that a column takes.
LONGEST = {"title": 200, "summary": 600}
LONGEST_BYLINE = 200
LONGEST_TAG = 60


@dataclass(frozen=True)
class Into:
    """Where articles are taken over to, and how."""

    edition: Edition
    #: Who answers for it in the newsroom's log.
    by: User
    #: Sections by the address or name of a category or tag, in lower case.
    sections: Mapping[str, Section]
    #: For what no category or tag leads to one.
    otherwise: Section | None = None
    #: Where the files of pictures lie.
    media: Path | None = None
    #: Who is named with photos whose file names no maker; the site itself, where this is empty.
    credit: str = ""
    #: Nothing is stored.
    is_rehearsal: bool = False


def take_over(*, item: Item | LeftOut, export: Export, into: Into, now: datetime) -> Line:
    """Take one article over, unless it was before, in a transaction of its own; say what became of it.

    What was out is out with its date, what will be is scheduled, the rest is a draft. Nobody here is its author, so
    that four eyes ask for no second pair.
    """
    if isinstance(item, LeftOut):
        return Line(item.key, item.title, Outcome.LEFT_OUT, item.why)
    known = Provenance.objects.filter(source=export.source, key=item.key).select_related("article").first()
    if known and known.article:
        state = known.article.state(now)
        return Line(item.key, item.title, Outcome.KNOWN, article=known.article.pk, state=state)
    notes = list(item.notes)
    try:
        text = _text(item, into, notes)
        shelf = Shelf(into.media, export.source, into.credit or export.name, into.by, into.is_rehearsal)
        text = picturing.with_photo(text, item.pictures, shelf, notes, now=now)
        with transaction.atomic():
            article = _stored(item, text, export.source, into, notes, now=now)
            transaction.set_rollback(into.is_rehearsal)
    except (NotAllowed, NotReady, UnusableText) as why:
        return Line(item.key, item.title, Outcome.REFUSED, str(why), notes=tuple(notes))
    key = None if into.is_rehearsal else article.pk
    return Line(item.key, item.title, Outcome.TAKEN, article=key, state=article.state(now), notes=tuple(notes))


class NoSection(NotReady):
    """Neither a category nor a tag leads to a section, and none is named for what has none."""

    def __init__(self) -> None:
        super().__init__([])
        self.args = ("no category or tag leads to a section: name one with --section",)


def _text(item: Item, into: Into, notes: list[Note]) -> Text:
    """Put it into the columns of a revision; what is too long is cut, and said."""
    section, rest = _placed(item.terms, into)
    words = " ".join(text_of(item.html).split())
    title = item.title or words[:60] or item.key
    if not item.title:
        notes.append(mapped("it had no title: its first words stand there"))
    byline = "\n".join(item.names)
    while len(byline) > LONGEST_BYLINE:
        byline, _newline, name = byline.rpartition("\n")
        notes.append(left_out(f"a name of many in the byline: {name[:60]}"))
    return Text(
        slug=Text.slug_from(item.slug) or Text.slug_from(title) or "article",
        title=_cut("title", title, notes),
        summary=_cut("summary", text_of(item.summary), notes),
        body=item.html,
        section_id=section.pk,
        byline=byline,
        tags="\n".join(term.name for term in rest),
    )


def _cut(name: str, text: str, notes: list[Note]) -> str:
    """Shorten what no column takes."""
    most = LONGEST[name]
    if len(text) <= most:
        return text
    notes.append(mapped(f"{name} cut to {most} signs: it went on “{text[most - 1 :][:40]}”"))
    return f"{text[: most - 1].rstrip()}…"


def _placed(terms: Sequence[Term], into: Into) -> tuple[Section, list[Term]]:
    """Find the section that the first term leads to which leads to any; return what is left as tags."""
    for term in terms:
        if section := into.sections.get(term.slug.lower()) or into.sections.get(term.name.lower()):
            return section, [other for other in terms if other != term]
    if into.otherwise is None:
        raise NoSection
    return into.otherwise, list(terms)


def _stored(item: Item, text: Text, source: str, into: Into, notes: list[Note], *, now: datetime) -> Article:
    text = replace(text, tags=_tags(text.tags.splitlines(), into, notes, now=now))
    if found := permissions.obstacle_to_writing(into.by, text.section_id or 0, into.edition.pk):
        raise NotAllowed(found)
    article = articles.first_revision(
        Story.objects.create(),
        into.edition,
        text,
        Origin(source_url=_address(item.source_url, notes)),
        author=None,
        by=into.by,
        now=now,
        note=f"{source} {item.key}"[:100],
    )
    article = _moved(article, item, into, notes, now=now)
    Provenance.objects.create(source=source, key=item.key, article=article)
    for address in item.addresses:
        _keep_address(article, address, notes)
    return article


def _moved(article: Article, item: Item, into: Into, notes: list[Note], *, now: datetime) -> Article:
    """Bring a draft where the article stood."""
    at = item.published_at
    if item.standing == Standing.IN_REVIEW:
        return articles.submit(article=article, by=into.by, now=now)
    if item.standing == Standing.DRAFT:
        return article
    if at is None:
        notes.append(mapped("a draft: it was out, but has no date"))
        return article
    if at > now:
        return _published(article, into, notes, now=now, at=at)
    if item.standing == Standing.SCHEDULED:
        notes.append(mapped(f"a draft: it was to appear {at:%Y-%m-%d %H:%M} UTC, which has passed"))
        return article
    changed_at = min(max(item.changed_at or at, at), now)
    return _published(article, into, notes, now=now, elsewhere=Elsewhere(at, changed_at))


def _published(
    article: Article,
    into: Into,
    notes: list[Note],
    *,
    now: datetime,
    at: datetime | None = None,
    elsewhere: Elsewhere | None = None,
) -> Article:
    override = Override(LACKING, "Taken over from another system, where readers could read it as it is.")
    article = articles.publish(
        article=article, by=into.by, now=now, revision=1, at=at, override=override, elsewhere=elsewhere
    )
    lacking = ChecklistOverride.objects.filter(event__article=article).values_list("points", flat=True)
    notes.extend(mapped(f"published although the checklist asks for more: {points}") for points in lacking)
    return article


def _tags(names: list[str], into: Into, notes: list[Note], *, now: datetime) -> str:
    """Return the keys of the tags of these names, which are made where the edition has none."""
    usable: list[str] = []
    for name in names:
        try:
            tags.folded(name)
        except tags.NoName:
            notes.append(left_out(f"the tag “{name}”: it has no letter or digit"))
        else:
            usable.append(name[:LONGEST_TAG].strip())
    if lost := usable[tags.MOST :]:
        notes.append(left_out(f"tags beyond {tags.MOST}: {', '.join(lost)}"))
    return tags.choose(names=usable, edition=into.edition, by=into.by, now=now)


def _address(address: str, notes: list[Note]) -> str:
    if address and not (address.startswith(("https://", "http://")) and len(address) <= 200):
        notes.append(left_out(f"the address where it stood first: {line(address)[:100]}"))
        return ""
    return address


def _keep_address(article: Article, address: str, notes: list[Note]) -> None:
    """Have the old address lead to the article; two of one site cannot have had the same."""
    host, path = OldAddress.parted(address)
    if not path:
        return
    if len(path) > OldAddress.LONGEST or len(host) > OldAddress.LONGEST_HOST:
        notes.append(left_out("its old address, which is too long to be kept"))
    elif OldAddress.objects.filter(host=host, path=path).exists():
        notes.append(left_out(f"its old address {path}, which leads to another article already"))
    else:
        OldAddress.objects.create(host=host, path=path, article=article)
