"""Whether and how an article may be commented on (C24)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from articles import pages
from articles.models import Article
from moderation import permissions
from moderation.enums import Discussion
from moderation.models import Thread


class NotAllowed(PermissionError):
    """This person may not change discussions."""


@transaction.atomic
def set_discussion(*, article: Article, discussion: Discussion, message: str, by: User, now: datetime) -> Thread:
    """Open, slow down, hold or close a discussion from now on, with a message that readers see."""
    if not permissions.may_set_discussion(by):
        raise NotAllowed
    changed = {"discussion": discussion, "message": message.strip(), "set_at": now, "set_by": by}
    thread, _ = Thread.objects.update_or_create(article=article, defaults=changed)
    pages.touch(article=article.pk)
    return thread
