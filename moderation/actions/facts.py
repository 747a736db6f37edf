"""What is known before a comment is judged, fetched in a fixed number of statements whatever the size of the thread."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache, partial
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, cast
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateTimeField,
    Exists,
    Q,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.html import strip_tags

from accounts.enums import ChangeClass, Document
from accounts.models import Acknowledgement, PolicyVersion, User
from accounts.prepared import Given, Prepared, moment
from articles.models import Article
from moderation import risk
from moderation.enums import Discussion, Measure
from moderation.models import Comment, Decision, Ruleset, Thread
from moderation.screening import Earlier, bands, digest, sketch
from moderation.screening.fingerprints import MASK, farthest, likeness, pairs

APPROVALS = (Measure.PUBLISH, Measure.KEEP, Measure.RESTORE)
Row = TypeVar("Row", Article, Comment)
#: So many are read of the author's comments, of those beside the new one, in the same words and in nearly the same.
OWN, BESIDE, SAME, ALIKE = 20, 10, 10, 10
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


@dataclass(frozen=True)
class Prints:
    """By which the same and nearly the same text is found again."""

    digest: int
    band_1: int
    band_2: int
    band_3: int
    band_4: int
    sketch: int


class Written(NamedTuple):
    """As much of an earlier comment as the screening and the limits look at."""

    pk: int
    author_id: int
    article_id: int
    body: str
    #: When it was submitted, as the database writes it: of most it is never read.
    written_at: str
    sketch: int | None
    #: SAME_FORM or CROWDING. Numbers that no column holds would be converted one by one.
    sign: str

    @property
    def submitted_at(self) -> datetime:
        return moment(self.written_at)


WRITTEN = ("pk", "author_id", "article_id", "body", "written_at", "sketch", "sign")
#: What is known of a comment: this very form has made it; with it the article had all that it takes in a minute.
SAME_FORM, CROWDING = "form", "crowd"


@dataclass(frozen=True)
class Recent:
    """What was written lately: by the author, and by anybody in the same words or under the same article."""

    own: tuple[Written, ...]
    near: tuple[Written, ...]
    #: When the article was sent so many comments ago as it takes in a minute.
    crowding_since: datetime | None = None

    def beside(self, article: Article) -> tuple[str, ...]:
        """Return the newest comments of an article, which show what its thread is about."""
        pk = article.pk
        here = (one for one in self.near if one.article_id == pk)
        return tuple(one.body for one in islice(here, BESIDE))

    def already(self) -> Comment | None:
        """Find the comment that this very form has made before."""
        made = next((one.pk for one in self.own if one.sign == SAME_FORM), None)
        return Comment.objects.get(pk=made) if made else None

    def without(self, comment: Comment) -> "Recent":
        """Leave a comment out: an edit does not repeat itself."""
        return replace(
            self,
            own=tuple(one for one in self.own if one.pk != comment.pk),
            near=tuple(one for one in self.near if one.pk != comment.pk),
        )


def place(*, author: User, now: datetime, article: int | None = None, parent: int | None = None) -> Place:
    """Find the place and the author's record in one statement; raise NoSuchPlace."""
    since = now - REMEMBERED
    if parent is None:
        articles = _ARTICLE.objects(article=article or 0, author=author.pk, now=now, half_a_year_ago=since)
        found = [_place(one, None, one) for one in articles]
    else:
        answered = _PARENT.objects(parent=parent, author=author.pk, now=now, half_a_year_ago=since)
        found = [_place(one.article, one, one) for one in answered]
    if not found:
        raise NoSuchPlace
    return found[0]


def recent(
    *,
    author: User,
    place: Place,
    prints: Prints,
    since: datetime,
    now: datetime,
    token: UUID | None = None,
    most: int = 0,
) -> Recent:
    """Read what was written lately in one statement, along indexes, however much there is.

    `token` names the form that the comment came with; `most` is how many comments the article takes in a minute.
    """
    found = _RECENT.rows(
        author=author.pk,
        yesterday=now - timedelta(days=1),
        since=since,
        **vars(prints),
        article=place.article.pk,
        beside=place.last_number - BESIDE,
        crowding=place.last_number + 1 - most if most else 0,
        token=token,
    )
    me = author.pk
    rows = [Written(*row) for row in found]
    crowding = next((one.submitted_at for one in rows if one.sign == CROWDING), None)
    written = {one.pk: one for one in rows if one.sign != CROWDING}.values()
    # as the database writes times, the earlier comes first
    own = sorted([one for one in written if one.author_id == me], key=attrgetter("written_at"))
    return Recent(tuple(own), tuple([one for one in written if one.author_id != me]), crowding)


