"""Sending news to devices, as an editor decides (A31): seen first, counted, once for each article, and logged."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Case, Count, Q, When
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.safety.text import refuse_unusable
from articles import permissions
from articles.actions import rounds
from articles.actions.refusals import NotAllowed
from articles.models import Article, PushNotice, PushSubscription
from articles.push import quiet
from articles.push.terms import terms


class AlreadySent(ValueError):
    """News of this article has gone out, or waits for its minute."""

    def __init__(self) -> None:
        super().__init__(_("News of this article has been sent already, or waits to be."))


class TooLate(ValueError):
    """The news has gone out: nobody can take it back."""

    def __init__(self) -> None:
        super().__init__(_("The news has gone out. It cannot be taken back."))


@dataclass(frozen=True)
class Audience:
    """How many devices news of an article reaches, and when."""

    at_once: int
    #: Where it is night: they get it in the morning.
    later: int
    #: They had as many as a day allows.
    full: int

    @property
    def total(self) -> int:
        return self.at_once + self.later + self.full


def audience(article: Article, *, is_urgent: bool, at: datetime) -> Audience:
    """Count the devices that chose the article's edition and section, by what happens to news that goes out at `at`."""
    wanting = PushSubscription.objects.wanting(article)
    if is_urgent:
        return Audience(wanting.count(), 0, 0)
    later = full = at_once = 0
    # What came on earlier days counts no more: without it there are few groups, however many devices.
    recent = Q(sent_on__gte=(at - timedelta(days=1)).date())
    came = Case(When(recent, then="sent_on")), Case(When(recent, then="sent_count"), default=0)
    counted = wanting.order_by().values_list("time_zone", *came).annotate(many=Count("pk"))
    for zone, sent_on, sent_count, many in counted:
        awake = quiet.awake_at(at, zone)
        if sent_on == quiet.day(awake, zone) and sent_count >= terms().a_day:
            full += many
        elif awake > at:
            later += many
        else:
            at_once += many
    return Audience(at_once, later, full)


@transaction.atomic
def send(*, article: Article, title: str, text: str, is_urgent: bool, by: User, now: datetime) -> PushNotice:
    """Send news of an article to all devices that chose it: now, or with the minute at which it appears.

    Raises NotAllowed, and AlreadySent: each article is told once.
    """
    article = Article.objects.select_for_update(of=("self",)).select_related("section").get(pk=article.pk)
    if found := permissions.obstacle_to_push(by, article, now):
        raise NotAllowed(found)
    said = {"title": refuse_unusable(title.strip()), "text": refuse_unusable(text.strip()), "is_urgent": is_urgent}
    reached = PushSubscription.objects.wanting(article).count()
    try:
        with transaction.atomic():
            notice = PushNotice.objects.create(article=article, **said, made_by=by, made_at=now, audience=reached)
    except IntegrityError:
        raise AlreadySent from None
    rounds.begin(notice=notice, now=now)
    return notice


@transaction.atomic
def take_back(*, article: Article, by: User, now: datetime) -> None:
    """Take news back that waits for its article's minute; raise TooLate once it has begun to go out."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if found := permissions.obstacle_to_push(by, article, now):
        raise NotAllowed(found)
    if not PushNotice.objects.waiting().filter(article=article).update(cancelled_at=now):
        raise TooLate
