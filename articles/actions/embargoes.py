"""Embargoes: until when nobody may quote a text, set and put off, shortened and lifted with a reason (A43)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.safety.text import refuse_unusable
from articles.actions.events import in_utc, log
from articles.actions.refusals import Crossed, NotReady, demand
from articles.actions.saving import locked
from articles.checklist import Lack
from articles.enums import Act, Point, Status
from articles.models import Article, EmbargoLift
from articles.printed import told_by
from articles.schedule import Embargo, by_the_minute


@transaction.atomic
def change(*, article: Article, to: Embargo, by: User, now: datetime) -> None:
    """Set an article's embargo, put it off, shorten or lift it. Nothing happens where it is as they saw or want it.

    Raises NotAllowed, Crossed if somebody else has changed it since, NotReady for a time that has passed or lies after
    that at which the article is scheduled, and for a lift without its reason.
    """
    article = locked(article)
    if settle(article, to, by=by, now=now):
        if article.status == Status.PUBLISHED and (lacks := _after_it_appears(article)):
            raise NotReady(lacks)
        article.save(update_fields=["embargo_until"])


def settle(article: Article, to: Embargo, *, by: User, now: datetime) -> bool:
    """Put an embargo on a locked article and log it, for whoever stores the article; say whether it is another one."""
    stands = article.embargo_at(now)
    if to.until in (to.was, stands):
        return False
    if to.was != by_the_minute(stands):
        raise Crossed(_("Somebody else has changed the embargo meanwhile. Look at it below, then save again."))
    is_lift = stands is not None and (to.until is None or to.until < stands)
    act = Act.LIFT if is_lift else Act.EMBARGO
    before = demand(article, act, by, now)
    if lacks := _lacks(to, now, is_lift=is_lift):
        raise NotReady(lacks)
    article.embargo_until = to.until
    note = f"{in_utc(stands)} → {in_utc(to.until)}"
    newest = article.newest_revision()
    event = log(article, act, newest, by=by, now=now, before=before, fields=["embargo_until"], note=note)
    if is_lift:
        EmbargoLift.objects.create(event=event, reason=refuse_unusable(to.reason.strip()))
    return True


def _lacks(to: Embargo, now: datetime, *, is_lift: bool) -> list[Lack]:
    passed = _("This time has passed. Leave it empty where there is no embargo.")
    unsaid = _("Say why the embargo is lifted or shortened.")
    return [
        Lack(Point.TIME, field, words)
        for is_so, field, words in (
            (to.until is not None and to.until <= now, "embargo_until", passed),
            (is_lift and not to.reason.strip(), "embargo_reason", unsaid),
        )
        if is_so
    ]


def _after_it_appears(article: Article) -> list[Lack]:
    """Refuse an embargo that lasts longer than until the minute at which the article is scheduled."""
    appears, until = article.published_at, article.embargo_until
    if not (appears and until and appears < until):
        return []
    words = _("The article is scheduled for %(when)s. Put that off with it: type both times, and press Publish.")
    return [Lack(Point.TIME, "embargo_until", words % {"when": told_by(article.edition, appears)})]