def comparable(written: Iterable[Written], prints: Prints, *, alike: float) -> dict[Written, None]:
    """Pick the comments that may say nearly the same, by their sketches."""
    most, own = farthest(alike), prints.sketch
    # written out: asked of a hundred comments for each new one
    return {one: None for one in written if one.sketch is None or ((one.sketch ^ own) & MASK).bit_count() <= most}


def copies(near: Iterable[Written], body: str, article: Article, *, alike: float) -> tuple[Comment, ...]:
    """Pick those that do say nearly the same, the oldest first."""
    text = article_text(article)
    own = pairs(body, text)
    found = [one.pk for one in near if likeness(own, pairs(one.body, text)) >= alike]
    return tuple(Comment.objects.filter(pk__in=found).order_by("pk"))


def earlier(comments: Iterable[Written], copies: Container[Written]) -> tuple[Earlier, ...]:
    """Hand comments to the screening, which knows no rows; `copies` are those that may say nearly the same."""
    return tuple([Earlier(str(c.author_id), c.body, c.submitted_at, c.pk, c in copies) for c in comments])


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


#: What stands for the values of the prepared questions below.
AUTHOR, NOW = Given("author", BigIntegerField()), Given("now", DateTimeField())
WRITTEN_AT = Cast("submitted_at", TextField())


def _text(said: str) -> Cast:
    """Say a text where a database has to know that it is one."""
    return Cast(Value(said), TextField())


def _chosen_article() -> QuerySet[Article]:
    chosen = Article.objects.live(NOW).filter(pk=Given("article", BigIntegerField()))
    return _with_circumstances(chosen.select_related("edition", "thread"))


def _answered_comment() -> QuerySet[Comment]:
    readable = Comment.objects.readable().with_context().select_related("article__thread")
    live = Article.objects.live(NOW)
    return _with_circumstances(readable.filter(pk=Given("parent", BigIntegerField()), article__in=live))


def _of_the_author() -> QuerySet[Comment, Any]:
    own = Comment.objects.filter(author=AUTHOR, submitted_at__gt=Given("yesterday", DateTimeField()))
    same = When(submission=Given("token", UUIDField()), then=_text(SAME_FORM))
    sign = Case(same, default=_text(""), output_field=TextField())
    return own.annotate(written_at=WRITTEN_AT, sign=sign).order_by("-submitted_at").values_list(*WRITTEN)[:OWN]


def _beside() -> QuerySet[Comment, Any]:
    beside = Given("beside", BigIntegerField())
    here = Comment.objects.filter(article=Given("article", BigIntegerField()), number__gt=beside)
    return _of_others(here, "-number", BESIDE)


def _crowding() -> QuerySet[Comment, Any]:
    here = Comment.objects.filter(
        article=Given("article", BigIntegerField()), number=Given("crowding", BigIntegerField())
    )
    return here.annotate(written_at=WRITTEN_AT, sign=_text(CROWDING)).values_list(*WRITTEN)


def _in_the_same_words() -> QuerySet[Comment, Any]:
    return _of_others(Comment.objects.filter(digest=Given("digest", BigIntegerField())), "-submitted_at", SAME)


def _in_nearly_the_same_words(band: str) -> QuerySet[Comment, Any]:
    alike = Comment.objects.filter(**{band: Given(band, BigIntegerField())})
    return _of_others(alike, "-submitted_at", ALIKE)


def _of_others(near: QuerySet[Comment], order: str, most: int) -> QuerySet[Comment, Any]:
    """Take the newest, in the order of the index that finds them.

    Many comments share a fingerprint on a busy day, and each is compared word by word.
    """
    since = near.filter(submitted_at__gt=Given("since", DateTimeField())).exclude(author=AUTHOR)
    others = since.annotate(written_at=WRITTEN_AT, sign=_text("")).order_by(order)
    return others.values_list(*WRITTEN)[:most]


_ARTICLE, _PARENT = Prepared(_chosen_article), Prepared(_answered_comment)
_IN_NEARLY_THE_SAME_WORDS = (partial(_in_nearly_the_same_words, band) for band in Comment.BANDS)
_RECENT = Prepared(_of_the_author, _beside, _crowding, _in_the_same_words, *_IN_NEARLY_THE_SAME_WORDS)


def _with_circumstances(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Add the ruleset, the author's record and acceptance of the rules."""
    circumstances = rows.annotate(
        newest_ruleset=Subquery(Ruleset.objects.order_by("-pk").values("pk")[:1]),
        approved=_decided(APPROVALS),
        removed=_decided((Measure.REMOVE,), made_at__gt=Given("half_a_year_ago", DateTimeField())),
        has_accepted=_has_accepted(),
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
