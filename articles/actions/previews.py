"""Links to a revision: given out, opened, revoked (A14)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from accounts.models import User
from articles import permissions
from articles.models import Article, Preview, Revision
from articles.reach import OutOfReach

LIFETIME = timedelta(hours=72)


@transaction.atomic
def share(*, revision: Revision, by: User, now: datetime) -> Preview:
    """Return this person's open link to the revision, or give out a new one for 72 hours; raise OutOfReach."""
    if by.is_limited and not permissions.may_see(by, revision.article):
        raise OutOfReach
    given = Preview.objects.open(now).filter(revision=revision, made_by=by).order_by("-pk").first()
    if given:
        return given
    return Preview.objects.create(revision=revision, made_by=by, made_at=now, expires_at=now + LIFETIME)


def opened(*, preview: int, now: datetime) -> Preview | None:
    """Note that a link was opened and return it; None if its time is over or it was revoked."""
    found = Preview.objects.open(now).filter(pk=preview)
    if not found.update(openings=F("openings") + 1, last_opened_at=now):
        return None
    return Preview.objects.select_related("revision__article__edition").get(pk=preview)


def revoke(*, article: Article, preview: str, now: datetime) -> bool:
    """End an article's link before its time; say whether there was one to end."""
    if not (preview.isascii() and preview.isdecimal() and len(preview) < 19):
        return False
    given = Preview.objects.open(now).filter(revision__article=article, pk=int(preview))
    return bool(given.update(revoked_at=now))
