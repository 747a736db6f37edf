"""Letters that moderation sends. Each goes through the outbox, in the transaction of its cause."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.utils.translation import override

from accounts.addresses import absolute, absolute_url
from accounts.models import OutboxItem
from accounts.outbox import mail
from moderation.models import Appeal, Comment, Hearing, Mistake, Misuse, Report, StatementOfReasons

STATEMENT_SALT = "moderation.statement"
APPEAL_SALT = "moderation.appeal"
HEARING_SALT = "moderation.hearing"


def has_dispute_bodies() -> bool:
    """Say whether people can turn to certified dispute settlement bodies (DSA Art. 21 binds platforms)."""
    return bool(settings.DSA_PROFILE != "ancillary")


def statement_key(statement: StatementOfReasons) -> str:
    """Name the letter of a statement in the outbox."""
    return f"statement:{statement.reference}"


def statement_token(statement: StatementOfReasons) -> str:
    return signing.dumps(statement.reference, salt=STATEMENT_SALT)


def appeal_token(appeal: Appeal) -> str:
    return signing.dumps(appeal.reference, salt=APPEAL_SALT)


def statement_url(statement: StatementOfReasons) -> str:
    """Return the address at which the statement is read without signing in (V3, D12)."""
    return absolute_url("moderation:statement", language=statement.language, token=statement_token(statement))


def appeal_url(appeal: Appeal) -> str:
    """Return the address at which the state of a letter is read without signing in."""
    return absolute_url("moderation:letter_status", language=appeal.language, token=appeal_token(appeal))


def hearing_key(hearing: Hearing) -> str:
    """Name the letter that announces a block in the outbox."""
    return f"hearing:{hearing.reference}"


def hearing_token(hearing: Hearing) -> str:
    return signing.dumps(hearing.reference, salt=HEARING_SALT)


def hearing_url(hearing: Hearing) -> str:
    """Return the address at which what is announced is read and answered without signing in."""
    return absolute_url("moderation:hearing", language=hearing.language, token=hearing_token(hearing))


def statement_issued(statement: StatementOfReasons, *, now: datetime) -> None:
    """Send the statement of reasons."""
    mail.post(
        template="moderation/mail/statement",
        person=statement.person,
        context={
            "statement": statement,
            "url": statement_url(statement),
            "has_dispute_bodies": has_dispute_bodies(),
        },
        key=statement_key(statement),
        now=now,
        channel="statement",
        headers=_answers_go_to_moderators(),
        is_owed=True,
    )


def decision_taken_back(statement: StatementOfReasons, *, now: datetime, is_waiting: bool = False) -> None:
    """Tell the author that moderators took their own decision back, without a complaint.

    The comment is back, or it `is_waiting` as it did before.
    """
    mail.post(
        template="moderation/mail/taken_back",
        person=statement.person,
        language=statement.language,
        context={"statement": statement, "url": statement_url(statement), "is_waiting": is_waiting},
        key=f"taken-back:{statement.reference}",
        now=now,
        headers=_answers_go_to_moderators(),
        is_owed=True,
    )


def suspension_ended(statement: StatementOfReasons, *, now: datetime) -> None:
    """Tell a person that moderators ended their suspension before its time."""
    mail.post(
        template="moderation/mail/suspension_ended",
        person=statement.person,
        language=statement.language,
        context={"statement": statement, "url": statement_url(statement)},
        key=f"suspension-ended:{statement.reference}",
        now=now,
        headers=_answers_go_to_moderators(),
        is_owed=True,
    )


def hearing_announced(hearing: Hearing, *, now: datetime) -> None:
    """Tell a person that a block is intended, why, and until when they can reply (V43)."""
    _tell_of_hearing(hearing, "hearing", hearing_key(hearing), now)


def hearing_replied(hearing: Hearing, *, now: datetime) -> None:
    """Confirm a reply, each time something came."""
    _tell_of_hearing(hearing, "hearing_replied", f"hearing-replied:{hearing.reference}:{len(hearing.reply)}", now)


def hearing_ended(hearing: Hearing, *, now: datetime) -> None:
    """Tell a person that no measure follows; any other end comes with its own reasons."""
    _tell_of_hearing(hearing, "hearing_ended", f"hearing-ended:{hearing.reference}", now)


def _tell_of_hearing(hearing: Hearing, template: str, key: str, now: datetime) -> None:
    mail.post(
        template=f"moderation/mail/{template}",
        person=hearing.person,
        language=hearing.language,
        context={"hearing": hearing, "url": hearing_url(hearing)},
        key=key,
        now=now,
        headers=_answers_go_to_moderators(),
        is_owed=True,
    )


def deliver_statement(item: OutboxItem) -> None:
    """Deliver a statement's letter and note when: the time to complain counts from here (DSA Art. 20(1))."""
    mail.deliver(item)
    reference = item.key.removeprefix("statement:")
    StatementOfReasons.objects.filter(reference=reference, delivered_at__isnull=True).update(delivered_at=item.taken_at)


