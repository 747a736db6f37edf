"""Bringing before readers what a revision stands under, and what it leads on to."""

from articles import pages
from articles.models import Article, Pick, Revision, Tag, Tagging


def bring(article: Article, revision: Revision) -> None:
    """Put a published article under the tags of a revision as they stand by now, and what it leads to behind it.

    Pages of tags that it leaves are out of date.
    """
    chosen = Tag.objects.by_keys(revision.tags, article.edition_id)
    take_back(article)
    Tagging.objects.bulk_create(
        Tagging(article=article, tag=tag, position=position, published_at=article.published_at or article.created_at)
        for position, tag in enumerate(chosen)
    )
    article.picks.all().delete()
    picked = Article.objects.by_keys(revision.related, article.edition_id)
    Pick.objects.bulk_create(
        Pick(article=article, picked=other, position=position)
        for position, other in enumerate(picked)
        if other != article
    )


def take_back(article: Article) -> None:
    """Take an article out from under its tags."""
    touch_tags(article)
    article.taggings.all().delete()


def touch_tags(article: Article) -> None:
    """Put the kept pages of an article's tags out of date, and those of the articles beside it."""
    pages.touch(tags=article.taggings.values_list("tag", flat=True))
