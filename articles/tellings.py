"""An article with all that its page shows, asked for in one statement."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    BigIntegerField,
    Case,
    DateTimeField,
    Expression,
    F,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import JSONArray

from accounts.prepared import Given, Prepared, moment
from articles import featured
from articles.enums import Status
from articles.featured import Featured
from articles.models import Article, Correction, Likeness, Photo, Pick, Revision, Tag, Tagging
from articles.models.correction import credited
from articles.models.gathered import Gathered

#: Articles that a page leads on to.
MOST_RELATED = 4
#: Of what shares a tag, the newest so many are looked at: some share several, and some are over.
LOOKED_AT = 100

#: Columns of an article, its photo and a correction, in this order, as one question asks for them.
_ARTICLE, _PHOTO, _CORRECTION = (
    [one.attname for one in model._meta.concrete_fields] for model in (Article, Photo, Correction)
)
_KEY = _ARTICLE.index("id")
#: Where those of the photo, of the correction (with whom it thanks and what it changed) and what is gathered begin.
_BEGIN = [*accumulate(map(len, (_ARTICLE, _PHOTO, [*_CORRECTION, "credited", "compared"])))]
#: What the row of the article itself gathers, and what is asked of an article to read on.
_GATHERED = ("told_tags", "told_picks", "told_alike", "told_akin", "told_upcoming", "told_featured")
_TO_READ = ("id", "slug", "title", "status", "published_at", "expires_at")


@dataclass(frozen=True)
class Told:
    """An article as readers ask for it: what is published of its story, what was put right, and what leads on."""

    article: Article
    #: The story's published articles, whether their minute has come or not.
    told: list[Article]
    corrections: list[Correction]
    tags: list[Tag]
    #: Articles picked by hand, whether they are out or not, and live ones that share a tag, the newest first.
    picks: list[Article]
    alike: list[Article]
    #: Published ones that hold the same rare words, whether they are out or not, the likest and newest first.
    akin: list[Article]
    #: When the next one that shares a tag appears.
    upcoming: datetime | None
    #: Readers' comments that stand in the text.
    featured: list[Featured]

    def related(self, now: datetime) -> list[Article]:
        """Return what to read on: hand-picked first, then what shares a tag, then what holds the same words (A47)."""
        picks, akin = ([one for one in some if one.is_live(now)] for some in (self.picks, self.akin))
        seen = picks + self.alike + akin
        return list({one.pk: one for one in seen}.values())[:MOST_RELATED]

    def until(self, now: datetime) -> datetime | None:
        """Return the moment after `now` at which the clock first changes what the page shows."""
        timed, photo = (*self.told, *self.picks, *self.alike, *self.akin), self.article.photo_at(now)
        moments = [
            self.upcoming,
            photo and photo.expires_at,
            *(at for one in timed for at in (one.published_at, one.expires_at)),
        ]
        return min((at for at in moments if at and at > now), default=None)


def _tellings() -> QuerySet[Article, Any]:
    """Ask for an article with all that its page shows, and for the others that tell its story, without their text.

    Each comes once, or once for each of its corrections.
    """
    pk = Given("pk", BigIntegerField())
    story = Article.objects.filter(pk=pk).values("story")
    is_seen = Q(pk=pk) | Q(status=Status.PUBLISHED)
    text = Case(When(pk=pk, then=F("body")), default=Value(""), output_field=TextField())
    who = credited("corrections__pk", Given("now", DateTimeField()))
    told = Article.objects.filter(is_seen, story=Subquery(story)).annotate(text=text, credited=who, **_gathered(pk))
    columns = [*("text" if name == "body" else name for name in _ARTICLE)]
    columns += [f"photo__{name}" for name in _PHOTO]
    columns += [f"corrections__{name}" for name in _CORRECTION]
    return told.values_list(*columns, "credited", "corrections__comparison", *_GATHERED)


def _gathered(pk: Given) -> dict[str, Expression]:
    """Ask, in the row of the article itself, for its tags and for what to read on."""
    now = Given("now", DateTimeField())
    tags = Tagging.objects.filter(article=pk)
    picks, akin = Pick.objects.filter(article=pk), Likeness.objects.filter(article=pk)
    like = Tagging.objects.filter(tag__in=tags.order_by().values("tag")).exclude(article=pk)
    latest = like.filter(published_at__lte=now).order_by("-published_at", "-article_id").values("article")[:LOOKED_AT]
    newest = Article.objects.live(now).filter(pk__in=latest).newest_first().values("pk")
    upcoming = like.filter(published_at__gt=now).order_by("published_at").values("published_at")
    questions = {
        "told_tags": _each(tags, "article", "position", "tag", "tag__slug", "tag__name"),
        "told_picks": _each(picks, "article", "position", *(f"picked__{name}" for name in _TO_READ)),
        # of those that are picked by hand, too, none takes the place of another
        "told_alike": _each(Article.objects.filter(pk__in=newest[: 2 * MOST_RELATED]), "edition", *_TO_READ),
        "told_akin": _each(akin, "article", "words", *(f"other__{name}" for name in _TO_READ)),
        "told_upcoming": Subquery(upcoming[:1]),
        "told_featured": featured.told(pk, now),
    }
    return {name: Case(When(pk=pk, then=question), default=None) for name, question in questions.items()}


def _each(rows: QuerySet[Any], common: str, *columns: str) -> Subquery:
    """Gather columns of rows that have one value in common."""
    found = rows.order_by().values(common).annotate(found=Gathered(JSONArray(*columns)))
    return Subquery(found.values("found"), output_field=TextField())


_TELLINGS = Prepared(_tellings)


def find(pk: int, now: datetime) -> Told | None:
    """Load an article by its key with all that its page shows."""
    rows = _TELLINGS.rows(pk=pk, now=now)
    by_key = {row[_KEY]: row for row in rows}
    if pk not in by_key:
        return None
    told = {key: _told(row) for key, row in by_key.items()}
    asked = told[pk]
    if asked.photo_id:
        prefetch_related_objects([asked], "photo__renditions")
    tags, picks, alike, akin, upcoming, comments = by_key[pk][_BEGIN[-1] :]
    edition = asked.edition_id
    return Told(
        article=asked,
        told=[article for article in told.values() if article.status == Status.PUBLISHED],
        corrections=_corrected(rows, asked),
        tags=[Tag(pk=key, edition_id=edition, slug=slug, name=name) for _at, key, slug, name in _sorted(tags)],
        picks=[_to_read(edition, *columns) for _at, *columns in _sorted(picks)],
        alike=sorted((_to_read(edition, *one) for one in _sorted(alike)), key=_age, reverse=True),
        akin=[_to_read(edition, *columns) for _words, *columns in reversed(_sorted(akin))],
        upcoming=upcoming,
        featured=featured.read(comments),
    )


def picked(article: Article, revision: Revision, now: datetime) -> list[Article]:
    """Return what readers of a revision would be led on to by hand, for its preview."""
    return Article.objects.live(now).by_keys(revision.related, article.edition_id)


def _told(row: Sequence[Any]) -> Article:
    """Make the objects of a row; the way through a queryset costs more than finding it."""
    photo_at, correction_at, _gathered_at = _BEGIN
    article = Article.from_db(DEFAULT_DB_ALIAS, _ARTICLE, row[:photo_at])
    article.photo = Photo.from_db(DEFAULT_DB_ALIAS, _PHOTO, row[photo_at:correction_at]) if article.photo_id else None
    return article


def _corrected(rows: Iterable[Sequence[Any]], article: Article) -> list[Correction]:
    """Make the corrections of an article out of the rows of its story."""
    at, end = _BEGIN[-2:]
    found = [row[at:end] for row in rows if row[_KEY] == article.pk and row[at] is not None]
    made = [Correction.from_db(DEFAULT_DB_ALIAS, _CORRECTION, row[:-2]) for row in found]
    for one, row in zip(made, found, strict=True):
        one.article, (one.credited, one.compared) = article, row[-2:]
    return made


def _sorted(gathered: str | None) -> list[list[Any]]:
    return sorted(json.loads(gathered)) if gathered else []


def _to_read(edition: str, *columns: Any) -> Article:
    """Make an article to read on, with what a link to it needs."""
    told = dict(zip(_TO_READ, columns, strict=True))
    for name in ("published_at", "expires_at"):
        told[name] = told[name] and moment(told[name])
    return Article(edition_id=edition, **told)


def _age(article: Article) -> tuple[datetime | None, int]:
    return article.published_at, article.pk
