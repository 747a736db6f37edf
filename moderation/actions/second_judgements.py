"""Decisions drawn by chance and judged again by a colleague who does not see the first (C80). Nothing else changes."""

from datetime import datetime, timedelta
from hashlib import blake2b

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext

from accounts.locale import as_read_in
from accounts.models import DossierAccess, User
from accounts.privacy import dossier
from moderation import blind, limits, permissions
from moderation.enums import Measure, Omission, SecondVerdict, Source, Status
from moderation.models import Decision, Ground, SampledDecision, SampleRound, SecondJudgement
from moderation.models.decision import DecisionQuerySet
from moderation.transparency import midnight

DAY = timedelta(days=1)
#: Decisions of so many days, as far as the worker stood still, are drawn from at once.
CATCHES_UP = 7 * DAY
#: In which a ground's decisions are counted for its chance.
QUARTER = 91 * DAY
#: What a second moderator can judge by the text alone: that it stands, or goes under a ground.
DRAWN = (Measure.PUBLISH, Measure.KEEP, Measure.REMOVE)


class NotYours(PermissionError):
    """This decision is not theirs to judge: it is their own, or they know it, or have had it before."""


class JudgedAlready(ValueError):
    """A colleague was quicker, or its text is gone, or it has waited too long."""


@transaction.atomic
def draw(*, now: datetime) -> str:
    """Draw from the decisions of the days before today by UTC, once for each; say so where any was drawn.

    Whether a decision is drawn follows from its number and its chance alone (`lot`), so that anybody can draw again,
    whoever decided. The chance is the newsroom's share, or more where that would leave a ground with fewer than the
    newsroom wants of it in three months: it is stored, so that figures over all grounds can weigh by it.
    """
    share, fewest = limits.of("second_judgement_share", "second_judgement_fewest")
    ends_at = midnight(now)
    before = SampleRound.objects.aggregate(Max("ends_at"))["ends_at__max"] or ends_at - DAY
    begins_at = max(before, ends_at - CATCHES_UP)
    if begins_at >= ends_at:
        return ""
    rows = list(eligible(begins_at, ends_at).order_by("pk").values_list("pk", "ground")) if share else []
    chances = _chances(share / 100, fewest, ends_at) if rows else {}
    drawn = [(pk, chances[ground]) for pk, ground in rows if lot(pk) < chances[ground]]
    made = SampleRound.objects.create(
        begins_at=begins_at, ends_at=ends_at, share=share, fewest=fewest, decided=len(rows), drawn=len(drawn)
    )
    SampledDecision.objects.bulk_create(SampledDecision(decision_id=pk, round=made, chance=p) for pk, p in drawn)
    return f"{len(drawn)} decisions are to be judged again." if drawn else ""


def eligible(begins_at: datetime, ends_at: datetime) -> DecisionQuerySet:
    """Return what moderators decided about comments by their own judgement, from a moment until another.

    What takes a decision back, answers a letter or carries out an order is judged by more than the text.
    """
    made = Decision.objects.filter(made_at__gte=begins_at, made_at__lt=ends_at, decided_by__isnull=False)
    of_comments = made.filter(measure__in=DRAWN, comment__imported__isnull=True, reverses__isnull=True)
    return of_comments.exclude(omission=Omission.ORDER).exclude(source=Source.COMPLAINT)


def lot(pk: int) -> float:
    """Return a decision's own number from 0 up to 1, as evenly spread as a die's and always the same."""
    return int.from_bytes(blake2b(str(pk).encode(), digest_size=8, person=b"second").digest()) / 2**64


def _chances(share: float, fewest: float, until: datetime) -> dict[int | None, float]:
    """Return the chance of each ground's decisions, and of those that let a comment stand (None)."""
    rows = eligible(until - QUARTER, until).order_by().values_list("ground").annotate(Count("pk"))
    return {ground: min(1.0, max(share, fewest / count)) for ground, count in rows}


@transaction.atomic
def judge(
    *, sampled: SampledDecision, verdict: SecondVerdict, ground: Ground | None, note: str, by: User, now: datetime
) -> SecondJudgement:
    """Store what somebody else would have done. Raises NotYours, and JudgedAlready where it waits no longer."""
    demand(sampled, by, now)
    return SecondJudgement.objects.create(
        sampled=sampled, verdict=verdict, ground=ground, note=note.strip(), made_by=by, made_at=now
    )


def leave(*, sampled: SampledDecision, by: User, now: datetime) -> SecondJudgement:
    """Leave the decision to a colleague, for this one knows it. Raises what `judge` does."""
    return judge(sampled=sampled, verdict=SecondVerdict.KNOWN, ground=None, note="", by=by, now=now)


def demand(sampled: SampledDecision, by: User, now: datetime) -> None:
    """Raise NotYours or JudgedAlready unless the decision waits, and for them; it stays so in a transaction."""
    SampledDecision.objects.select_for_update().get(pk=sampled.pk)
    this = SampledDecision.objects.filter(pk=sampled.pk)
    if not (permissions.may_judge_again(by) and this.filter(blind.judgeable(by)).exists()):
        raise NotYours
    if not this.waiting(now).exists():
        raise JudgedAlready


@transaction.atomic
def open_text(*, sampled: SampledDecision, by: User, now: datetime) -> None:
    """Let somebody read what they are to judge again; raise what `judge` does.

    The page says nothing of what is written down: whoever judges is not to learn that the text was taken down.
    """
    demand(sampled, by, now)
    note_opening(sampled=sampled, by=by, now=now)


def note_opening(*, sampled: SampledDecision, by: User, now: datetime) -> None:
    """Write down, once for each reader, that a sealed text was opened to compare judgements (V14).

    `sampled` holds its decision with the comment and its author.
    """
    comment = blind.judged(sampled.decision)
    if comment.status != Status.REMOVED and comment.redacted_at is None:
        return
    what = f"sealed comment {comment.pk}, drawn {sampled.pk}"
    if not DossierAccess.objects.filter(staff=by, person=comment.author, what=what).exists():
        with as_read_in(comment.author.language):
            purpose = gettext("A second judgement, to see whether the rules are applied alike.")
        dossier.log_access(staff=by, person=comment.author, what=what, purpose=purpose, now=now)
