"""Articles that say in one edition what another edition says of the story (A41)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from accounts.models import User
from articles import permissions
from articles.models import Article, Edition, Revision
from articles.models.article import ArticleQuerySet

#: What a translation says after its source; address, tags, byline and place are an edition's own.
FOLLOWED = frozenset({"title", "summary", "body", "photo_id", "photo_alt", "photo_caption"})
#: What is out for longer is told in another edition when somebody looks for it.
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Behind:
    """An article, the text that it follows, and the columns in which that has changed since."""

    article: Article
    source: Revision
    columns: list[str]


def sources(article: Article, user: User, now: datetime) -> list[Revision]:
    """Return what an article may follow: of each that was begun before it the text, if the user may read that."""
    others = article.story.articles.filter(pk__lt=article.pk).select_related("edition", "live_revision").order_by("pk")
    return [_to_follow(other) for other in others if other.is_live(now) or permissions.may_see(user, other)]


def changed_since(source: Revision, newest: Revision) -> list[str]:
    """Name the columns that a translation of `source` has to say otherwise, as of a text of the same article."""
    if newest.number <= source.number:
        return []
    return [name for name in newest.differing(source) if name in FOLLOWED]


def behind(articles: Iterable[Article]) -> list[Behind]:
    """Say what the sources of these articles have changed. One query, and one for each source that is not out."""
    newest = Revision.objects.newest().filter(article__in=[article.pk for article in articles])
    newest = newest.select_related("source__article__edition", "source__article__live_revision")
    source = {text.article_id: text.source for text in newest if text.source}
    return [
        Behind(article, text, changed_since(text, text.article.to_follow()))
        for article in articles
        if (text := source.get(article.pk))
    ]


def untold(edition: Edition, now: datetime) -> ArticleQuerySet:
    """Return what came out lately in other editions and is not begun in this one: of each story its first article."""
    live = Article.objects.live(now).filter(published_at__gt=now - LATELY)
    told = Article.objects.filter(story=OuterRef("story"), edition=edition)
    earlier = live.filter(story=OuterRef("story"), pk__lt=OuterRef("pk"))
    return live.filter(~Exists(told), ~Exists(earlier)).select_related("edition").newest_first().defer("body")


def _to_follow(article: Article) -> Revision:
    revision = article.to_follow()
    revision.article = article  # with its edition, which was asked for already
    return revision
