"""What a member finds of their own (C51): comments, answers and questions to them, reports, decisions about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from moderation import asking
from moderation.enums import Measure
from moderation.models import Comment, Decision, Hearing, Mute, Report, StatementOfReasons

Row = TypeVar("Row", bound=Model)
#: So many rows stand on a page.
MOST = 20


@dataclass(frozen=True)
class Stretch(Generic[Row]):
    """Some rows, the newest first, and the key before which the next ones come; None at the end."""

    rows: list[Row]
    before: int | None


def comments(person: User, before: int | None = None) -> Stretch[Comment]:
    """Return what a member wrote, each with the decisions that took it or a part of it away and stand."""
    taken = Decision.objects.filter(measure__in=(Measure.REMOVE, Measure.REDACT), reversals__isnull=True)
    reasons = Prefetch("decisions", taken.select_related("statement").order_by("-pk"), to_attr="restrictions")
    written = Comment.objects.by(person).select_related("article__edition").prefetch_related(reasons)
    return _stretch(written, "submitted_at", before)


def replies(person: User, now: datetime, before: int | None = None) -> Stretch[Comment]:
    """Return what others answered that can be read, but for those whom the member has muted."""
    others = Comment.objects.readable().shown(now).exclude(author=person)
    others = others.exclude(author__in=Mute.objects.by(person).whom())
    answers = others.filter(parent__author=person).select_related("author", "article__edition", "parent")
    return _stretch(answers, "submitted_at", before)


@dataclass(frozen=True)
class Questions:
    """Some questions, and behind which of them the next ones come: how often it is appreciated, and its key."""

    rows: list[Comment]
    after: tuple[int, int] | None


def questions(person: User, now: datetime, after: tuple[int, int] | None = None) -> Questions:
    """Return what readers ask a named expert and nobody has answered, the most appreciated first (C56).

    The page goes on behind a question also when that has been answered meanwhile.
    """
    below = (
        Comment.objects.questions(answered=False)
        .shown(now)
        .filter(
            article__in=asking.named_for(person),
            article__thread__asked_from__lte=now,
            article__thread__answered_until__gt=now,
        )
    )
    if after:
        count, key = after
        below = below.filter(Q(appreciation_count__lt=count) | Q(appreciation_count=count, pk__lt=key))
    ordered = below.select_related("author", "article__edition").order_by("-appreciation_count", "-pk")
    found = list(ordered[: MOST + 1])
    last = found[MOST - 1] if len(found) > MOST else None
    return Questions(found[:MOST], (last.appreciation_count, last.pk) if last else None)


def reports(person: User, before: int | None = None) -> Stretch[Report]:
    """Return what a member reported, and what became of it."""
    lodged = Report.objects.filter(reporter=person).select_related("comment__article__edition")
    return _stretch(lodged, "received_at", before)


def decisions(person: User, before: int | None = None) -> Stretch[StatementOfReasons]:
    """Return the reasons that a member was given, and whether what they are about was taken back."""
    reversals = Decision.objects.filter(reverses=OuterRef("decision"))
    given = StatementOfReasons.objects.filter(person=person).annotate(is_taken_back=Exists(reversals))
    return _stretch(given.select_related("clause"), "issued_at", before)


def hearings(person: User) -> QuerySet[Hearing]:
    """Return the newest hearings before a block of a member's, with what came of them."""
    return Hearing.objects.of(person).select_related("clause")[:MOST]


def _stretch(rows: QuerySet[Row], moment: str, before: int | None) -> Stretch[Row]:
    """Cut a stretch, by key: what comes meanwhile moves nothing."""
    if before:
        last: Any = rows.filter(pk=before).values_list(moment, flat=True).first()
        rows = (
            rows.filter(Q(**{f"{moment}__lt": last}) | Q(**{moment: last, "pk__lt": before})) if last else rows.none()
        )
    found = list(rows.order_by(f"-{moment}", "-pk")[: MOST + 1])
    return Stretch(found[:MOST], found[MOST - 1].pk if len(found) > MOST else None)
