"""What is kept beside an article while people write, and who has it open (A12, A13). Nothing of it reaches readers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.safety.sanitize import clean_article
from articles import permissions
from articles.actions.refusals import NotAllowed
from articles.enums import Right
from articles.lifecycle import Obstacle
from articles.models import Article, Presence, UnsavedText


@transaction.atomic
def keep(
    *, writer: User, article: Article | None, opening: UUID, serial: int, fields: dict[str, str], now: datetime
) -> None:
    """Keep what somebody has typed into a form so far, in place of what this opening of it had before.

    Anybody who writes may keep a text of their own, also when the article has left the state in which they may save:
    nobody else sees it. What was typed earlier and arrives later changes nothing.
    """
    if not permissions.rights_of(writer) & {Right.WRITE, Right.EDIT}:
        raise NotAllowed(Obstacle.RIGHT)
    if article and not permissions.may_see(writer, article):
        raise NotAllowed(Obstacle.PLACE)
    if "body" in fields:
        fields = {**fields, "body": clean_article(fields["body"])}
    row = {"article": article, "serial": serial, "fields": fields, "kept_at": now}
    mine = {"writer": writer, "opening": opening}
    # who begins may be beaten to it by another request of the same window, with an earlier text or a later one
    _kept, is_new = UnsavedText.objects.get_or_create(**mine, defaults=row)
    if not is_new:
        UnsavedText.objects.filter(**mine, serial__lt=serial).update(**row)


def forget(*, writer: User, opening: UUID, serial: int | None = None) -> bool:
    """Drop a text that was saved or thrown away; with a serial, only as it was then. Say whether there was one."""
    as_it_was = {} if serial is None else {"serial": serial}
    deleted, _by_model = UnsavedText.objects.filter(writer=writer, opening=opening, **as_it_was).delete()
    return bool(deleted)


def appear(*, article: Article, person: User, now: datetime) -> list[User]:
    """Note that somebody has the article open, and return who else has, by name."""
    seen = Presence.objects.filter(article=article, person=person)
    if not seen.update(seen_at=now):
        Presence.objects.get_or_create(article=article, person=person, defaults={"seen_at": now})
    others = Presence.objects.at(now).filter(article=article).exclude(person=person).select_related("person")
    return [presence.person for presence in others.order_by("person__name", "pk")]


def leave(*, article: Article, person: User) -> None:
    """Note that somebody has closed the article."""
    Presence.objects.filter(article=article, person=person).delete()