def letter_received(appeal: Appeal, *, now: datetime) -> None:
    """Confirm a complete letter with its reference and the day by which it is answered."""
    _answer(appeal, "letter_received", now)


def letter_incomplete(appeal: Appeal, *, now: datetime) -> None:
    """Name what is missing; the letter keeps the day it came (D11).

    Once a day for the same: two programs that answer each other stop.
    """
    _answer(appeal, "letter_incomplete", now, step=f"{'-'.join(appeal.missing)}:{now:%Y-%m-%d}")


def letter_decided(appeal: Appeal, *, now: datetime) -> None:
    """Send the written answer, with the other ways that stay open (DSA Art. 20(5), 21)."""
    _answer(appeal, "letter_decided", now)


def _answer(appeal: Appeal, template: str, now: datetime, step: str = "") -> None:
    """Write to the account's own mailbox; to the sender only while nobody knows whose account it is."""
    statement = appeal.contested.statement if appeal.contested else None
    mail.post(
        template=f"moderation/mail/{template}",
        person=appeal.person,
        to=None if appeal.person else appeal.sender,
        language=appeal.language,
        context={
            "appeal": appeal,
            "url": appeal_url(appeal),
            "statement_url": statement_url(statement) if statement else "",
            "has_dispute_bodies": has_dispute_bodies(),
        },
        key=f"{template}:{appeal.reference}:{step}",
        now=now,
        headers=_answers_go_to_moderators(),
        is_owed=True,
    )


def report_received(report: Report, *, now: datetime) -> None:
    """Confirm a report with its reference and the page where it can be followed (DSA Art. 16(4))."""
    _tell_reporter(report, "report_received", now)


def report_decided(report: Report, *, now: datetime) -> None:
    """Tell the reporter what became of the report, and nothing about the author (DSA Art. 16(5); C13).

    Once for each decision: what was decided, taken back and decided again is told again.
    """
    _tell_reporter(report, "report_decided", now, step=f":{now.isoformat()}")


def report_reversed(report: Report, *, now: datetime) -> None:
    """Tell the reporter that the removal was wrong and has been undone (C40)."""
    _tell_reporter(report, "report_decided", now, step=":reversed")


def _tell_reporter(report: Report, template: str, now: datetime, step: str = "") -> None:
    with override(report.language):
        url = absolute(report.get_absolute_url())
        where = location(report.comment)
    mail.post(
        template=f"moderation/mail/{template}",
        person=report.reporter,
        to=report.email or None,
        language=report.language,
        context={"report": report, "removal": report.removal(), "url": url, "location": where},
        key=f"{template}:{report.reference}{step}",
        now=now,
        headers=_answers_go_to_moderators(),
    )


def misuse_told(misuse: Misuse, *, now: datetime) -> None:
    """Tell a person that they are warned, or paused, and why (D20)."""
    _tell_of_misuse(misuse, "misuse", now)


def misuse_taken_back(misuse: Misuse, *, now: datetime) -> None:
    """Tell a person that a warning does not hold any more, or that a pause has ended."""
    _tell_of_misuse(misuse, "misuse_taken_back", now)


def _tell_of_misuse(misuse: Misuse, template: str, now: datetime) -> None:
    mail.post(
        template=f"moderation/mail/{template}",
        person=misuse.person,
        language=misuse.language,
        context={"misuse": misuse},
        key=f"{template}:{misuse.reference}",
        now=now,
        headers=_answers_go_to_moderators(),
        is_owed=True,
    )


def location(comment: Comment) -> str:
    """Return the exact address of what a report is about (DSA Art. 16(2)(b))."""
    return absolute(comment.get_absolute_url())


def mistake_received(mistake: Mistake, *, now: datetime) -> None:
    """Confirm that the newsroom was told of a mistake, with a reference and the page where it can be followed."""
    _tell_of_mistake(mistake, "mistake_received", now)


def mistake_answered(mistake: Mistake, *, now: datetime) -> None:
    """Tell who reported a mistake what the newsroom found."""
    _tell_of_mistake(mistake, "mistake_answered", now)


def _tell_of_mistake(mistake: Mistake, template: str, now: datetime) -> None:
    found = mistake.settled.correction
    # what was taken back from readers has no page to lead to
    seen = absolute(found.get_absolute_url()) if found and found.article.is_live(now) else ""
    with override(mistake.language):
        url = absolute(mistake.get_absolute_url())
    mail.post(
        template=f"moderation/mail/{template}",
        person=mistake.reporter,
        to=mistake.email or None,
        language=mistake.language,
        context={
            "mistake": mistake,
            "settled": mistake.settled,
            "url": url,
            "correction_url": seen,
        },
        key=f"{template}:{mistake.reference}",
        now=now,
    )


def _answers_go_to_moderators() -> dict[str, str]:
    """Let who answers a letter of ours reach the people who read letters, not the mailbox that sends them."""
    return {"Reply-To": settings.MODERATORS_CONTACT}
