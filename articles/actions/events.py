"""The newsroom's log: who did what to an article, and from which state into which (A19)."""

from datetime import datetime

from accounts.models import User
from articles.enums import Act
from articles.models import Article, ArticleEvent, Revision


def log(article: Article, act: Act, revision: Revision, *, by: User, now: datetime, before: str) -> ArticleEvent:
    """Write an act down; the article is in the state by now that the act left it in."""
    return ArticleEvent.objects.create(
        article=article,
        revision=revision,
        act=act,
        from_state=before,
        to_state=article.state(now),
        made_by=by,
        made_at=now,
    )
