"""Which articles say no longer what they were translated from: noted when either changes (A41)."""

from datetime import datetime

from articles.models import Article, Revision
from articles.translations import changed_since


def compare(*, article: Article, now: datetime) -> None:
    """Note of each article of a story whether its source says something else, and since when: a step of acts."""
    newest = Revision.objects.newest().filter(article__story=article.story_id)
    # in the order in which they were begun: two acts that wait for one another's rows would wait for ever
    for text in newest.select_related("article", "source__article__live_revision").order_by("article"):
        is_behind = bool(text.source and changed_since(text.source, text.source.article.to_follow()))
        if is_behind != (text.article.behind_since is not None):
            Article.objects.filter(pk=text.article_id).update(behind_since=now if is_behind else None)
