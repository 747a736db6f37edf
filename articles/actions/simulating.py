"""What publishing would change and whom it would reach, before anybody presses the button (A56).

It is found out by publishing, in a transaction that is taken back whatever becomes of it: no second list of what
publishing does could differ from what it does. What hangs on a commit (stamps of kept pages, the worker's deliveries)
never happens, and what the article then reaches is asked while it stands as it would.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import OutboxItem, User
from articles import checklist, pages, permissions, places
from articles.actions import announcing, digests, pushing
from articles.actions.digests import Mailing
from articles.actions.pushing import Audience
from articles.actions.refusals import NotReady
from articles.checklist import Lack
from articles.lifecycle import Obstacle
from articles.models import Article, Likeness, Pick, PushNotice, Tag, Tagging
from articles.models.article import ArticleQuerySet
from articles.pages import caches, stamps
from articles.places import Places
from articles.push import is_offered

#: Of the articles that lead to it, the newest so many are named.
NAMED = 50


@dataclass(frozen=True)
class Telling:
    """What one of those is told who follow the paper (articles.actions.announcing), and when."""

    channel: str
    at: datetime
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class News:
    """Whom news of it reaches: what was written and waits for its minute, or what somebody would send then."""

    audience: Audience
    at: datetime
    #: What was written already; None while nobody has.
    notice: PushNotice | None

    @property
    def is_gone(self) -> bool:
        """Say whether it went out: an article is told once."""
        return self.notice is not None and self.notice.begun_at is not None


@dataclass(frozen=True)
class Simulation:
    """What publishing would do."""

    #: As it would stand.
    article: Article
    #: When readers see it; None: at once.
    at: datetime | None
    #: What the checklist asks for and may be published without.
    lacks: list[Lack]
    #: Where the story stands, or stood.
    places: Places
    #: By which pages know that they are out of date, and the cache in front which to forget.
    names: list[str]
    #: Tags that it is put under, or leaves.
    tags: list[Tag]
    #: Articles whose pages lead to it, or did; and how many there are.
    leading: list[Article]
    leading_count: int
    #: A cache in front of the site is told the names.
    has_cache: bool
    told: list[Telling]
    mailings: list[Mailing]
    #: The site sends news; whom they reach, and None for who may send none.
    offers_news: bool = False
    news: News | None = None
    #: Tags that are made with it, whose addresses nobody knows yet.
    new_tags: list[Tag] = field(default_factory=list)
    #: Readers see it already: it is an update.
    was_live: bool = False

    @property
    def pages(self) -> list[str]:
        """Return the addresses, for people, of what changes with it: its own and those of lists."""
        return sorted(self.places.articles) + sorted(self.places.lists)

    @property
    def fed(self) -> list[str]:
        """Return the addresses of feeds, and of sitemaps and their like, that change with it."""
        return sorted(self.places.feeds) + sorted(self.places.maps)

    @property
    def is_everywhere(self) -> bool:
        """Say whether all pages change: those of an edition lead to its breaking news."""
        return stamps.SITE in self.names

    @property
    def unnamed(self) -> int:
        return self.leading_count - len(self.leading)


def simulate(*, article: Article, act: Callable[[], object], by: User, now: datetime) -> Simulation:
    """Say what `act`, which publishes the article, would do, as far as the person may know. Nothing stays written.

    `act` passes over what may be passed over of the checklist, so that all the rest is known, too. Raises what it
    raises; a NotReady names all that is missing then.
    """
    before = _loaded(article)
    was_live = before.is_live(now)
    with transaction.atomic(), pages.gathering() as names:
        try:
            stood = places.of(before, now, is_out=was_live)
            last = OutboxItem.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            _do(act, article)
            found = _seen(_loaded(article), names, stood, OutboxItem.objects.filter(pk__gt=last), now)
        finally:
            transaction.set_rollback(True)
    there = set(Tag.objects.filter(pk__in=[tag.pk for tag in found.tags]).values_list("pk", flat=True))
    found = _without(found, [tag for tag in found.tags if tag.pk not in there])
    # Counted when nothing is held any more: devices may be many, and nothing of the act changes them.
    hidden = (Obstacle.RIGHT, Obstacle.PLACE)
    told = is_offered() and permissions.obstacle_to_push(by, found.article, now) not in hidden
    return replace(found, was_live=was_live, offers_news=is_offered(), news=_news(found.article, now) if told else None)


def _do(act: Callable[[], object], article: Article) -> None:
    try:
        act()
    except NotReady as refused:
        lacks = checklist.missing(article, article.newest_revision())
        raise NotReady([*dict.fromkeys([*refused.missing, *lacks])]) from None


def _loaded(article: Article) -> Article:
    return Article.objects.select_related("edition", "section", "story").get(pk=article.pk)


def _seen(article: Article, names: set[str], stood: Places, items: QuerySet[OutboxItem], now: datetime) -> Simulation:
    """Look at an article that was published a moment ago, and at what was written with it."""
    leading = _leading(article, names, now)
    return Simulation(
        article=article,
        at=article.published_at if article.published_at and article.published_at > now else None,
        lacks=checklist.missing(article, article.newest_revision()),
        places=stood | places.of(article, now, is_out=True),
        names=sorted(names),
        tags=[*Tag.objects.filter(pk__in=stamps.keys(names, stamps.of_tag)).order_by("name", "pk")],
        leading=[*leading.newest_first()[:NAMED]],
        leading_count=leading.count(),
        has_cache=bool(caches.places()),
        told=_told(items, article, now),
        mailings=digests.coming(article, now),
    )


def _leading(article: Article, names: set[str], now: datetime) -> ArticleQuerySet:
    """Find the other articles whose pages are out of date: those under its tags, and those that lead on to it."""
    touched, tags = stamps.keys(names, stamps.of_article), stamps.keys(names, stamps.of_tag)
    leads = (
        Q(pk__in=touched)
        | Q(pk__in=Tagging.objects.filter(tag__in=tags).values("article"))
        | Q(pk__in=Pick.objects.filter(picked__in=touched).values("article"))
        | Q(pk__in=Likeness.objects.filter(other__in=touched).values("article"))
    )
    others = Article.objects.live(now).filter(leads).exclude(story=article.story_id)
    return others.defer("body").select_related("edition")


def _told(items: QuerySet[OutboxItem], article: Article, now: datetime) -> list[Telling]:
    """Read what was written for a hub and search engines; what others write meanwhile is of another article."""
    own = items.filter(channel__in=(announcing.WEBSUB, announcing.INDEXNOW), payload__article=article.pk)
    return [Telling(one.channel, max(one.not_before, now), tuple(one.payload["urls"])) for one in own.order_by("pk")]


def _news(article: Article, now: datetime) -> News:
    notice = PushNotice.objects.in_force().filter(article=article).order_by("-pk").first()
    if notice:
        notice.article = article
    at = max(now, notice.goes_at() if notice else article.published_at or now)
    return News(pushing.audience(article, is_urgent=bool(notice and notice.is_urgent), at=at), at, notice)


def _without(found: Simulation, new: list[Tag]) -> Simulation:
    """Leave out the addresses and names of tags that are made with the text: their keys are not known yet."""
    if not new:
        return found
    lists = {tag.get_absolute_url() for tag in new}
    known = replace(found.places, lists=found.places.lists - lists, feeds=found.places.feeds - {*places.feeds(lists)})
    unknown = {stamps.of_tag(tag.pk) for tag in new}
    return replace(
        found,
        places=known,
        names=[name for name in found.names if name not in unknown],
        tags=[tag for tag in found.tags if tag not in new],
        new_tags=new,
    )
