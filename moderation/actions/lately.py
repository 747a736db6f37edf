"""What was written lately: by the author, and by anybody in the same words or under the same article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import compress, islice
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, Case, DateTimeField, Q, QuerySet, TextField, UUIDField, Value, When
from django.db.models.functions import Cast

from accounts.models import User
from accounts.prepared import Given, Prepared, moment
from articles.models import Article
from moderation.actions.facts import AUTHOR, Place, Prints, article_text
from moderation.models import Comment
from moderation.screening import Earlier
from moderation.screening.fingerprints import likeness, may_be_copies, pairs

#: So many are read of the author's comments, of those beside the new one, in the same words and in nearly the same.
OWN, BESIDE, SAME, ALIKE = 20, 10, 10, 10


class Written(NamedTuple):
    """As much of an earlier comment as the screening and the limits look at."""

    pk: int
    author_id: int
    article_id: int
    body: str
    #: When it was submitted, as the database writes it: of most it is never read.
    written_at: str
    sketch: int | None
    #: SAME_FORM, CROWDING or PASSED_OVER. Numbers that no column holds would be converted one by one.
    sign: str

    @property
    def submitted_at(self) -> datetime:
        return moment(self.written_at)


WRITTEN = ("pk", "author_id", "article_id", "body", "written_at", "sketch", "sign")
#: What is known of a comment: this very form has made it; with it the article had all that it takes in a minute; it
#: stands beside the new one, but is the author's own or too old.
SAME_FORM, CROWDING, PASSED_OVER = "form", "crowd", "pass"


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
        tomorrow=now + timedelta(days=1),
        crowding=place.last_number + 1 - most if most else 0,
        token=token,
    )
    me = author.pk
    rows = [Written(*row) for row in found]
    crowding = next((one.submitted_at for one in rows if one.sign == CROWDING), None)
    written = {one.pk: one for one in rows if one.sign not in {CROWDING, PASSED_OVER}}.values()
    # as the database writes times, the earlier comes first
    own = sorted([one for one in written if one.author_id == me], key=attrgetter("written_at"))
    return Recent(tuple(own), tuple([one for one in written if one.author_id != me]), crowding)


def comparable(written: Sequence[Written], prints: Prints, *, alike: float) -> tuple[Written, ...]:
    """Pick the comments that may say nearly the same, by their sketches."""
    return tuple(compress(written, may_be_copies(prints.sketch, [one.sketch for one in written], alike=alike)))


def copies(near: Iterable[Written], body: str, article: Article, *, alike: float) -> tuple[Comment, ...]:
    """Pick those that do say nearly the same, the oldest first."""
    text = article_text(article)
    own = pairs(body, text)
    found = [one.pk for one in near if likeness(own, pairs(one.body, text)) >= alike]
    return tuple(Comment.objects.filter(pk__in=found).order_by("pk"))


def earlier(comments: Iterable[Written], copies: Iterable[Written]) -> tuple[Earlier, ...]:
    """Hand comments to the screening, which knows no rows; `copies` are those that may say nearly the same."""
    near = {one.pk for one in copies}
    return tuple([Earlier(str(c.author_id), c.body, c.submitted_at, c.pk, c.pk in near) for c in comments])


WRITTEN_AT = Cast("submitted_at", TextField())
SINCE = Given("since", DateTimeField())
#: No comment is of tomorrow. PostgreSQL takes a range with two ends for a small one whatever its values are, so that it
#: keeps the plan of the question, where it would make one for each comment (a quarter of what a post costs it).
ENDS = {"submitted_at__lt": Given("tomorrow", DateTimeField())}


def _text(said: str) -> Cast:
    """Say a text where a database has to know that it is one."""
    return Cast(Value(said), TextField())


def _of_the_author() -> QuerySet[Comment, Any]:
    own = Comment.objects.filter(author=AUTHOR, submitted_at__gt=Given("yesterday", DateTimeField()), **ENDS)
    same = When(submission=Given("token", UUIDField()), then=_text(SAME_FORM))
    sign = Case(same, default=_text(""), output_field=TextField())
    return own.annotate(written_at=WRITTEN_AT, sign=sign).order_by("-submitted_at").values_list(*WRITTEN)[:OWN]


def _beside() -> QuerySet[Comment, Any]:
    here = Comment.objects.filter(article=Given("article", BigIntegerField()))
    is_kept = Q(author__restricted_at__isnull=False)
    passed_over = When(Q(author=AUTHOR) | Q(submitted_at__lte=SINCE) | is_kept, then=_text(PASSED_OVER))
    sign = Case(passed_over, default=_text(""), output_field=TextField())
    return here.annotate(written_at=WRITTEN_AT, sign=sign).order_by("-number").values_list(*WRITTEN)[:BESIDE]


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
    since = near.filter(submitted_at__gt=SINCE, **ENDS).exclude(author=AUTHOR)
    others = since.annotate(written_at=WRITTEN_AT, sign=_text("")).order_by(order)
    return others.values_list(*WRITTEN)[:most]


_IN_NEARLY_THE_SAME_WORDS = (partial(_in_nearly_the_same_words, band) for band in Comment.BANDS)
_RECENT = Prepared(_of_the_author, _beside, _crowding, _in_the_same_words, *_IN_NEARLY_THE_SAME_WORDS)
