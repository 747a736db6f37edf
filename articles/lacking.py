"""What stories lack in which edition: a summary, a description of the photo, or the story itself (A67)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.enums import Lacking, State, Status
from articles.models import Article, Edition, Photo, Revision, SectionName, Story
from articles.models.text import UNDESCRIBED

#: What of a text is told by what it holds, each by an index of its own; of the rest, that there is no text.
_EMPTY = {
    Lacking.SUMMARY: Q(summary=""),
    Lacking.DESCRIPTION: UNDESCRIBED & Q(Exists(Photo.objects.filter(pk=OuterRef("photo")))),
}
#: So many stories are walked through before the search begins with the texts: where many lack it, that is enough.
RECENT = 2000
#: What readers see, or will at its minute.
_SHOWN = Q(Exists(Article.objects.order_by().filter(live_revision=OuterRef("pk"), status=Status.PUBLISHED)))


@dataclass(frozen=True)
class Telling:
    """A story in one edition, if it is told there, and what it lacks."""

    edition: Edition
    article: Article | None = None
    lacks: list[Lacking] = field(default_factory=list)
    #: What its newest text has, but readers do not see yet.
    waits: list[Lacking] = field(default_factory=list)


def stories(
    among: QuerySet[Article],
    editions: Sequence[Edition],
    lacking: Lacking | None,
    now: datetime,
    *,
    most: int,
    before: int = 0,
) -> list[int]:
    """Return keys of stories that lack something in one of these editions, the newest first; told by articles `among`.

    No more than `most`, and none from the key `before` on, if one is named. A text lacks what its newest state lacks
    or what readers see of it. What was taken back or is over counts as told and lacks nothing.
    """
    kept = among.exclude(status=Status.UNPUBLISHED).exclude(status=Status.PUBLISHED, expires_at__lte=now).order_by()
    kinds = [lacking] if lacking else list(Lacking)
    asked = Story.objects.filter(pk__lt=before) if before else Story.objects.all()
    asked = asked.order_by("-pk")
    newest = asked.values_list("pk", flat=True).first() or 0
    is_empty = reduce(or_, (_is_empty(kept, editions, _EMPTY[one]) for one in kinds if one in _EMPTY), Q(pk__in=()))
    found = set(asked.filter(is_empty, pk__gt=newest - RECENT).values_list("pk", flat=True)[:most])
    if len(found) < most:
        for one in set(kinds) & _EMPTY.keys():
            found |= set(_from_texts(kept, editions, _EMPTY[one], newest)[:most])
    if Lacking.TRANSLATION in kinds:
        found |= set(asked.filter(_is_untold(kept, editions)).values_list("pk", flat=True)[:most])
    return sorted(found, reverse=True)[:most]


def _from_texts(kept: QuerySet[Article], editions: Sequence[Edition], is_empty: Q, newest: int) -> QuerySet[Any, int]:
    """Start from the texts that lack it: where the newest stories have few of them, there are few."""
    # asked of one article, as a range of stories would have SQLite begin with those
    here = Exists(kept.filter(pk=OuterRef("article"), edition__in=editions, story__lte=newest))
    found = Revision.objects.newest(or_else=_SHOWN).filter(is_empty, here)
    return found.order_by("-article__story").values_list("article__story", flat=True).distinct()


# Of stories that are walked through, each asks first what indexes answer by themselves: articles are long rows, of
# which only those are read that lack something.


def _is_empty(kept: QuerySet[Article], editions: Sequence[Edition], is_empty: Q) -> Q:
    texts = Revision.objects.filter(is_empty, article=OuterRef("pk")).newest(or_else=_SHOWN)
    here = Article.objects.order_by().filter(story=OuterRef("pk"), edition__in=editions)
    return Q(Exists(here.filter(Exists(texts)).filter(Exists(kept.filter(pk=OuterRef("pk"))))))


def _is_untold(kept: QuerySet[Article], editions: Sequence[Edition]) -> Q:
    is_untold = Q(pk__in=())
    for edition in editions:
        told = Article.objects.order_by().filter(story=OuterRef("pk"), edition=edition)
        named = SectionName.objects.order_by().filter(edition=edition).values("section")
        is_untold |= Q(~Exists(told)) & Q(Exists(kept.filter(story=OuterRef("pk"), section__in=named)))
    return is_untold


def told(
    stories: Collection[int], among: QuerySet[Article], editions: Sequence[Edition], now: datetime
) -> list[tuple[int, list[Telling]]]:
    """Say for each story how each edition tells it; five statements, whatever their number."""
    found = among.filter(story__in=stories).order_by().defer("body").select_related("edition")
    articles = {(one.story_id, one.edition_id): one for one in found}
    elsewhere = set(Article.objects.filter(story__in=stories).values_list("story", "edition"))
    texts = Revision.objects.newest(or_else=_SHOWN).filter(article__in=found.values("pk")).defer("body")
    by_article: dict[int, list[Revision]] = defaultdict(list)
    for text in texts.select_related("photo").order_by("number"):
        by_article[text.article_id].append(text)
    named = set(SectionName.objects.order_by().values_list("section", "edition"))
    wanted = {
        (one.story_id, edition.pk)
        for one in articles.values()
        for edition in editions
        if not _is_over(one, now) and (one.section_id, edition.pk) in named
    }

    def telling(key: tuple[int, str], edition: Edition) -> Telling:
        if article := articles.get(key):
            return of_texts(article, by_article[article.pk], now)
        return Telling(edition, None, [Lacking.TRANSLATION] if key in wanted - elsewhere else [])

    return [(story, [telling((story, edition.pk), edition) for edition in editions]) for story in stories]


def of_texts(article: Article, texts: Sequence[Revision], now: datetime) -> Telling:
    """Say what an article lacks whose newest text is the last of these, and what readers see the first."""
    if _is_over(article, now) or not texts:
        return Telling(article.edition, article)
    lacks = _of_text(texts[-1])
    waits = [one for one in _of_text(texts[0]) if one not in lacks]
    return Telling(article.edition, article, lacks, waits)


def _is_over(article: Article, now: datetime) -> bool:
    return article.state(now) in (State.UNPUBLISHED, State.EXPIRED)


def _of_text(revision: Revision) -> list[Lacking]:
    photo = revision.its_photo()
    is_undescribed = photo is not None and not revision.photo_alt.strip() and not revision.photo_is_decorative
    found = ((Lacking.SUMMARY, not revision.summary.strip()), (Lacking.DESCRIPTION, is_undescribed))
    return [lacking for lacking, is_so in found if is_so]
