"""Decisions that were drawn to be judged again, and what was judged."""

from datetime import datetime, timedelta

from moderation.actions import decisions, second_judgements
from moderation.enums import SecondVerdict
from moderation.models import Comment, Decision, SampledDecision, SampleRound, SecondJudgement
from tests.moderation import making
from tests.moderation.making import NOW


def decided(by, ground=None, *, comment: Comment | None = None, now: datetime = NOW) -> Decision:
    """Let a moderator let a comment stand, or remove it under a ground."""
    comment = comment or making.comment(making.article(), now=now)
    asked = {"comment": comment, "version": comment.version, "moderator": by, "now": now}
    return decisions.remove(**asked, reasons=making.reasons(ground)) if ground else decisions.publish(**asked)


def drawn(decision: Decision, *, chance: float = 1.0, now: datetime = NOW) -> SampledDecision:
    """Draw a decision, whatever its lot."""
    begins_at = now - timedelta(days=1)
    numbers = {"share": 100, "fewest": 0, "decided": 1, "drawn": 1}
    made, _ = SampleRound.objects.get_or_create(ends_at=now, defaults={"begins_at": begins_at, **numbers})
    return SampledDecision.objects.create(decision=decision, round=made, chance=chance)


def judged(sampled: SampledDecision, by, ground=None, *, note: str = "", now: datetime = NOW) -> SecondJudgement:
    """Let somebody judge it again: let it stand, or remove it under a ground."""
    return second_judgements.judge(
        sampled=sampled,
        verdict=SecondVerdict.REMOVE if ground else SecondVerdict.PUBLISH,
        ground=making.ground(ground) if ground else None,
        note=note,
        by=by,
        now=now,
    )
