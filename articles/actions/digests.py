"""An edition's digest, issue by issue: begun when its hour has come, written to one subscriber after the other.

An issue is begun once for each day; its articles are chosen then, and none stands in two. Letters are written a
hundred at a time through the outbox, each under a key of issue and subscription: killed workers repeat nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts import outbox
from accounts.models import OutboxItem
from accounts.models.outbox import SKEW
from accounts.outbox import mail
from accounts.outbox.delivery import NotYet
from articles.actions import returns, subscriptions
from articles.enums import Cadence
from articles.models import Article, Digest, Edition, Issue, Subscription
from articles.models.article import ArticleQuerySet
from articles.paper import EditionFace, SectionFace, paper
from articles.subscribing import links

PERIOD = {Cadence.DAILY: timedelta(days=1), Cadence.WEEKLY: timedelta(days=7)}
#: An article may be stored a moment after the minute that it bears.
LATE = timedelta(hours=1)
#: Subscribers written to in one turn of the worker, and articles that a letter tells.
AT_ONCE, LENGTH = 100, 30


@dataclass(frozen=True)
class Chapter:
    """What a letter tells of one section; None is one that the edition names no more."""

    section: SectionFace | None
    articles: list[Article]


@dataclass(frozen=True)
class Mailing:
    """The next issue that tells an article, and to how many readers it goes."""

    cadence: Cadence
    at: datetime
    readers: int
    is_paused: bool


def begin_due(*, now: datetime) -> str:
    """Begin every issue whose hour has come by its edition's clock (settings.PERIODIC).

    What a clock that was ahead had begun before its day is no reason to leave that day out.
    """
    Issue.objects.filter(begun_at__gt=now + SKEW).update(day=None, begun_at=now)
    for edition in Edition.objects.exclude(pk__in=Digest.objects.values("pk")):
        Digest.objects.get_or_create(edition=edition)
    running = Digest.objects.filter(is_paused=False).select_related("edition")
    due = [(digest, cadence, digest.newest_day(cadence, now).date()) for digest in running for cadence in Cadence]
    begun = [begin(digest=digest, cadence=cadence, day=day, now=now) for digest, cadence, day in due]
    return f"{begun.count(True)} begun"


@transaction.atomic
def begin(*, digest: Digest, cadence: Cadence, day: date, now: datetime) -> bool:
    """Begin the issue of a day; say whether it was not begun before. Without news nobody is written to."""
    issue, is_new = Issue.objects.get_or_create(
        edition=digest.edition, cadence=cadence, day=day, defaults={"begun_at": now}
    )
    if not is_new:
        return False
    found = [article.pk for article in news(digest.edition_id, cadence, now, issue)]
    issue.articles.set(found)
    if found:
        _go_on(issue, after=0, now=now)
    return True


def news(edition: str, cadence: Cadence, now: datetime, issue: Issue | None = None) -> list[Article]:
    """Return what an issue of now tells; `issue` is that one, if it is begun."""
    return list(_untold(edition, cadence, now, issue).defer("body").newest_first())


def coming(article: Article, now: datetime) -> list[Mailing]:
    """Return the next issues that tell an article which is out, or will be at its minute: at most one of each cadence.

    Three statements for each cadence, and one for the edition's digest.
    """
    edition, at = article.edition, max(now, article.published_at or now)
    digest = Digest.objects.filter(edition=edition).first() or Digest(edition=edition)
    found = []
    for cadence in Cadence:
        goes_at = digest.newest_day(cadence, at)
        if at > now or Issue.objects.filter(edition=edition, cadence=cadence, day=goes_at.date()).exists():
            goes_at += PERIOD[cadence]
        goes_at = max(goes_at, now)
        if _untold(edition.pk, cadence, goes_at).filter(pk=article.pk).exists():
            to = Q(sections=None) | Q(sections=article.section_id)
            readers = _readers(edition.pk, cadence, now).filter(to).count()
            found.append(Mailing(cadence, goes_at, readers, digest.is_paused))
    return found


def _untold(edition: str, cadence: Cadence, now: datetime, issue: Issue | None = None) -> ArticleQuerySet:
    """Find what readers see at `now`, that is new since the last issue, and that none of this cadence has told."""
    issues = Issue.objects.filter(edition=edition, cadence=cadence)
    last = issues.exclude(pk=issue.pk if issue else 0).order_by("-begun_at").first()
    since = min(now - PERIOD[cadence], last.begun_at if last else now) - LATE
    told = Issue.articles.through.objects.filter(issue__in=issues).values("article")
    return Article.objects.filter(edition=edition, published_at__gt=since).live(now).exclude(pk__in=told)


def _readers(edition: str, cadence: str, now: datetime) -> QuerySet[Subscription]:
    """Find who may get an issue of now: whether it tells anything of their sections is not asked."""
    return Subscription.objects.written_to().filter(edition=edition, cadence=cadence, confirmed_at__lte=now)


@transaction.atomic
def write_some(item: OutboxItem) -> None:
    """Write to the next subscribers, and leave the rest to another turn (outbox channel `digests`)."""
    issue = Issue.objects.select_related("edition__digest").get(pk=item.payload["issue"])
    if issue.edition.digest.is_paused:
        raise NotYet("The digest is paused.")
    now = timezone.now()
    told = list(issue.articles.live(now).defer("body").newest_first())
    waiting = _readers(issue.edition_id, issue.cadence, now).filter(pk__gt=item.payload["after"])
    some = list(waiting.select_related("person").prefetch_related("sections").order_by("pk")[:AT_ONCE])
    for subscription in some:
        _write(issue, subscription, told, now=now)
    if len(some) == AT_ONCE:
        _go_on(issue, after=some[-1].pk, now=now)


def deliver(item: OutboxItem) -> None:
    """Hand a digest to the mail server if its subscription still runs; end one whose mailbox is not there."""
    receipt = item.key.removeprefix(subscriptions.KEY).partition(":")[0]
    subscription = Subscription.objects.written_to().filter(receipt=receipt).first()
    if subscription is None:
        return
    try:
        mail.deliver(item)
    except mail.Refused as refused:
        tokens = [links.token(subscription.receipt)]
        returns.note(tokens=tokens, status=refused.status, now=timezone.now())
        raise


def chapters(edition: EditionFace, articles: Iterable[Article], chosen: frozenset[int]) -> list[Chapter]:
    """Order what a letter tells by the edition's sections; with none chosen, all of them."""
    told = list(articles)
    faces = [face for face in edition.sections if not chosen or face.pk in chosen]
    found = [Chapter(face, [one for one in told if one.section_id == face.pk]) for face in faces]
    unnamed = [] if chosen else [one for one in told if edition.section(one.section_id) is None]
    return [chapter for chapter in (*found, Chapter(None, unnamed)) if chapter.articles]


