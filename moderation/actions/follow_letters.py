"""Letters to those who follow a discussion: found by the worker on its rounds, worded when they are sent (C50).

Each edition has a round for each pace. A round moves its mark and puts its turns into the outbox in one transaction;
each letter is an item under a key of round and follow: killed workers repeat nothing. An item holds two moments and
no text: what was taken down before it is sent is not in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import outbox
from accounts.models import OutboxItem
from accounts.models.outbox import SKEW
from accounts.outbox import mail
from articles.actions import digests
from articles.enums import Cadence, State
from articles.models import Article, Correction, Digest, Edition
from articles.models.article import ArticleQuerySet
from moderation import following
from moderation.actions import follows
from moderation.enums import FollowAct, Pace
from moderation.models import Comment, Follow, FollowRound, Mute
from moderation.models.comment import CommentQuerySet

TURN, LETTER = "follow-turn", "follow"
#: An instant letter gathers what comes meanwhile: no follow gets more than one in this time.
BUNDLED = timedelta(minutes=10)
#: Followers written to in one turn of the worker, and comments that a letter tells.
AT_ONCE, LENGTH = 100, 20


@dataclass(frozen=True)
class Stretch:
    """What was placed or put right after one moment and up to another."""

    since: datetime
    until: datetime

    def within(self, column: str) -> Q:
        return Q(**{f"{column}__gt": self.since, f"{column}__lte": self.until})


@dataclass(frozen=True)
class News:
    """What one letter tells."""

    comments: list[Comment]
    more: int
    corrections: list[Correction]


def begin_due(*, now: datetime) -> str:
    """Begin every round whose time has come by its edition's clock (settings.PERIODIC)."""
    if FollowRound.objects.filter(begun_at__gt=now + SKEW).update(begun_at=now):  # a clock was ahead
        Follow.objects.filter(told_until__gt=now + SKEW).update(told_until=now)
    due = [(edition, pace) for edition in Edition.objects.all() for pace in Pace]
    begun = [begin(edition=edition, pace=pace, now=now) for edition, pace in due]
    return f"{begun.count(True)} begun"


def begin(*, edition: Edition, pace: Pace, now: datetime) -> bool:
    """Begin a round; say whether there is anything to tell. An instant one without news goes on waiting for some."""
    mark, is_new = FollowRound.objects.get_or_create(edition=edition, pace=pace, defaults={"begun_at": now})
    if is_new or mark.begun_at > _newest_time(edition, pace, now):
        return False
    stretch = Stretch(mark.told_until, now - FollowRound.SETTLES)
    has_news = _with_news(edition.pk, pace, stretch).exists()
    if pace == Pace.INSTANT and not has_news:
        return False
    # What there is to tell was asked without holding anything up. Of two workers one finds the mark that both read.
    with transaction.atomic():
        is_ours = FollowRound.objects.filter(pk=mark.pk, begun_at=mark.begun_at).update(begun_at=now)
        if is_ours and has_news:
            _go_on({"edition": edition.pk, "pace": pace, **_written(stretch), "after": 0}, now=now)
    return bool(is_ours and has_news)


@transaction.atomic
def take_turn(item: OutboxItem) -> None:
    """Have the next followers written to, and leave the rest to another turn (outbox channel `follow-turn`)."""
    now, said, stretch = timezone.now(), item.payload, _read(item.payload)
    waiting = Follow.objects.written_to().filter(
        article__in=_with_news(said["edition"], Pace(said["pace"]), stretch),
        pace=said["pace"],
        pk__gt=said["after"],
        told_until__lt=stretch.until,
    )
    some = list(waiting.select_related("person").order_by("pk")[:AT_ONCE])
    for one in some:
        key = f"{follows.KEY}{one.receipt.hex}:{stretch.until.timestamp():.0f}"
        own = _written(Stretch(one.told_until or stretch.since, stretch.until))
        outbox.enqueue(channel=LETTER, key=key, payload=own, person=one.person, now=now)
    Follow.objects.filter(pk__in=[one.pk for one in some]).update(told_until=stretch.until)
    if len(some) == AT_ONCE:
        _go_on(said | {"after": some[-1].pk}, now=now)


def deliver(item: OutboxItem) -> None:
    """Word a letter by what readers see now, and hand it to the mail server; without news there is none to send."""
    now = timezone.now()
    receipt = item.key.removeprefix(follows.KEY).partition(":")[0]
    follow = Follow.objects.written_to().with_context().filter(receipt=receipt).first()
    told = news(follow, _read(item.payload), now) if follow else None
    if follow is None or told is None:
        return
    item.payload = letter(follow, told)
    try:
        mail.deliver(item)
    except mail.Refused as refused:
        follows.note_returned(tokens=[following.token(follow)], status=refused.status, now=timezone.now())
        raise


