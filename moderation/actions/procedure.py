"""How a measure came about: how far it reaches, and whether the person was heard before (DSA Art. 17(3); D08)."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from accounts.models import User
from moderation.actions import cases
from moderation.enums import BlockMode, HearingOutcome, SanctionKind
from moderation.models import Decision, Hearing, Sanction


class HearingNeeded(ValueError):
    """The person is heard before a block, unless it says why it cannot wait; `hearing` is the one that is open."""

    def __init__(self, hearing: Hearing | None) -> None:
        self.hearing = hearing
        super().__init__("The person is heard before a block.")


@dataclass(frozen=True)
class Way:
    """How a sanction comes about: by which mode, after which hearing or why without, and which one it cuts short."""

    mode: BlockMode
    hearing: Hearing | None
    urgency: str
    overtaken: Hearing | None

    @property
    def columns(self) -> dict[str, object]:
        """What the sanction's row says of it."""
        return {
            "mode": self.mode,
            "hearing": self.hearing,
            "is_urgent": bool(self.urgency),
            "urgency": self.urgency,
        }


def is_heard_here() -> bool:
    """Say whether this site announces a block before it decides one."""
    return bool(settings.BLOCK_MODE == BlockMode.HEARING)


def way(kind: SanctionKind, subject: User, hearing: Hearing | None, urgency: str) -> Way:
    """Say how the sanction comes about; raise HearingNeeded where the person has to be heard before.

    Who was promised a hearing has one, whatever the site does by now. A deletion of the account is announced to nobody
    (D21).
    """
    announced = Hearing.objects.open().of(subject).select_for_update().select_related("case").first()
    is_heard = is_heard_here() or announced is not None
    mode = BlockMode.HEARING if is_heard else BlockMode.IMMEDIATE
    is_needed = is_heard and kind == SanctionKind.BLOCK and hearing is None
    if is_needed and not urgency:
        raise HearingNeeded(announced)
    return Way(mode, hearing, urgency if is_needed else "", announced if announced and announced != hearing else None)


def scope(kind: SanctionKind, ordinal: int, language: str) -> str:
    """Say in the person's language what is restricted and for how long (Art. 17(3)(a))."""
    with override(language):
        match kind:
            case SanctionKind.BLOCK:
                what = gettext(
                    "Your account is blocked: you cannot comment or report. You can read everything, write to the "
                    "moderators, download your data and delete the account."
                )
            case SanctionKind.CLOSURE:
                what = gettext(
                    "Your account is deleted: nobody sees it or its comments. Its contents are sealed while you can "
                    "complain, then erased."
                )
            case _ as never:
                assert_never(never)
        if ordinal == Sanction.FINAL:
            end = gettext(
                "This is the second time. It has no end, and access cannot be restored; a wrong decision can."
            )
        else:
            end = gettext("It lasts until the moderators restore access.")
        return f"{what} {end}"


def after(hearing: Hearing, answer: str) -> str:
    """Cite the hearing, what came of it, and what the moderators say to the reply, in the person's language."""
    with override(hearing.language):
        told = {"reference": hearing.reference, "day": _day(hearing.opened_at), "until": _day(hearing.ends_at)}
        if hearing.replied_at:
            said = gettext(
                "You were heard before: the block that was intended was announced to you on %(day)s (%(reference)s), "
                "and you replied on %(replied)s. The moderators have read your reply and say to it:"
            )
            return f"{said % (told | {'replied': _day(hearing.replied_at)})} {answer.strip()}"
        said = gettext(
            "The block that was intended was announced to you on %(day)s (%(reference)s). You could reply until "
            "%(until)s, and did not."
        )
        return " ".join(filter(None, (said % told, answer.strip())))


def urgent(why: str, language: str) -> str:
    """Say in the person's language that nobody was heard, and why not."""
    with override(language):
        said = gettext("You were not heard before the block, which takes effect at once. Why it could not wait:")
        return f"{said} {why}"


def close(
    hearing: Hearing,
    outcome: HearingOutcome,
    *,
    moderator: User | None,
    decision: Decision | None,
    now: datetime,
    answer: str = "",
) -> None:
    """Write down what came of an open hearing, and take its case out of the queue."""
    hearing.outcome, hearing.answer, hearing.decision = outcome, answer.strip(), decision
    hearing.decided_by, hearing.decided_at = moderator, now
    hearing.save(update_fields=["outcome", "answer", "decision", "decided_by", "decided_at"])
    cases.advance(case=hearing.case, now=now)
    cases.close(case=hearing.case, now=now)


@transaction.atomic
def forget(*, person: User, now: datetime) -> None:
    """End the hearing of somebody whose account is erased: there is nobody left to block."""
    open_ones = Hearing.objects.open().of(person).select_for_update(of=("self",)).select_related("case")
    for hearing in open_ones:
        close(hearing, HearingOutcome.GONE, moderator=None, decision=None, now=now)


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")