def letter(
    edition: EditionFace, cadence: Cadence, told: Iterable[Article], chosen: frozenset[int], ways: tuple[str, str]
) -> dict[str, object] | None:
    """Gather what a digest says; None where nothing of the chosen sections is new. `ways` change it and end it."""
    found = chapters(edition, told, chosen)
    if not found:
        return None
    newest = max((one for chapter in found for one in chapter.articles), key=lambda one: (one.published_at, one.pk))
    shown, rest = _cut(found)
    return {
        "edition": edition,
        "language": edition.language,
        "direction": edition.direction,
        "publisher_name": settings.PUBLISHER_NAME,
        "cadence": cadence,
        "chapters": shown,
        "newest": newest,
        "more": rest,
        "page_url": ways[0],
        "end_url": ways[1],
    }


def audience(digest: Digest, cadence: Cadence) -> int:
    """Say how many the next issue can go to."""
    return Subscription.objects.written_to().filter(edition=digest.edition, cadence=cadence).count()


def _cut(found: list[Chapter]) -> tuple[list[Chapter], int]:
    """Cut a letter to its length, each chapter by its share; say how many articles are left out."""
    total = sum(len(chapter.articles) for chapter in found)
    if total <= LENGTH:
        return found, 0
    shares = [max(1, len(chapter.articles) * LENGTH // total) for chapter in found]
    cut = [Chapter(one.section, one.articles[:share]) for one, share in zip(found, shares, strict=True)]
    return cut, total - sum(len(chapter.articles) for chapter in cut)


def _write(issue: Issue, subscription: Subscription, told: list[Article], *, now: datetime) -> None:
    edition = paper().edition(issue.edition_id)
    chosen = frozenset(section.pk for section in subscription.sections.all())
    ways = (links.page_url(subscription), links.end_url(subscription))
    said = letter(edition, Cadence(issue.cadence), told, chosen, ways) if edition else None
    if said is None:
        return
    mail.post(
        template="articles/mail/digest",
        person=subscription.person,
        to=subscription.mailbox,
        language=issue.edition_id,
        context=said,
        key=f"{subscriptions.KEY}{subscription.receipt.hex}:{issue.pk}",
        now=now,
        channel="digest",
        headers=headers(issue.edition_id, ways[1]),
    )


def headers(edition: str, end_url: str, sort: str = "digest") -> dict[str, str]:
    """Let mail programs end it with one press (RFC 2369, RFC 8058), and sort it (RFC 2919)."""
    host = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    return {
        "List-Unsubscribe": f"<{end_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<{sort}-{edition}.{host}>",
    }


def _go_on(issue: Issue, *, after: int, now: datetime) -> None:
    payload = {"issue": issue.pk, "after": after}
    outbox.enqueue(channel="digests", key=f"digests:{issue.pk}:{after}", payload=payload, now=now)
