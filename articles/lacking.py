"""What stories lack in which edition: a summary, a description of the photo, or the story itself (A67)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.enums import Lacking, Status
from articles.models import Article, Edition, Photo, Revision, Story

#: What of a text is told by what it holds; of the rest, that there is no text.
_EMPTY = {
    Lacking.SUMMARY: Q(summary=""),
    Lacking.DESCRIPTION: Q(Exists(Photo.objects.filter(pk=OuterRef("photo"))), photo_alt="", photo_is_decorative=False),
}


@dataclass(frozen=True)
class Telling:
    """A story in one edition, if it is told there, and what it lacks."""

    edition: Edition
    article: Article | None
    lacks: list[Lacking]


def of_text(revision: Revision) -> list[Lacking]:
    """Return what a text lacks."""
    photo = revision.its_photo()
    is_undescribed = photo is not None and not revision.photo_alt.strip() and not revision.photo_is_decorative
    found = ((Lacking.SUMMARY, not revision.summary.strip()), (Lacking.DESCRIPTION, is_undescribed))
    return [lacking for lacking, is_so in found if is_so]


def stories(
    among: QuerySet[Article], editions: QuerySet[Edition], lacking: Lacking | None, now: datetime
) -> QuerySet[Story]:
    """Return the stories that lack something in one of these editions, the newest first; told by articles `among`.

    What was taken back or is over counts as told and lacks nothing.
    """
    kept = among.exclude(status=Status.UNPUBLISHED).filter(Q(expires_at=None) | Q(expires_at__gt=now)).order_by()
    here = kept.filter(story=OuterRef("pk"))
    conditions = Q()
    for one in (lacking,) if lacking else Lacking:
        if one == Lacking.TRANSLATION:
            told = Article.objects.filter(story=OuterRef(OuterRef("pk")), edition=OuterRef("pk"))
            conditions |= Q(Exists(here)) & Q(Exists(editions.order_by().filter(~Exists(told))))
        else:
            newest = Revision.objects.newest().filter(_EMPTY[one], article=OuterRef("pk"))
            conditions |= Q(Exists(here.filter(Exists(newest), edition__in=editions.order_by().values("pk"))))
    return Story.objects.filter(conditions).order_by("-pk")


def told(
    stories: Iterable[Story], among: QuerySet[Article], editions: Sequence[Edition]
) -> list[tuple[Story, list[Telling]]]:
    """Say for each story how each edition tells it; two statements, whatever their number."""
    keys = [story.pk for story in stories]
    found = among.filter(story__in=keys).order_by().defer("body").select_related("edition")
    articles = {(one.story_id, one.edition_id): one for one in found}
    elsewhere = set(Article.objects.filter(story__in=keys).values_list("story", "edition"))
    newest = Revision.objects.newest().filter(article__in=found.values("pk")).defer("body").select_related("photo")
    lacks = {one.article_id: of_text(one) for one in newest}
    return [
        (
            story,
            [
                _telling(edition, articles.get((story.pk, edition.pk)), lacks, (story.pk, edition.pk) in elsewhere)
                for edition in editions
            ],
        )
        for story in stories
    ]


def _telling(
    edition: Edition,
    article: Article | None,
    lacks: dict[int, list[Lacking]],
    is_told: bool,  # noqa: FBT001 # by others
) -> Telling:
    if article is None:
        return Telling(edition, None, [] if is_told else [Lacking.TRANSLATION])
    return Telling(edition, article, lacks.get(article.pk, []))
