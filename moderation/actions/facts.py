"""What is known of a place before a comment there is judged, in one statement whatever the size of the thread."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar, cast

from django.db.models import BigIntegerField, Count, DateTimeField, Exists, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import strip_tags

from accounts.enums import ChangeClass, Document
from accounts.models import Acknowledgement, PolicyVersion, User
from accounts.prepared import Given, Prepared
from articles.models import Article
from moderation import asking, discussions, risk
from moderation.asking import Session
from moderation.enums import Discussion, Measure
from moderation.models import Comment, Decision, Ruleset, StatementOfReasons, Thread
from moderation.screening import bands, digest, sketch

APPROVALS = (Measure.PUBLISH, Measure.KEEP, Measure.RESTORE)
Row = TypeVar("Row", Article, Comment)
#: A removal weighs on its author so long.
REMEMBERED = timedelta(days=183)


class NoSuchPlace(LookupError):
    """The article is not there for readers, or the comment to be answered is not."""


@dataclass(frozen=True)
class Place:
    """Where a comment would stand, and what is known of who writes it there."""

    article: Article
    parent: Comment | None
    discussion: Discussion
    message: str
    last_number: int
    ruleset: int | None
    record: risk.Record
    has_accepted_rules: bool
    #: Whether a warning waits to be acknowledged (C65).
    is_warned: bool = False
    #: Until when the author is suspended from commenting (C64).
    suspended_until: datetime | None = None
    #: When readers ask experts here; None where the discussion is an ordinary one (C56).
    session: Session | None = None


@dataclass(frozen=True)
class Prints:
    """By which the same and nearly the same text is found again."""

    digest: int
    band_1: int
    band_2: int
    band_3: int
    band_4: int
    sketch: int


def place(*, author: User, now: datetime, article: int | None = None, parent: int | None = None) -> Place:
    """Find the place and the author's record in one statement; raise NoSuchPlace."""
    since = now - REMEMBERED
    if parent is None:
        articles = _ARTICLE.objects(article=article or 0, author=author.pk, now=now, half_a_year_ago=since)
        found = [_place(one, None, one, now) for one in articles]
    else:
        answered = _PARENT.objects(parent=parent, author=author.pk, now=now, half_a_year_ago=since)
        found = [_place(one.article, one, one, now) for one in answered]
    if not found:
        raise NoSuchPlace
    return found[0]


def article_text(article: Article) -> str:
    """The article's words without markup, made once for each state of the article."""
    return _stripped(article.body)


def prints(body: str, article: Article) -> Prints:
    """Take the comment's fingerprints; those for near-copies are of what it says beyond the article."""
    text = article_text(article)
    near = dict(zip(Comment.BANDS, bands(body, text), strict=True))
    return Prints(digest=digest(body), sketch=sketch(body, text), **near)


@lru_cache(maxsize=64)
def _stripped(html: str) -> str:
    return strip_tags(html)


def _place(article: Article, parent: Comment | None, row: object, now: datetime) -> Place:
    thread: Thread | None = getattr(article, "thread", None)
    setting = discussions.setting(article, thread, now)
    return Place(
        article=article,
        parent=parent,
        discussion=setting.discussion,
        message=setting.message,
        last_number=thread.last_number if thread else 0,
        ruleset=row.newest_ruleset,  # type: ignore[attr-defined] # annotated
        record=risk.Record(approved=row.approved, removed=row.removed),  # type: ignore[attr-defined] # annotated
        has_accepted_rules=row.has_accepted,  # type: ignore[attr-defined] # annotated
        is_warned=row.is_warned,  # type: ignore[attr-defined] # annotated
        suspended_until=row.suspended_until,  # type: ignore[attr-defined] # annotated
        session=asking.session(thread),
    )


#: What stands for the values of the prepared questions below.
AUTHOR, NOW = Given("author", BigIntegerField()), Given("now", DateTimeField())


def _chosen_article() -> QuerySet[Article]:
    chosen = Article.objects.live(NOW).filter(pk=Given("article", BigIntegerField()))
    return _with_circumstances(chosen.select_related("edition", "thread"))


def _answered_comment() -> QuerySet[Comment]:
    readable = Comment.objects.readable().with_context().select_related("article__thread")
    live = Article.objects.live(NOW)
    return _with_circumstances(readable.filter(pk=Given("parent", BigIntegerField()), article__in=live))


_ARTICLE, _PARENT = Prepared(_chosen_article), Prepared(_answered_comment)


def _with_circumstances(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Add the ruleset, the author's record, acceptance of the rules, unread warnings and suspensions."""
    circumstances = rows.annotate(
        newest_ruleset=Subquery(Ruleset.objects.order_by("-pk").values("pk")[:1]),
        approved=_decided(APPROVALS),
        removed=_decided((Measure.REMOVE,), made_at__gt=Given("half_a_year_ago", DateTimeField())),
        has_accepted=_has_accepted(),
        is_warned=Exists(StatementOfReasons.objects.unacknowledged().filter(person=AUTHOR)),
        suspended_until=Subquery(
            StatementOfReasons.objects.suspending(NOW).filter(person=AUTHOR).values("ends_at")[:1]
        ),
    )
    return cast(QuerySet[Row], circumstances)


def _decided(measures: tuple[Measure, ...], **since: Given) -> Coalesce:
    """Count the author's comments that people decided so."""
    decisions = Decision.objects.filter(subject=AUTHOR, decided_by__isnull=False, comment__isnull=False, **since)
    standing = decisions.filter(measure__in=measures, reversals__isnull=True).order_by()
    return Coalesce(Subquery(standing.values("subject").annotate(n=Count("comment", distinct=True)).values("n")), 0)


def _has_accepted() -> Q:
    """Say whether the author accepted the rules in force; an editorial change asks nobody (G02)."""
    asking = PolicyVersion.objects.of(Document.RULES).in_force(NOW).exclude(change_class=ChangeClass.EDITORIAL)
    number = Coalesce(Subquery(asking.values("number")[:1]), 0)
    accepted = Acknowledgement.objects.filter(person=AUTHOR, version__document=Document.RULES)
    return Q(Exists(accepted.filter(version__number__gte=number))) | ~Q(Exists(asking))