def news(follow: Follow, stretch: Stretch, now: datetime) -> News | None:
    """Gather what a follower is to be told: none of their own, none that readers do not see. None: no news."""
    found = _readable(follow, now).filter(stretch.within("placed_at"))
    comments = list(found.select_related("author", "parent__author").order_by("placed_at", "pk")[: LENGTH + 1])
    more = found.count() - LENGTH if len(comments) > LENGTH else 0
    public = Correction.objects.public(now).filter(stretch.within("public_at"), article=follow.article)
    corrections = [] if follow.root_id else list(public.order_by("public_at", "pk"))
    return News(comments[:LENGTH], more, corrections) if comments or corrections else None


def letter(follow: Follow, told: News) -> dict[str, object]:
    """Word a letter, ready for the mail server."""
    edition, ways = follow.article.edition, (following.page_url(follow), following.end_url(follow))
    return mail.worded(
        template="moderation/mail/followed",
        context={
            "follow": follow,
            "news": told,
            "edition": edition,
            "language": edition.language,
            "direction": edition.direction,
            "publisher_name": settings.PUBLISHER_NAME,
            "page_url": ways[0],
        },
        to=follow.mailbox,
        language=edition.pk,
        headers=digests.headers(edition.pk, ways[1], "discussions"),
    )


def end_over(*, now: datetime) -> str:
    """End follows of which nothing more can come, once all is told, and those of the blocked (settings.PERIODIC)."""
    over = [*Follow.objects.filter(person__blocked_at__isnull=False), *_over(now)]
    for follow in over:
        follows.end(follow=follow, now=now, act=FollowAct.OVER)
    return f"{len(over)} ended"


def _over(now: datetime) -> Iterator[Follow]:
    """Find follows of articles that are gone, and of discussions that are closed for good, once all is told."""
    followed = Article.objects.filter(pk__in=Follow.objects.values("article")).defer("body")
    for article in followed.select_related("thread").iterator():
        is_gone = article.state(now) in (State.UNPUBLISHED, State.EXPIRED)
        if is_gone or following.is_over(article, now):
            for follow in Follow.objects.with_context().filter(article=article):
                if is_gone or not _is_owed(follow, now):
                    yield follow


def _is_owed(follow: Follow, now: datetime) -> bool:
    """Say whether there is something that a letter has still to tell, or one that waits to be sent."""
    if follow.told_until is None:
        return False
    key = f"{follows.KEY}{follow.receipt.hex}:"
    is_waiting = OutboxItem.objects.waiting().filter(key__startswith=key).exists()
    return is_waiting or news(follow, Stretch(follow.told_until, now), now) is not None


def _readable(follow: Follow, now: datetime) -> CommentQuerySet:
    """Find the comments that a follower may be told of, of all times."""
    found = Comment.objects.readable().shown(now).filter(article=follow.article)
    if follow.root:
        found = found.beneath(follow.root)
    if follow.person:
        return found.exclude(author=follow.person).exclude(author__in=Mute.objects.by(follow.person).whom())
    return found.exclude(author__email__iexact=follow.address)


def _with_news(edition: str, pace: Pace, stretch: Stretch) -> ArticleQuerySet:
    """Find an edition's articles that somebody follows at this pace and of which there is something to tell."""
    followed = Follow.objects.confirmed().filter(pace=pace).values("article")
    fresh = Comment.objects.filter(stretch.within("placed_at"), article=OuterRef("pk"))
    corrected = Correction.objects.filter(stretch.within("public_at"), article=OuterRef("pk"))
    return Article.objects.filter(Exists(fresh) | Exists(corrected), edition=edition, pk__in=followed)


def _newest_time(edition: Edition, pace: Pace, now: datetime) -> datetime:
    """Return the newest moment at which a round was to begin; daily and weekly ones go with the edition's digest."""
    if pace == Pace.INSTANT:
        return now - BUNDLED
    digest = Digest.objects.filter(edition=edition).first() or Digest(edition=edition)
    return digest.newest_day(Cadence(pace), now)


def _go_on(turn: dict[str, object], *, now: datetime) -> None:
    key = f"{TURN}:{turn['edition']}:{turn['pace']}:{turn['until']}:{turn['after']}"
    outbox.enqueue(channel=TURN, key=key, payload=turn, now=now)


def _written(stretch: Stretch) -> dict[str, str]:
    return {"since": stretch.since.isoformat(), "until": stretch.until.isoformat()}


def _read(payload: dict[str, str]) -> Stretch:
    return Stretch(datetime.fromisoformat(payload["since"]), datetime.fromisoformat(payload["until"]))
