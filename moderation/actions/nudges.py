"""What becomes of asking writers to think again (C81): counted by entry and rule, without the text or the writer."""

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from moderation.enums.screening import NudgeAnswer
from moderation.models import Nudge
from moderation.screening import Action, Verdict


def ask(*, form: str, verdict: Verdict, now: datetime) -> None:
    """Note that the writer of this form was asked, and for what. Asked twice, it is one nudge."""
    found = [one for one in verdict.findings if one.action in (Action.NUDGE, Action.REFUSE)]
    Nudge.objects.get_or_create(
        form=_named(form),
        defaults={
            "asked_at": now,
            "rules": sorted({one.rule for one in found}),
            "entries": sorted({one.entry for one in found if one.entry}),
        },
    )


def answer(*, form: str, is_final: bool, is_published: bool) -> None:
    """Note that the writer sent the text as it was, or changed it, and whether it was published at once."""
    said = NudgeAnswer.AS_IT_IS if is_final else NudgeAnswer.REVISED
    asked = Nudge.objects.filter(form=_named(form), answer=NudgeAnswer.NONE)
    asked.update(answer=said, is_published=is_published)


def _named(form: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"nudge/{form}")
