"""What is known before a comment is judged, fetched in a fixed number of statements whatever the size of the thread."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar, cast
from uuid import UUID

from django.db.models import Count, Exists, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import strip_tags

from accounts.enums import ChangeClass, Document
from accounts.models import Acknowledgement, PolicyVersion, User
from articles.models import Article
from moderation import risk
from moderation.enums import Discussion, Measure
from moderation.models import Comment, Decision, Ruleset, Thread
from moderation.screening import Earlier, digest, signature
from moderation.screening.fingerprints import likeness, pairs

APPROVALS = (Measure.PUBLISH, Measure.KEEP, Measure.RESTORE)
Row = TypeVar("Row", Article, Comment)
#: So many of the author's comments, of the newest beside the new one, and of all with the same fingerprint are read.
OWN, BESIDE, NEAR = 20, 50, 200


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


@dataclass(frozen=True)
class Prints:
    """By which the same and nearly the same text is found again."""

    digest: int
    signature: int


@dataclass(frozen=True)
class Recent:
    """What was written lately: by the author, and by anybody in the same words or under the same article."""

    own: tuple[Comment, ...]
    near: tuple[Comment, ...]

    def sent_as(self, token: UUID) -> Comment | None:
        """Find the comment that this very form has already made."""
        return next((comment for comment in self.own if comment.submission == token), None)

    def without(self, comment: Comment) -> "Recent":
        """Leave a comment out: an edit does not repeat itself."""
        return Recent(
            own=tuple(one for one in self.own if one.pk != comment.pk),
            near=tuple(one for one in self.near if one.pk != comment.pk),
        )


def place(*, author: User, now: datetime, article: int | None = None, parent: int | None = None) -> Place:
    """Find the place and the author's record in one statement; raise NoSuchPlace."""
    live = Article.objects.live(now)
    if parent is not None:
        readable = Comment.objects.readable().with_context().select_related("article__thread")
        comment = _with_circumstances(readable.filter(pk=parent, article__in=live), author, now).first()
        return _place(comment.article, comment, comment) if comment else _nowhere()
    chosen = live.filter(pk=article or 0).select_related("edition", "thread")
    found = _with_circumstances(chosen, author, now).first()
    return _place(found, None, found) if found else _nowhere()


def recent(*, author: User, place: Place, prints: Prints, since: datetime, now: datetime) -> Recent:
    """Read what was written lately in two statements, each along indexes, however much there is."""
    light = Comment.objects.only("author", "article", "submission", "body", "submitted_at")
    own = light.by(author).filter(submitted_at__gt=now - timedelta(days=1)).order_by("-submitted_at")
    same = Q(digest=prints.digest) | Q(signature=prints.signature)
    here = Q(article=place.article.pk, number__gt=place.last_number - BESIDE)
    near = light.filter(same | here, submitted_at__gt=since).exclude(author=author)
    return Recent(own=tuple(own[:OWN])[::-1], near=tuple(near[:NEAR]))


def copies(recent: Recent, body: str, article: Article, *, alike: float) -> tuple[Comment, ...]:
    """Pick the recent comments of others that say nearly the same, the oldest first."""
    text = article_text(article)
    own = pairs(body, text)
    found = [one for one in recent.near if likeness(own, pairs(one.body, text)) >= alike]
    return tuple(sorted(found, key=lambda one: one.pk))


def earlier(comments: tuple[Comment, ...]) -> tuple[Earlier, ...]:
    """Hand comments to the screening, which knows no rows."""
    return tuple(Earlier(str(c.author_id), c.body, c.submitted_at, c.pk) for c in comments)


def article_text(article: Article) -> str:
    """The article's words without markup, made once for each state of the article."""
    return _stripped(article.body)


def prints(body: str, article: Article) -> Prints:
    """Take the comment's fingerprints; the one for near-copies is of what it says beyond the article."""
    return Prints(digest(body), signature(body, article_text(article)))


@lru_cache(maxsize=64)
def _stripped(html: str) -> str:
    return strip_tags(html)


def _nowhere() -> Place:
    raise NoSuchPlace


def _place(article: Article, parent: Comment | None, row: object) -> Place:
    thread = getattr(article, "thread", None) or Thread(article=article)
    return Place(
        article=article,
        parent=parent,
        discussion=Discussion(thread.discussion),
        message=thread.message,
        last_number=thread.last_number,
        ruleset=row.newest_ruleset,  # type: ignore[attr-defined] # annotated
        record=risk.Record(approved=row.approved, removed=row.removed),  # type: ignore[attr-defined] # annotated
        has_accepted_rules=row.has_accepted,  # type: ignore[attr-defined] # annotated
    )


def _with_circumstances(rows: QuerySet[Row], author: User, now: datetime) -> QuerySet[Row]:
    """Add the ruleset, the author's record and acceptance of the rules."""
    circumstances = rows.annotate(
        newest_ruleset=Subquery(Ruleset.objects.order_by("-pk").values("pk")[:1]),
        approved=_decided(author, APPROVALS),
        removed=_decided(author, (Measure.REMOVE,)),
        has_accepted=_has_accepted(author, now),
    )
    return cast(QuerySet[Row], circumstances)


def _decided(author: User, measures: tuple[Measure, ...]) -> Coalesce:
    """Count the author's comments that people decided so."""
    decisions = Decision.objects.filter(subject=author, decided_by__isnull=False, comment__isnull=False)
    standing = decisions.filter(measure__in=measures, reversals__isnull=True).order_by()
    return Coalesce(Subquery(standing.values("subject").annotate(n=Count("comment", distinct=True)).values("n")), 0)


def _has_accepted(author: User, now: datetime) -> Q:
    """Say whether the author accepted the rules in force; an editorial change asks nobody (G02)."""
    asking = PolicyVersion.objects.of(Document.RULES).in_force(now).exclude(change_class=ChangeClass.EDITORIAL)
    number = Coalesce(Subquery(asking.values("number")[:1]), 0)
    accepted = Acknowledgement.objects.filter(person=author, version__document=Document.RULES)
    return Q(Exists(accepted.filter(version__number__gte=number))) | ~Q(Exists(asking))
